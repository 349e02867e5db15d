import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { usualLag, timely } from '../lateness.js';
import { groupBy } from '../reading.js';
import { aheadOf, type AheadOfClock } from './ahead.js';
import { hastyCompletion, type HastyCompletion } from './completions.js';
import { concludeCreditedTime } from './conclude.js';
import { outrunOf, type OutrunLimits, type OutrunVideo } from './outrun.js';

/** What one student's day in one offering claims beyond the clock. */
export interface CreditedDay {
  readonly subject: string;
  readonly offering: string;
  /** Videos with any event: a completion counts only where no earlier day touched the video. */
  readonly touched: readonly string[];
  readonly outrun: readonly OutrunVideo[];
  readonly hasty: readonly HastyCompletion[];
  readonly ahead: AheadOfClock | null;
}

const defaults = {
  /** The fastest that players offer; a public helper itself warns above 3 (threats.md 1.1, ocsjs). */
  maxRate: 3,
  /** The fastest of the usual menus, granted to whoever declares less (threats.md: 2x watchers). */
  usualRate: 2,
  /** Over the rate: timers, buffering and clock jitter of seconds over minutes. Our own choice. */
  allowance: 0.08,
  /** Jumps forgiven per video: feeds without seek events hide the slider. Our own choice. */
  forgivenJumps: 3,
  forgivenShare: 0.15,
  /** A longer gap, seconds, is a pause and no segment; one vendor beats each 180 s (threats.md 1.2). */
  pauseSec: 400,
  fewestBeats: 8,
  /** Recorded later than this, seconds, after it happened: an upload, on which we abstain. */
  lateSec: 120,
  /** Lead over the server's clock, seconds, and claims that must have it. */
  aheadSec: 600,
  aheadBeats: 20,
  /** Videos and seconds beyond the clock before it is said aloud. */
  outrunVideos: 2,
  outrunSec: 600,
  hastyVideos: 8,
} as const;

/**
 * Credited time against wall clock: nobody watches more video than time passes, times the highest
 * rate of a player. Three independent impossibilities: positions that outrun the clock beat by
 * beat, videos finished before they could have been watched, claims about the future.
 */
export const creditedTime: Detector<CreditedDay> = {
  name: 'credited-time',
  version: '1',
  violation: 'course_brushing',
  group: 'playback-clock',
  key: 'student+offering',
  types: ['loaded', 'played', 'paused', 'ended', 'seeked', 'heartbeat', 'completed'].map(
    (name) => `probity.video.${name}.v1`,
  ),
  window: 'day',
  defaults,
  measure,
  conclude: concludeCreditedTime,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): CreditedDay | null {
  const first = events.find((event) => event.data.offering !== undefined);
  if (!first) return null;
  const lag = usualLag(events);
  const limit = context.parameters;
  const isTimely = (event: AttributedActivity) => timely(event, lag, limit['lateSec']!);
  const videos = groupBy(events, (event) => event.data.activity);
  const outrun: OutrunVideo[] = [];
  const hasty: HastyCompletion[] = [];
  for (const [video, own] of videos) {
    const ran = outrunOf(video, own, isTimely, limit as unknown as OutrunLimits);
    if (ran) outrun.push(ran);
    const done = hastyCompletion(video, own, lastBefore(events, own[0]!), isTimely, context);
    if (done) hasty.push(done);
  }
  const judged = events.filter((event) => event.serverTimed);
  const ahead = aheadOf(judged, lag, limit['aheadSec']!, limit['aheadBeats']!);
  const touched = [...videos.keys()];
  return { subject: first.subject, offering: first.data.offering!, touched, outrun, hasty, ahead };
}

/** Instant of the event that stands before `event` in the sorted window; found by halving. */
function lastBefore(
  events: readonly AttributedActivity[],
  event: AttributedActivity,
): number | undefined {
  let low = 0;
  let high = events.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (events[middle]!.at < event.at) low = middle + 1;
    else high = middle;
  }
  return events[low - 1]?.at;
}
