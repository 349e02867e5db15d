import type { Durations } from './figures.js';

const DAY_MS = 86_400_000;

/** Nearest rank: the smallest value that at least the share of all does not exceed. */
const rank = (sorted: Float64Array, share: number): number | null =>
  sorted.length === 0 ? null : (sorted[Math.ceil(share * sorted.length) - 1] ?? null);

const days = (ms: number | null): number | null =>
  ms === null ? null : Math.round((ms / DAY_MS) * 100) / 100;

/** Of spans in milliseconds, in any order. */
export const durationsOf = (spans: readonly number[]): Durations => {
  const sorted = Float64Array.from(spans).sort();
  return {
    count: sorted.length,
    medianDays: days(rank(sorted, 0.5)),
    p90Days: days(rank(sorted, 0.9)),
  };
};
