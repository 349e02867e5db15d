import type { AttributedActivity } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { cite, spread, known } from '../reading.js';

/** Claims about a time that the vendor's server had not yet reached. */
export interface AheadOfClock {
  readonly beats: number;
  readonly leadSec: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

/**
 * A clock that is wrong is wrong by one amount (`lagMs`), or steps once when it is set right. Claims
 * that run on through many minutes of the future are written by a program: one public tool sends
 * claimed times up to 3,600 s ahead of the request (threats.md 1.1, yuketangHelper).
 */
export function aheadOf(
  events: readonly AttributedActivity[],
  lagMs: number,
  leastLeadSec: number,
  fewest: number,
): AheadOfClock | null {
  const leading = events.filter(
    (event) => event.recorded !== undefined && leadOf(event, lagMs) > leastLeadSec,
  );
  if (leading.length < fewest) return null;
  const minutes = new Set(leading.map((event) => Math.floor(leadOf(event, lagMs) / 60)));
  if (minutes.size < 10) return null;
  return {
    beats: leading.length,
    leadSec: leading.reduce((most, event) => Math.max(most, leadOf(event, lagMs)), 0),
    firstAt: known(leading[0]).at,
    lastAt: known(leading.at(-1)).at,
    events: spread(leading, 20).map(cite),
  };
}

const leadOf = (event: AttributedActivity, lagMs: number): number =>
  (event.time - event.at + lagMs) / 1000;
