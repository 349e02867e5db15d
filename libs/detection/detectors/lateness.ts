import type { AttributedActivity } from '../detector.js';
import { ofList } from '../shared-list.js';
import { groupBy, median, known } from './reading.js';

/** Events nearer to each other than this came in one request or one burst. */
const BUNCHED_MS = 2_000;

/**
 * How far the device's clock usually stands behind the server's, in milliseconds (negative: ahead).
 *
 * Taken from events that came one by one: those of a burst may have waited for a connection. A
 * clock minutes or an hour off is then its own measure and looks neither late nor ahead.
 */
export function usualLag(events: readonly AttributedActivity[]): number {
  const alone: number[] = [];
  for (let at = 0; at < events.length; at++) {
    const event = known(events[at]);
    if (event.recorded === undefined) continue;
    const before = events[at - 1];
    const after = events[at + 1];
    const near =
      (before && event.at - before.at < BUNCHED_MS) || (after && after.at - event.at < BUNCHED_MS);
    if (!near) alone.push(event.recorded - event.time);
  }
  return median(alone) ?? 0;
}

/** The same by source: each platform's server has a clock, and each account's device another. */
export const lagsOf = ofList(
  (events: readonly AttributedActivity[]): ReadonlyMap<string, number> =>
    new Map([...groupBy(events, ({ source }) => source)].map(([at, own]) => [at, usualLag(own)])),
);

/**
 * Whether a judge may rest on the event's instant (law 3): the server vouches for it, and it was
 * recorded about when it happened. An hour kept on a phone without a connection and sent in one
 * batch bears the server's time of the batch; on such events every detector abstains.
 */
export function timely(event: AttributedActivity, lagMs: number, lateSec: number): boolean {
  if (!event.serverTimed || !Number.isFinite(event.at) || !Number.isFinite(event.time))
    return false;
  return event.at - event.time - lagMs <= lateSec * 1000;
}
