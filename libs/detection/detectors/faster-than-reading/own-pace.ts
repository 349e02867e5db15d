import { lasted, type Sat } from '../sittings/class.js';
import type { ClassTimes } from './class-times.js';

/** Other papers, written at leisure, that tell how quick somebody is. */
const FEWEST_PAPERS = 2;

/** Deviations below the class's middle that a quick person may be at, paper after paper. */
export const QUICK_PERSON = 2;
/** A person's own papers still differ from each other by as much as this, of the class's deviation. */
const WITHIN = 1;
/** A pause makes a paper long, and no quick person slow. */
const LEAST = 1.25;

/** How far a sitting lasted below the middle of the class, in its deviations. */
export function hasteOf(sitting: Sat, { whole }: Pick<ClassTimes, 'whole'>): number | undefined {
  if (!whole || !sitting.begun) return undefined;
  return (whole.middle - Math.log(Math.max(1, lasted(sitting)))) / whole.spread;
}

/**
 * Who is taken for a quick person, by the quickest of the papers that nobody holds against them: a
 * tempo is a person's own, and somebody who sits examinations no faster than the others do is not
 * four times as fast in a quiz. Homework is left out, it may have been worked out on paper.
 */
export function quickness(
  leisurely: readonly Sat[],
  times: ReadonlyMap<string, Pick<ClassTimes, 'whole'>>,
): number {
  const own = leisurely.flatMap((sitting) => {
    const of = times.get(sitting.assessment);
    const haste = of && sitting.kind !== 'homework' ? hasteOf(sitting, of) : undefined;
    return haste ?? [];
  });
  if (own.length < FEWEST_PAPERS) return QUICK_PERSON;
  return Math.max(LEAST, Math.min(QUICK_PERSON, WITHIN + Math.max(...own)));
}
