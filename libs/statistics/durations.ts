import type { Durations } from './figures.js';

const DAY_MS = 86_400_000;

/** Nearest rank: the smallest value that at least the share of all does not exceed; its place, from 0. */
const rank = (count: number, share: number): number => Math.ceil(share * count) - 1;

const days = (ms: number | undefined): number | null =>
  ms === undefined ? null : Math.round((ms / DAY_MS) * 100) / 100;

/** Of spans in milliseconds, ascending. */
export const durationsOf = (sorted: Float64Array): Durations => ({
  count: sorted.length,
  medianDays: days(sorted[rank(sorted.length, 0.5)]),
  p90Days: days(sorted[rank(sorted.length, 0.9)]),
});

/** Of spans that began then, ascending, and last at an instant: the last to begin is the shortest. */
export const lastingSince = (begun: Float64Array, at: number): Durations => {
  const span = (share: number): number | undefined => {
    const from = begun[begun.length - 1 - rank(begun.length, share)];
    return from === undefined ? undefined : at - from;
  };
  return { count: begun.length, medianDays: days(span(0.5)), p90Days: days(span(0.9)) };
};
