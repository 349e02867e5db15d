import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { timely, usualLag } from '../lateness.js';
import { groupBy } from '../reading.js';
import { concludeConcurrent } from './conclude.js';
import { overlapOf, type Overlap } from './overlap.js';
import { playingOf } from './playing.js';

/** A day on which three or more videos went forward at the same time. */
export interface OverlapDay extends Overlap {
  readonly subject: string;
}

const defaults = {
  /** Longest gap between beats, seconds; one vendor beats each 180 s (threats.md 1.2). */
  longestGapSec: 400,
  lateSec: 120,
  /**
   * Two at a time are a mistaken or muted tab (threats.md, honest people). Tools run 4 to 20 at once
   * (threats.md 1.1). Between them: four or more for a quarter of an hour ...
   */
  fourSec: 900,
  /** ... or three for two hours, on two days at least. */
  threeSec: 7200,
  threeDays: 2,
  /** Seconds of its own videos in the overlap before an offering is named. */
  offeringSec: 600,
} as const;

/**
 * Concurrent playback: how many videos went forward at the same time, across sessions, offerings
 * and platforms. One person follows one; a forgotten tab makes two.
 */
export const concurrentPlayback: Detector<OverlapDay> = {
  name: 'concurrent-playback',
  version: '1',
  violation: 'course_brushing',
  group: 'playback-clock',
  key: 'student',
  types: ['loaded', 'played', 'paused', 'ended', 'heartbeat'].map(
    (name) => `probity.video.${name}.v1`,
  ),
  window: 'day',
  defaults,
  measure,
  conclude: concludeConcurrent,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): OverlapDay | null {
  const limit = context.parameters;
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  // Each platform's server has a clock, and each account's device another: lag is theirs apart.
  const lags = new Map<string, number>();
  for (const [source, own] of groupBy(events, (event) => event.source))
    lags.set(source, usualLag(own));
  const playing = playingOf(
    events,
    (event) => timely(event, lags.get(event.source) ?? 0, limit['lateSec']!),
    limit['longestGapSec']!,
  );
  const overlap = overlapOf(playing);
  return overlap.offerings.length === 0 ? null : { subject, ...overlap };
}
