import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { usualLag, timely } from '../lateness.js';
import { groupBy, limitsOf, known } from '../reading.js';
import { aheadOf } from './ahead.js';
import { hastyCompletion, type HastyCompletion } from './completions.js';
import { concludeCreditedTime } from './conclude.js';
import { evenlyFast, outrunOf, runOf, type OutrunVideo, type Run } from './outrun.js';
import { defaults, type CreditedDay } from './day.js';

/**
 * Credited time against wall clock: nobody watches more video than time passes, times the highest
 * rate of a player. Three independent impossibilities: positions that outrun the clock beat by
 * beat, videos finished before they could have been watched, claims about the future.
 */
export const creditedTime: Detector<CreditedDay> = {
  name: 'credited-time',
  version: '6',
  violation: 'course_brushing',
  group: 'playback-clock',
  key: 'student+offering',
  types: ['loaded', 'played', 'paused', 'ended', 'seeked', 'heartbeat', 'completed'].map(
    (name) => `probity.video.${name}.v1`,
  ),
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure,
  conclude: concludeCreditedTime,
};

/** Events of a video that was over in a few beats. */
const MOST_BRIEF = 16;

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): CreditedDay | null {
  const first = events[0];
  const offering = first?.data.offering;
  if (!first || offering === undefined) return null;
  const lag = usualLag(events);
  const limit = limitsOf(defaults, context.parameters);
  const isTimely = (event: AttributedActivity) => timely(event, lag, limit.lateSec);
  const videos = groupBy(events, (event) => event.data.activity);
  const outrun: OutrunVideo[] = [];
  const hasty: HastyCompletion[] = [];
  const brief: (readonly [string, Run])[] = [];
  for (const [video, own] of videos) {
    const run = runOf(own, limit);
    const ran = outrunOf(video, run, limit);
    if (ran) outrun.push(ran);
    if ((!ran || ran.brief) && own.length <= MOST_BRIEF) brief.push([video, run]);
    const done = hastyCompletion(
      video,
      own,
      lastBefore(events, known(own[0])),
      isTimely,
      limit.maxRate,
      context,
    );
    if (done) hasty.push(done);
  }
  const even = evenlyFast(brief, limit);
  const alike = new Set(even.map(({ video }) => video));
  const judged = events.filter((event) => event.serverTimed);
  const ahead = aheadOf(judged, lag, limit.aheadSec, limit.aheadBeats);
  const touched = [...videos.keys()];
  const all = [...outrun.filter(({ video }) => !alike.has(video)), ...even];
  return { subject: first.subject, offering, touched, outrun: all, hasty, ahead };
}

/** The event that stands before `event` in the sorted window; found by halving. */
function lastBefore(
  events: readonly AttributedActivity[],
  event: AttributedActivity,
): AttributedActivity | undefined {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (known(events[middle]).at < event.at) low = middle + 1;
    else high = middle;
  }
  return events[low - 1];
}
