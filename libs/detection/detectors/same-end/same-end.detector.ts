import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, limitsOf, LONGEST_SEC, numberIn, round } from '../reading.js';
import { concludeEnds } from './conclude.js';
import { defaults, type End, type EndsDay } from './day.js';

const COMPLETED = 'probity.video.completed.v1';

/**
 * The same end: videos of all lengths that were left at one and the same share of their length, to half a
 * hundredth. A tool stops where the platform gives credit (threats.md 1.1: at 0.91 of each video);
 * people see a video to its end or leave it where they had enough. Where no end is reported, the farthest beat tells it.
 */
export const sameEnd: Detector<EndsDay> = {
  name: 'same-end',
  version: '2',
  violation: 'course_brushing',
  group: 'ends',
  key: 'offering',
  perStudent: true,
  types: [COMPLETED, 'probity.video.heartbeat.v1'],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeEnds,
};

/** Videos kept per day. */
const MOST = 24;

function measure(events: readonly AttributedActivity[], context: MeasureContext): EndsDay | null {
  const { seen } = limitsOf(defaults, context.parameters);
  const whole: string[] = [];
  const ends: End[] = [];
  const left: End[] = [];
  for (const [video, own] of groupBy(events, ({ data }) => data.activity)) {
    const reported = own.find(({ type }) => type === COMPLETED);
    if (!reported) {
      left.push(...leftOf(video, own));
      continue;
    }
    const share = numberIn(reported, 'progress', 0, 1);
    if (share === undefined) continue;
    if (share >= seen) whole.push(video);
    else ends.push(endOf(video, share, reported));
  }
  if (whole.length + ends.length + left.length === 0) return null;
  const day = { whole: whole.slice(0, MOST), ends: ends.slice(0, MOST) };
  return left.length === 0 ? day : { ...day, left: left.slice(0, MOST) };
}

const endOf = (video: string, share: number, event: AttributedActivity): End => ({
  ...{ video, share: round(share, 4), at: event.at, event: cite(event) },
});

/** By the beat that lies farthest in the video. */
function leftOf(video: string, beats: readonly AttributedActivity[]): readonly End[] {
  let [most, farthest]: [number, AttributedActivity | undefined] = [0, undefined];
  for (const beat of beats) {
    const position = numberIn(beat, 'positionSec', 0, LONGEST_SEC);
    if (position === undefined || position <= most) continue;
    [most, farthest] = [position, beat];
  }
  if (!farthest) return [];
  const length = numberIn(farthest, 'lengthSec', 1, LONGEST_SEC);
  return length === undefined || most > length ? [] : [endOf(video, most / length, farthest)];
}
