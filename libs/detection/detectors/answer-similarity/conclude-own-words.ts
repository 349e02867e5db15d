import type { Finding } from '../../signal.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { citations, known, round } from '../reading.js';
import { counted } from '../wording.js';
import { sharedWords, type SharedWords } from './own-words.js';

/** Less a tenth, as for answers too alike. */
const MOST = 10;
/** Nats from which something is said; and texts in common below which it is no case, a quotation perhaps. */
const MENTION = 3;
const FEWEST_TEXTS = 2;
const MOST_OF_ONE = 4;

/** One finding per student who handed in another's texts, or let his be handed in, where everybody writes his own. */
export function concludeOwnWords(answers: ClassAnswers, offering: string): readonly Finding[] {
  const strongest = new Map<number, SharedWords>();
  for (const pair of sharedWords(answers))
    for (const student of [pair.a, pair.b])
      if (pair.nats > (strongest.get(student)?.nats ?? 0)) strongest.set(student, pair);
  return [...strongest]
    .sort(([a], [b]) => a - b)
    .filter(([, pair]) => weigh(pair) >= MENTION)
    .map(([student, pair]) => findingOf(answers, offering, student, pair));
}

const weigh = ({ nats, items }: SharedWords): number =>
  Math.min(items.length < FEWEST_TEXTS ? MOST_OF_ONE : MOST, round(0.9 * nats, 3));

function findingOf(
  answers: ClassAnswers,
  offering: string,
  student: number,
  pair: SharedWords,
): Finding {
  const refs = pair.items.map((i) => answers.ref(student, i));
  const [texts, people] = [pair.items.length, pair.shared];
  return {
    anchor: 'words',
    subject: known(answers.students[student]),
    offering,
    llr: weigh(pair),
    events: citations(refs),
    numbers: [
      { name: 'identical_texts', value: texts, threshold: FEWEST_TEXTS, unit: 'answers' },
      { name: 'students_alike', value: people, threshold: 2, unit: 'students' },
      {
        name: 'rarity_corrected',
        value: round(pair.nats / Math.LN10, 1),
        threshold: 1.4,
        unit: 'powers of ten',
      },
    ],
    reason: {
      zh: `${texts} 道全班几乎人人自己撰写的文字题，与另一名同学的文字一字不差；同一文字最多 ${people} 人提交。`,
      en: `The same text as another student's, word for word, in ${counted(texts, 'question')} that nearly everybody answers in words of his own; at most ${counted(people, 'student')} handed in the same.`,
    },
    innocent: [
      {
        name: 'template_or_quotation',
        tested:
          'texts of many are left out; how often others of the class have one in common is held against it; one text alone makes no case',
        outcome: texts < FEWEST_TEXTS ? 'possible' : 'unlikely',
      },
      {
        name: 'group_work',
        tested: 'where groups hand in together fewer than seven in ten texts differ',
        outcome: 'unlikely',
      },
      {
        name: 'one_right_answer',
        tested: 'only questions with hardly an answer in common are read',
        outcome: 'excluded',
      },
    ],
    firstAt: refs.reduce((least, { at }) => Math.min(least, at), Infinity),
    lastAt: refs.reduce((most, { at }) => Math.max(most, at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: answers.students.length }],
  };
}
