import type { Measured } from '../../detector.js';
import { groupBy, known } from '../reading.js';
import { unpackItems, type PacedSitting, type SittingDay } from './sitting.js';

/** A sitting and whose it is. `again`: not the student's first of that assessment. */
export interface Sat extends PacedSitting {
  readonly subject: string;
  readonly again: boolean;
}

/** All sittings of an offering, student by student, each student's in order of time. */
export function allSittings(days: readonly Measured<SittingDay>[]): readonly Sat[] {
  const own = days.flatMap(({ measure, subject = '' }) =>
    measure.sittings.map((sitting) => ({
      ...sitting,
      items: unpackItems(sitting.items),
      subject,
    })),
  );
  own.sort((a, b) => a.from - b.from);
  const seen = new Set<string>();
  return own.map((sitting) => {
    const key = `${sitting.subject}\n${sitting.assessment}`;
    const again = seen.has(key);
    seen.add(key);
    return { ...sitting, again };
  });
}

/** First sittings by assessment: every student has one voice. */
export const firstSittings = (all: readonly Sat[]): ReadonlyMap<string, readonly Sat[]> =>
  groupBy(
    all.filter(({ again }) => !again),
    ({ assessment }) => assessment,
  );

/** The value below which a share of the numbers lies, 0 ≤ share ≤ 1; undefined of none. */
export function quantile(values: readonly number[], share: number): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  return known(sorted[Math.floor((sorted.length - 1) * share)]);
}

/** Share of items answered rightly by what was told of them, else by the score; -1 untold. */
export function rightShare({ items, score }: PacedSitting): number {
  const told = items.filter(([, , right]) => right >= 0);
  if (told.length < items.length) return score;
  return told.filter(([, , right]) => right === 1).length / told.length;
}

/** Seconds of the whole sitting. */
export const lasted = ({ from, to }: PacedSitting): number => (to - from) / 1000;
