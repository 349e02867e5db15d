import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import {
  cite,
  groupBy,
  known,
  LONGEST_SEC,
  limitsOf,
  numberIn,
  positionOf,
  round,
  spread,
} from '../reading.js';
import { concludeReplays } from './conclude.js';
import { defaults, type Limits, type ReplayDay } from './day.js';

const HANDS = ['paused', 'seeked', 'rate_changed'].map((name) => `probity.video.${name}.v1`);

/**
 * The same videos over and over, for hours, to push the time that counts (equal-time brushing,
 * threats.md 1.2). People look at a video twice or thrice before an exam; what is usual, the class
 * says.
 */
export const replayedVideos: Detector<ReplayDay> = {
  name: 'replayed-videos',
  version: '2',
  violation: 'course_brushing',
  group: 'replay',
  key: 'offering',
  perStudent: true,
  types: ['probity.video.heartbeat.v1', ...HANDS],
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure,
  conclude: concludeReplays,
};

interface Watched {
  readonly passes: number;
  readonly againSec: number;
  readonly beats: readonly AttributedActivity[];
}

function measure(events: readonly AttributedActivity[], context: MeasureContext): ReplayDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const videos = groupBy(events, ({ source, data, serverTimed }) =>
    data.activity === undefined || !serverTimed ? undefined : `${source}\n${data.activity}`,
  );
  const again = [...videos.values()]
    .flatMap((own) => watchedAgain(own, limit, context) ?? [])
    .sort((a, b) => b.againSec - a.againSec);
  const most = again[0];
  if (!most) return null;
  const { beats } = most;
  const videoOf = known(beats[0]).data.activity;
  return {
    source: known(beats[0]).source,
    againSec: round(again.reduce((sum, one) => sum + one.againSec, 0)),
    passes: round(
      again.reduce((top, one) => Math.max(top, one.passes), 0),
      1,
    ),
    hands: events.filter(({ type, data }) => data.activity === videoOf && HANDS.includes(type))
      .length,
    firstAt: known(beats[0]).at,
    lastAt: known(beats.at(-1)).at,
    events: spread(beats, 16).map(cite),
  };
}

/** One video's beats, sorted: how often it went by. Undefined of once and a half or less. */
function watchedAgain(
  own: readonly AttributedActivity[],
  limit: Limits,
  { roster }: MeasureContext,
): Watched | undefined {
  const beats = own.filter(({ type }) => !HANDS.includes(type));
  const first = beats[0];
  if (!first || beats.length < 4) return undefined;
  const { offering = '', activity = '' } = first.data;
  const length =
    roster.offering(offering)?.videos.get(activity)?.lengthSec ??
    numberIn(first, 'lengthSec', 1, LONGEST_SEC);
  if (length === undefined || !(length >= limit.shortestSec && length <= LONGEST_SEC))
    return undefined;
  const watched = forwardSec(beats, length, limit);
  return watched <= 1.5 * length
    ? undefined
    : { passes: watched / length, againSec: watched - length, beats };
}

/** Seconds that positions went forward, no faster than any player; a wrap begins another pass. */
function forwardSec(beats: readonly AttributedActivity[], length: number, limit: Limits): number {
  let sum = 0;
  for (let at = 1; at < beats.length; at++) {
    const before = known(beats[at - 1]);
    const beat = known(beats[at]);
    const gap = (beat.at - before.at) / 1000;
    const [from, to] = [positionOf(before), positionOf(beat)];
    if (from === undefined || to === undefined || gap > limit.pauseSec) continue;
    const forward = to >= from ? to - from : to < 0.25 * length && from > 0.5 * length ? to : 0;
    if (forward <= gap * limit.maxRate + 2) sum += forward;
  }
  return sum;
}
