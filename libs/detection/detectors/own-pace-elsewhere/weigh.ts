import { groupBy, median } from '../reading.js';
import { QUICK_SEC, type Paced } from './measure.js';

/** How somebody's papers of one course came, against those of the others. */
export interface Compared {
  readonly offering: string;
  readonly papers: readonly Paced[];
  readonly sec: number;
  /** Other courses at the same pace, and at a person's leisure. */
  readonly alike: number;
  readonly slower: number;
  readonly elsewhereSec: number;
  readonly nats: number;
}

const FEWEST_PAPERS = 2;
/** Courses differ in the length of their items: up to as many times is the same tempo, from as many on another. */
const ALIKE = 1.7;
const SLOWER = 2.5;
/** Spread (deviation of logarithms) up to which answers may be a program's; whoever thinks is less even. */
const EVEN = 0.4;
/** Right less often than this, haste is of no use to anybody. */
const USEFUL = 0.6;
/** Nobody reads an item and answers it in less: there is no tempo to be a person's. */
const READABLE_SEC = 2.5;
/** Nats for each course at another pace, and at the same: of quick people nine in ten are so everywhere, of programs' users few. */
const EACH = 1.5;
const MOST_AGAINST = 4;
const MOST_FOR = 3;

/** What the other courses say of the quick papers of each; nothing of one whose papers are at leisure. */
export function compare(all: readonly Paced[]): readonly Compared[] {
  const timed = [...groupBy(firstOf(all), ({ offering }) => offering)].flatMap(
    ([offering, papers]) => {
      const each = papers.filter(({ sec }) => sec > 0);
      return each.length < FEWEST_PAPERS ? [] : [{ offering, papers: each, sec: middle(each) }];
    },
  );
  return timed.flatMap((one): Compared[] => {
    const others = timed.filter(({ offering }) => offering !== one.offering);
    if (one.sec >= QUICK_SEC || one.sec < READABLE_SEC || others.length === 0) return [];
    const quick = one.papers.filter(({ sec }) => sec < QUICK_SEC);
    const alike = others.filter(({ sec }) => sec < one.sec * ALIKE).length;
    const slower = others.filter(({ sec }) => sec >= one.sec * SLOWER).length;
    const speaks = isEven(quick) && isUseful(quick);
    const nats = EACH * ((speaks ? slower : 0) - alike);
    const elsewhereSec = median(others.map(({ sec }) => sec)) ?? 0;
    return [
      {
        ...{ offering: one.offering, papers: quick, sec: one.sec, alike, slower, elsewhereSec },
        nats: Math.max(-MOST_FOR, Math.min(MOST_AGAINST, nats)),
      },
    ];
  });
}

/** First attempts: a second one may be typed in from the first. */
function firstOf(all: readonly Paced[]): readonly Paced[] {
  const papers = groupBy(all, ({ offering, assessment }) => `${offering}\n${assessment}`);
  return [...papers.values()].map((own) => own.reduce((a, b) => (b.from < a.from ? b : a)));
}

const middle = (papers: readonly Paced[]): number => median(papers.map(({ sec }) => sec)) ?? 0;

const isEven = (papers: readonly Paced[]): boolean =>
  (median(papers.map(({ spread }) => spread)) ?? 1) <= EVEN;

const isUseful = (papers: readonly Paced[]): boolean => {
  const told = papers.filter(({ right }) => right >= 0);
  return (
    told.length === 0 || told.reduce((sum, { right }) => sum + right, 0) >= USEFUL * told.length
  );
};
