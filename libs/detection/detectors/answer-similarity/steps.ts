import type { ClassAnswers } from '../assessments/class-answers.js';
import { groupBy, known } from '../reading.js';

/** One who answered a paper in another's order, a little after him, and alike. */
export interface Follower {
  readonly student: number;
  readonly source: number;
  /** Columns of the paper that both answered. */
  readonly items: readonly number[];
  /** Steps from one item to the next that both took, and nats for their being one order. */
  readonly steps: number;
  readonly nats: number;
  readonly same: number;
  readonly sameWrong: number;
  readonly lagSec: number;
}

/** Answers of a paper below which an order is no fingerprint; steps that two must share. */
const FEWEST = 12;
const SHARED = 0.5;
/** Nats of order; two strangers of two shuffled semesters of 800 students had 33 at most. */
export const LEAST = 45;
/** Of the answers, how many come after the source's and are his; median seconds after him, at most. */
const AFTER = 0.9;
const ALIKE = 0.8;
const LONGEST_LAG = 300;
/** Steps that more than so many take are a form of the paper, whatever the class. */
const CROWD = 60;
/** Two who are able, or two programs, agree on what is right; not on what is wrong. */
const FEWEST_WRONG = 2;

/**
 * Where a platform gives everybody the paper in an order of his own, two share hardly a step. A
 * source's whole order, a little after him item by item and with his answers, is read from his screen.
 * If anybody has that order who does not follow, it is a form of the paper, and nothing is said.
 */
export function followersOf(answers: ClassAnswers): Follower[] {
  const papers = [
    ...groupBy(answers.items.keys(), (i) => known(answers.items[i]).activity).values(),
  ];
  return papers.flatMap((own) => (own.length < FEWEST ? [] : inPaper(answers, own)));
}

function inPaper(answers: ClassAnswers, own: readonly number[]): Follower[] {
  const width = answers.items.length;
  const orders = answers.students.map((_, s) => {
    const given = own.filter((i) => answers.timed(s, i));
    const place = (i: number): number => known(answers.place[s * width + i]);
    return given.length < FEWEST ? [] : given.sort((a, b) => place(a) - place(b));
  });
  const takers = new Map<number, number[]>();
  orders.forEach((order, s) => {
    for (let n = 1; n < order.length; n++) {
      const step = known(order[n - 1]) * width + known(order[n]);
      const all = takers.get(step);
      if (all) all.push(s);
      else takers.set(step, [s]);
    }
  });
  const sitting = orders.filter(({ length }) => length > 0).length;
  return orders.flatMap((order, source) => {
    const own = order
      .slice(1)
      .map((i, at) => known(takers.get(known(order[at]) * width + i)))
      .filter(({ length }) => length > 1 && length <= CROWD);
    // Of a paper in one order for all, no pair need be looked at.
    if (own.length < SHARED * (order.length - 1)) return [];
    const shared = new Map<number, { steps: number; nats: number }>();
    for (const all of own) {
      const nats = Math.log(sitting / Math.max(1, all.length - 1.5));
      for (const s of all) {
        const before = shared.get(s) ?? { steps: 0, nats: 0 };
        shared.set(s, { steps: before.steps + 1, nats: before.nats + nats });
      }
    }
    const alike = [...shared].filter(
      ([s, { steps }]) => s !== source && steps >= SHARED * (order.length - 1),
    );
    const found: Follower[] = [];
    for (const [s, seen] of alike) {
      const one = followerOf(answers, order, s, source, seen);
      if (one === undefined) return [];
      found.push(one);
    }
    return found.filter(({ nats, sameWrong }) => nats >= LEAST && sameWrong >= FEWEST_WRONG);
  });
}

function followerOf(
  answers: ClassAnswers,
  order: readonly number[],
  student: number,
  source: number,
  seen: { readonly steps: number; readonly nats: number },
): Follower | undefined {
  const width = answers.items.length;
  const items = order.filter((i) => answers.timed(student, i));
  const lags = items
    .map((i) => (answers.ref(student, i).at - answers.ref(source, i).at) / 1000)
    .sort((a, b) => a - b);
  const given = (s: number, i: number): number => known(answers.choice[s * width + i]);
  const same = items.filter((i) => given(student, i) === given(source, i)).length;
  const sameWrong = items.filter(
    (i) => given(student, i) === given(source, i) && answers.right[source * width + i] === 0,
  ).length;
  const lagSec = known(lags[lags.length >> 1]);
  const after = lags.filter((lag) => lag > 0).length;
  return after >= AFTER * items.length && lagSec <= LONGEST_LAG && same >= ALIKE * items.length
    ? { student, source, items, same, sameWrong, lagSec, ...seen }
    : undefined;
}
