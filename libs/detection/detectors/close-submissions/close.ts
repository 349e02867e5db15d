import { known } from '../reading.js';
import type { SubmissionRow } from './day.js';
import type { Limits } from './limits.js';

/** A student's first submission of each paper. */
export type Submitted = ReadonlyMap<string, SubmissionRow>;

export interface ClosePair {
  readonly a: string;
  readonly b: string;
  readonly papers: readonly string[];
  /** Mean absolute difference of the instants, seconds. */
  readonly apartSec: number;
  /** Nats left of the rarity after correction for all pairs of the class. */
  readonly corrected: number;
}

/**
 * Pairs that lie side by side in the class's own order of handing in, paper after paper. In a paper
 * that n handed in, two who have nothing to do with each other are g places apart or less in about
 * 2g / (n - 1) of all cases, whatever the class's hours, deadlines and common beginnings; over the
 * papers by Fisher's method, corrected for all pairs (Bonferroni). No minutes are fixed.
 */
export function closePairs(students: ReadonlyMap<string, Submitted>, limit: Limits): ClosePair[] {
  const places = placesOf(students);
  const beside = new Map<string, number>();
  for (const order of places.values()) {
    const reach = Math.max(1, Math.min(50, Math.floor(order.length / 20)));
    order.forEach((a, at) => {
      for (const b of order.slice(at + 1, at + 1 + reach)) {
        const pair = a < b ? `${a}\n${b}` : `${b}\n${a}`;
        beside.set(pair, (beside.get(pair) ?? 0) + 1);
      }
    });
  }
  const ranks = new Map(
    [...places].map(([paper, order]) => [paper, new Map(order.map((one, at) => [one, at]))]),
  );
  const pairs = (students.size * (students.size - 1)) / 2;
  const least = Math.max(limit.mention, -Math.log(limit.quantile) - Math.log(pairs));
  return [...beside].flatMap(([pair, count]) => {
    const [a = '', b = ''] = pair.split('\n');
    const [ofA, ofB] = [known(students.get(a)), known(students.get(b))];
    const papers = [...ofA.keys()].filter((paper) => ofB.has(paper)).sort();
    const most = Math.max(ofA.size, ofB.size);
    if (papers.length < limit.fewestPapers || count < limit.besideShare * most) return [];
    const corrected = rarity(a, b, papers, ranks) - Math.log(pairs);
    if (corrected < least) return [];
    const apart = papers.map((paper) =>
      Math.abs(known(ofA.get(paper))[1] - known(ofB.get(paper))[1]),
    );
    const apartSec = apart.reduce((sum, one) => sum + one, 0) / apart.length / 1000;
    return [{ a, b, papers, apartSec, corrected }];
  });
}

/** Minus log of Fisher's combined p-value of the pair's distances in places. */
function rarity(
  a: string,
  b: string,
  papers: readonly string[],
  ranks: ReadonlyMap<string, ReadonlyMap<string, number>>,
): number {
  const sum = papers.reduce((all, paper) => {
    const order = known(ranks.get(paper));
    const gap = Math.abs(known(order.get(a)) - known(order.get(b)));
    return all - Math.log(Math.min(1, (2 * gap) / (order.size - 1)));
  }, 0);
  // Upper tail of the gamma distribution with a whole shape.
  let term = 1;
  let tail = 1;
  for (let k = 1; k < papers.length; k++) tail += term *= sum / k;
  return sum - Math.log(tail);
}

/** Who handed in each paper, in order. */
function placesOf(students: ReadonlyMap<string, Submitted>): Map<string, string[]> {
  const rows = new Map<string, { subject: string; at: number }[]>();
  for (const [subject, own] of students)
    for (const [paper, at] of own.values()) {
      const all = rows.get(paper) ?? [];
      all.push({ subject, at });
      rows.set(paper, all);
    }
  return new Map(
    [...rows].map(([paper, all]) => [
      paper,
      all.sort((a, b) => a.at - b.at || (a.subject < b.subject ? -1 : 1)).map((one) => one.subject),
    ]),
  );
}
