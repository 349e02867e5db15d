import type { ClassAnswers } from '../assessments/class-answers.js';
import { groupBy, known, repeated } from '../reading.js';

/** Two who gave the same texts where everybody else writes his own. */
export interface SharedWords {
  readonly a: number;
  readonly b: number;
  readonly items: readonly number[];
  /** Nats, corrected for all classmates. */
  readonly nats: number;
  /** How many gave the same text at most. */
  readonly shared: number;
}

/** Texts below which a class does not show that everybody writes his own, and the share of different ones that does. */
const FEWEST_TEXTS = 15;
const DIFFERENT = 0.7;
/** A text of more than these is a template, a quotation, a way of handing in nothing. */
const FEW = { people: 5, share: 0.15, most: 40 };
/** Further texts of a pair: who quotes one source once does so again. */
const AGAIN = 0.7;
/** Names of long responses (answers.ts), which no option and no short phrase has. */
const LONG = '#';

/** Pairs of a class with texts in common, at whatever paper. */
export function sharedWords(answers: ClassAnswers): readonly SharedWords[] {
  const found = new Map<string, { a: number; b: number; at: Shared[] }>();
  for (let i = 0; i < answers.items.length; i++)
    for (const one of sharedIn(answers, i))
      for (const [n, a] of one.students.entries())
        for (const b of one.students.slice(n + 1)) {
          const pair = found.get(`${a} ${b}`) ?? { a, b, at: [] };
          found.set(`${a} ${b}`, pair);
          pair.at.push(one);
        }
  const classmates = Math.log(Math.max(1, answers.students.length - 1));
  return [...found.values()].map(({ a, b, at }) => ({
    ...{ a, b },
    items: at.map(({ item }) => item),
    nats:
      repeated(
        at.map(({ nats }) => nats),
        AGAIN,
      ) - classmates,
    shared: at.reduce((most, { students }) => Math.max(most, students.length), 0),
  }));
}

interface Shared {
  readonly item: number;
  readonly students: readonly number[];
  /** Minus log of the share of pairs, others than these, who have a text in common there. */
  readonly nats: number;
}

function sharedIn({ items, students, choice }: ClassAnswers, i: number): readonly Shared[] {
  const { responses } = known(items[i]);
  if (responses.length < FEWEST_TEXTS * DIFFERENT) return [];
  const told = (s: number): string => responses[known(choice[s * items.length + i])] ?? '';
  const givers = groupBy(students.keys(), (s) => (told(s).startsWith(LONG) ? told(s) : undefined));
  const all = [...givers.values()];
  const texts = all.reduce((sum, own) => sum + own.length, 0);
  if (texts < FEWEST_TEXTS || all.length < DIFFERENT * texts) return [];
  const few = all.filter((own) => own.length <= fewOf(texts));
  const alike = few.reduce((sum, own) => sum + pairs(own.length), 0);
  return few
    .filter((own) => own.length > 1)
    .map((own) => ({
      ...{ item: i, students: own },
      nats: -Math.log((alike - pairs(own.length) + 0.5) / pairs(texts)),
    }));
}

const fewOf = (texts: number): number =>
  Math.min(FEW.most, Math.max(FEW.people, FEW.share * texts));

const pairs = (people: number): number => (people * (people - 1)) / 2;
