import { groupBy } from '../reading.js';
import type { DaySpot } from './parties.js';
import { partitionChance, type Unit } from './partition.js';

/** Work off the campus while the account was signed in to a class in a room. */
export interface InClass {
  /** Days on which the stranger did. */
  readonly days: number;
  /**
   * Chance of so many among the stranger's days if he kept the owner's timetable as the owner's own
   * machines do, 0–1, on the same kinds of days and hours: who skips class skips it with either.
   */
  readonly chance: number;
}

/** Only days on which the account signed in to a class say anything. */
export function inClassOf(strange: readonly DaySpot[], own: readonly DaySpot[]): InClass {
  const attended = new Set(
    [...strange, ...own].filter(({ attends }) => attends).map(({ day }) => day),
  );
  const units = [...unitsIn(strange, true, attended), ...unitsIn(own, false, attended)];
  return {
    days: units.filter(({ strange: his, inside }) => his && inside).length,
    chance: partitionChance(units),
  };
}

/** A day and kind of hour counts once, whatever the number of machines. */
function unitsIn(
  spots: readonly DaySpot[],
  strange: boolean,
  attended: ReadonlySet<string>,
): readonly Unit[] {
  const off = spots.filter(
    ({ day, byHand, ground, work }) =>
      byHand &&
      attended.has(day) &&
      work.length > 0 &&
      (ground === 'dormitory' || ground === 'line'),
  );
  return [...groupBy(off, ({ day, work }) => `${day} ${String(work[0]?.part)}`).values()].map(
    (same) => ({
      stratum: same[0]?.work[0]?.part ?? 0,
      inside: same.some(({ duringClass }) => duringClass),
      strange,
    }),
  );
}
