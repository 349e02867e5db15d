import type { Measured } from '../../detector.js';
import { ofMeasures } from '../../shared-list.js';
import { groupBy, known } from '../reading.js';
import { unpackItems, type PacedSitting, type SittingDay } from './sitting.js';

/** A sitting and whose it is. `again`: not the student's first of that assessment. */
export interface Sat extends PacedSitting {
  readonly subject: string;
  readonly again: boolean;
}

/** All sittings of an offering, student by student, each student's in order of time. */
export const allSittings = ofMeasures(sittingsIn);

function sittingsIn(days: readonly Measured<SittingDay>[]): readonly Sat[] {
  const own = days.flatMap(({ measure, subject = '' }) =>
    measure.sittings.map((sitting) => ({
      ...sitting,
      items: unpackItems(sitting.items),
      subject,
    })),
  );
  own.sort((a, b) => a.from - b.from);
  const usual = inBatches(own);
  const seen = new Set<string>();
  return own.map((sitting) => {
    const key = `${sitting.subject}\n${sitting.assessment}`;
    const again = seen.has(key);
    seen.add(key);
    const told = sitting.claimed && !usual.has(sitting.source) ? 'late' : sitting.told;
    return { ...sitting, told, again };
  });
}

/** Share of an offering's sittings sent in batches from which on that is the platform's way. */
const BATCHES_SHARE = 0.5;
/** A few sittings are no platform's way. */
const FEWEST_BATCHES = 12;

/**
 * Platforms whose clients keep answers and send them together, whoever sits: claims of the devices are
 * then held against claims. One student's records that came late, where the others' did not, are a lost connection's.
 */
function inBatches(all: readonly PacedSitting[]): ReadonlySet<string> {
  const bySource = groupBy(all, ({ source }) => source);
  const sources = [...bySource].filter(([, own]) => {
    const claims = own.filter(({ claimed }) => claimed).length;
    return claims >= FEWEST_BATCHES && claims >= own.length * BATCHES_SHARE;
  });
  return new Set(sources.map(([source]) => source));
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
