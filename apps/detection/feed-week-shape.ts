import {
  boundOf,
  LAG_BOUNDS,
  SKEW_BOUNDS,
  type FeedFigures,
} from '../../libs/detection/quality/feed-figures.js';
import type { FeedWeek } from '../../libs/detection/quality/feed-tally.js';

/** Seconds under which a half and 19 of 20 lie; null where they lie beyond the last bound. */
const spreadOf = (counts: readonly number[], bounds: readonly number[]) => ({
  half: boundOf(counts, bounds, 0.5),
  most: boundOf(counts, bounds, 0.95),
  boundsSec: bounds,
  counts,
});

export const feedWeekShape = ({ week, figures }: FeedWeek) => {
  const { lag, skew, events, unmapped, future, farPast, absurd, implausible } = figures;
  const { withoutDevice, withoutAddress } = figures satisfies FeedFigures;
  return {
    ...{ week, events, unmapped, future, farPast, absurd, implausible },
    ...{ withoutDevice, withoutAddress },
    lag: spreadOf(lag, LAG_BOUNDS),
    clockSkew: spreadOf(skew, SKEW_BOUNDS),
  };
};

export type FeedWeekShape = ReturnType<typeof feedWeekShape>;

/** RFC 3339, or null for what is no instant of a calendar. */
export const instantOrNull = (at: number): string | null =>
  Number.isNaN(new Date(at).getTime()) ? null : new Date(at).toISOString();
