import { groupBy } from '../reading.js';
import type { Sat } from '../sittings/class.js';

/** Share of the answers that somebody takes over from another. */
const TAKEN = 0.9;
/** Nats beyond the number of classmates from which mistakes are held to have one source: one in fifty classes. */
const SURE = 4;
/** Right answers are what able people have in common: no more than what the mistakes weigh, twice. */
const OF_MISTAKES = 2;

type ByPaper = ReadonlyMap<string, readonly Sat[]>;

/**
 * Whether the papers have their mistakes in common with a classmate's, far beyond what the class's
 * mistakes make likely. A program's slips are its own; answers that somebody passed on, a sheet's or a
 * neighbour's, bring theirs along, and the hand that types them in is as hasty.
 */
export function sharesMistakes(papers: readonly Sat[], byPaper: ByPaper): boolean {
  const weighed = new Map<string, { alike: number; mistakes: number }>();
  for (const own of papers) {
    const sittings = byPaper.get(own.assessment) ?? [];
    const wrong = wrongShares(sittings);
    const mine = new Map(own.items.map(([item, , right]) => [item, right]));
    for (const other of sittings) {
      if (other.subject === own.subject) continue;
      const pair = weighed.get(other.subject) ?? { alike: 0, mistakes: 0 };
      weighed.set(other.subject, pair);
      for (const [item, , right] of other.items) {
        const [p, told] = [wrong.get(item), mine.get(item)];
        if (p === undefined || told === undefined || told < 0 || right < 0) continue;
        if (told !== right) pair.alike += Math.log(1 - TAKEN);
        else
          pair.alike += Math.log((TAKEN + (1 - TAKEN) * chanceOf(right, p)) / chanceOf(right, p));
        if (told === 0 && right === 0) pair.mistakes -= Math.log(p);
      }
    }
  }
  const least = SURE + Math.log(weighed.size + 1);
  return [...weighed.values()].some(
    ({ alike, mistakes }) => Math.min(alike, OF_MISTAKES * mistakes) >= least,
  );
}

const chanceOf = (right: number, wrong: number): number => (right === 0 ? wrong : 1 - wrong);

/** By item: share of the class that is wrong; one in either direction more than there are. */
function wrongShares(sittings: readonly Sat[]): ReadonlyMap<string, number> {
  const told = sittings.flatMap(({ items }) => items.filter(([, , right]) => right >= 0));
  return new Map(
    [...groupBy(told, ([item]) => item)].map(([item, all]) => [
      item,
      (all.filter(([, , right]) => right === 0).length + 1) / (all.length + 2),
    ]),
  );
}
