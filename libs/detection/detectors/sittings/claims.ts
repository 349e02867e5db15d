import type { AttributedActivity } from '../../detector.js';

/**
 * An attempt that the server had in batches, by the instants its device claims, set to the server's
 * clock: what waited least waited not at all. Undefined where a record has no instant of the
 * server's, the latest that it can have happened (law 3).
 *
 * A clock that stands wrong shifts every claim alike and leaves the gaps as they are. Moved by whole
 * seconds, so that claims cut to the second still look it.
 */
export function claimed(
  events: readonly AttributedActivity[],
): readonly AttributedActivity[] | undefined {
  if (!events.every(isRecorded)) return undefined;
  const least = events.reduce((min, { at, time }) => Math.min(min, at - time), Infinity);
  const behind = Math.floor(least / 1000) * 1000;
  return events
    .map((event) => ({ ...event, at: event.time + behind }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

const isRecorded = ({ recorded, at, time }: AttributedActivity): boolean =>
  recorded !== undefined && Number.isFinite(at) && Number.isFinite(time);
