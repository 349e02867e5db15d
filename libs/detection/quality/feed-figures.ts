import type { Activity } from '../../activity/activity.js';
import { isMapped } from '../../activity/intake/check-data.js';
import { isImplausible } from './implausible.js';

/** Upper bounds in seconds; one more place holds what lies beyond the last. */
export const LAG_BOUNDS = [1, 10, 60, 600, 3_600, 21_600, 86_400, 604_800, 2_592_000] as const;
/** Of what the vendor's server recorded against what the event claims; negative: recorded earlier. */
export const SKEW_BOUNDS = [-3_600, -300, -60, -10, 10, 60, 300, 3_600] as const;

const SEC = 1_000;
const DAY = 86_400 * SEC;
/** Ahead of the receipt by more than two clocks may differ. */
const FUTURE = 120 * SEC;
const FAR_PAST = 30 * DAY;
/** No feed reports what lies so far from its receipt; such a time is a broken clock's. */
const ABSURD = 3 * 366 * DAY;

/** How good a source's feed was in a week of receipts. Counts of events, but for the instants. */
export interface FeedFigures {
  events: number;
  /** Of types that the contract does not list. */
  unmapped: number;
  /** Claimed for later than they were received, for more than 30 days before, for nonsense. */
  future: number;
  farPast: number;
  absurd: number;
  /** With positions, lengths or rates that no video has. */
  implausible: number;
  withoutDevice: number;
  withoutAddress: number;
  /** Receipt against the judging instant, by `LAG_BOUNDS`. */
  lag: number[];
  /** `recordedtime` against `time` where both were sent, by `SKEW_BOUNDS`. */
  skew: number[];
  /** Latest instant that was no later than its receipt, milliseconds; 0 for none. */
  lastAt: number;
}

export const noFigures = (): FeedFigures => ({
  ...{ events: 0, unmapped: 0, future: 0, farPast: 0, absurd: 0, implausible: 0 },
  ...{ withoutDevice: 0, withoutAddress: 0, lastAt: 0 },
  lag: new Array<number>(LAG_BOUNDS.length + 1).fill(0),
  skew: new Array<number>(SKEW_BOUNDS.length + 1).fill(0),
});

/** Adds one event to the figures, in place: every event of a feed passes here. */
export const tally = (figures: FeedFigures, activity: Activity, receivedAt: number): void => {
  const { time, at, recorded, type, data } = activity;
  figures.events += 1;
  if (!isMapped(type)) figures.unmapped += 1;
  const ahead = time - receivedAt;
  if (Math.abs(ahead) > ABSURD) figures.absurd += 1;
  else if (ahead > FUTURE) figures.future += 1;
  else if (ahead < -FAR_PAST) figures.farPast += 1;
  if (isImplausible(data)) figures.implausible += 1;
  if (!isText(data.client?.deviceId)) figures.withoutDevice += 1;
  if (!isText(data.client?.ip)) figures.withoutAddress += 1;
  count(figures.lag, LAG_BOUNDS, (receivedAt - at) / SEC);
  if (recorded !== undefined) count(figures.skew, SKEW_BOUNDS, (recorded - time) / SEC);
  if (at <= receivedAt && at > figures.lastAt) figures.lastAt = at;
};

/** The bound that a share (0–1) of the counted lie under; null beyond the last, and of none. */
export const boundOf = (
  counts: readonly number[],
  bounds: readonly number[],
  share: number,
): number | null => {
  const total = counts.reduce((sum, one) => sum + one, 0);
  let under = 0;
  for (const [place, one] of counts.entries()) {
    under += one;
    if (total > 0 && under >= share * total) return bounds[place] ?? null;
  }
  return null;
};

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

const count = (counts: number[], bounds: readonly number[], value: number): void => {
  let place = 0;
  while (place < bounds.length && value > (bounds[place] as number)) place += 1;
  counts[place] = (counts[place] ?? 0) + 1;
};
