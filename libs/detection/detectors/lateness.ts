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
export const usualLag = (events: readonly AttributedActivity[]): number => lagAlone(events) ?? 0;

/** Undefined where nothing came alone. */
export function lagAlone(events: readonly AttributedActivity[]): number | undefined {
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
  return median(alone);
}

/** A clock that is further off is hardly a clock. */
const WORST_CLOCK_MS = 45 * 60_000;

/**
 * The same where nothing came one by one, as of an app that uploads every few minutes: the newest word
 * of a burst waited least, so its delay tells the clock. 0 where that is more than any clock is off.
 */
export function batchedLag(events: readonly AttributedActivity[]): number {
  const newest: number[] = [];
  let burst: number | undefined;
  let least = Infinity;
  for (const { at, recorded, time } of events) {
    if (recorded === undefined) continue;
    if (burst !== undefined && at - burst >= BUNCHED_MS) {
      newest.push(least);
      least = Infinity;
    }
    burst = at;
    least = Math.min(least, recorded - time);
  }
  if (burst !== undefined) newest.push(least);
  const lag = median(newest) ?? 0;
  return Math.abs(lag) <= WORST_CLOCK_MS ? lag : 0;
}

/** The same by source: each platform's server has a clock, and each account's device another. */
export const lagsOf = ofList((events: readonly AttributedActivity[]): ReadonlyMap<string, number> =>
  lagsIn(groupBy(events, ({ source }) => source)),
);

function lagsIn(
  sources: ReadonlyMap<string, readonly AttributedActivity[]>,
): ReadonlyMap<string, number> {
  const lags = new Map<string, number>();
  for (const [source, own] of sources) lags.set(source, usualLag(own));
  return lags;
}

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
