export const SEC = 1000;
export const MIN = 60 * SEC;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;

/** Monday of the first teaching week of spring 2026, midnight in Xining. */
export const TERM_BEGINS = Date.parse('2026-03-02T00:00:00+08:00');

export const midnight = (day: number): number => TERM_BEGINS + day * DAY;

/** RFC 3339 with the campus's offset. */
export const localText = (at: number): string =>
  `${new Date(at + 8 * HOUR).toISOString().slice(0, -1)}+08:00`;
