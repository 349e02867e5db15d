import type { Sent } from './event.js';
import { DAY, HOUR, localText, midnight, MIN } from './world/calendar.js';
import type { Platform } from './world/platforms.js';

/** The vendors' declarations that their feeds are complete up to a midnight. */
export function* declared(
  platforms: readonly Platform[],
  day: number,
  days: number,
): Generator<Sent> {
  for (const platform of platforms) {
    const { declares } = platform;
    const last = day === days;
    const weekly = day % 7 === 0 && day > 0;
    if (day === 0) continue;
    if (!last && !(declares === 'daily' || (declares === 'weekly' && weekly))) continue;
    // Only when what an outage held back is in, and what was sent late.
    const arrivesAt = midnight(day) + (last ? 2 * DAY : 12 * HOUR) + 3 * MIN;
    const until = localText(midnight(day) + (last ? DAY : 0));
    const what = { at: arrivesAt, type: 'feed.completed', platform, data: { until } };
    yield { arrivesAt, what, id: `complete-${day}`, recordedAt: arrivesAt };
  }
}
