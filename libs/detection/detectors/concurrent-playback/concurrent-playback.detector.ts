import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { timely, usualLag } from '../lateness.js';
import { groupBy, limitsOf } from '../reading.js';
import { concludeConcurrent } from './conclude.js';
import { overlapOf } from './overlap.js';
import { playingOf } from './playing.js';
import { defaults, type OverlapDay } from './day.js';

/**
 * Concurrent playback: how many videos went forward at the same time, across sessions, offerings
 * and platforms. One person follows one; a forgotten tab makes two.
 */
export const concurrentPlayback: Detector<OverlapDay> = {
  name: 'concurrent-playback',
  version: '2',
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
  const limit = limitsOf(defaults, context.parameters);
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  // Each platform's server has a clock, and each account's device another: lag is theirs apart.
  const lags = new Map<string, number>();
  for (const [source, own] of groupBy(events, (event) => event.source))
    lags.set(source, usualLag(own));
  const playing = playingOf(
    events,
    (event) => timely(event, lags.get(event.source) ?? 0, limit.lateSec),
    limit.longestGapSec,
  );
  const overlap = overlapOf(playing);
  return overlap.offerings.length === 0 ? null : { subject, ...overlap };
}
