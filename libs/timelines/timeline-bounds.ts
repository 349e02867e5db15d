import type { TimelinePlace } from './timeline-index.js';

/** Milliseconds: open ends of a range of time. */
export const EARLIEST = Number.MIN_SAFE_INTEGER;
export const LATEST = Number.MAX_SAFE_INTEGER;

/** Rows of this source behind `before`: (time, id) is smaller than what is answered. */
export const upperBound = (
  source: string,
  before: TimelinePlace | undefined,
): readonly [time: number, id: string] => {
  if (before === undefined) return [LATEST, ''];
  if (source === before.source) return [before.time, before.id];
  // At the same instant a smaller source is still to come, a greater one is not.
  return source < before.source ? [before.time + 1, ''] : [before.time, ''];
};
