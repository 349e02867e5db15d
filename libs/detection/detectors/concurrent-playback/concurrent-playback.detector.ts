import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { limitsOf } from '../reading.js';
import { playingOf } from '../viewings/playing.js';
import { concludeConcurrent } from './conclude.js';
import { overlapOf } from './overlap.js';
import { defaults, type OverlapDay } from './day.js';

/**
 * Concurrent playback: how many videos went forward at the same time, across sessions, offerings
 * and platforms. One person follows one; a forgotten tab makes two.
 */
export const concurrentPlayback: Detector<OverlapDay> = {
  name: 'concurrent-playback',
  version: '6',
  violation: 'course_brushing',
  group: 'playback-clock',
  key: 'student',
  types: ['loaded', 'played', 'paused', 'ended', 'heartbeat'].map(
    (name) => `probity.video.${name}.v1`,
  ),
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
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
  const playing = playingOf(events, limit.lateSec, limit.longestGapSec);
  const overlap = overlapOf(playing);
  return overlap.offerings.length === 0 ? null : { subject, ...overlap };
}
