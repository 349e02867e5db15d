import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, known, limitsOf, numberIn, round } from '../reading.js';
import { concludeEnds } from './conclude.js';
import { defaults, type End, type EndsDay } from './day.js';

/**
 * The same end: videos of all lengths that were left at one and the same share of their length, to half a
 * hundredth. A tool stops where the platform gives credit (threats.md 1.1: at 0.91 of each video);
 * people see a video to its end or leave it where they had enough.
 */
export const sameEnd: Detector<EndsDay> = {
  name: 'same-end',
  version: '1',
  violation: 'course_brushing',
  group: 'ends',
  key: 'offering',
  perStudent: true,
  types: ['probity.video.completed.v1'],
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
  for (const [video, own] of groupBy(events, ({ data }) => data.activity)) {
    const first = known(own[0]);
    const share = numberIn(first, 'progress', 0, 1);
    if (share === undefined) continue;
    if (share >= seen) whole.push(video);
    else ends.push({ video, share: round(share, 4), at: first.at, event: cite(first) });
  }
  return whole.length + ends.length === 0
    ? null
    : { whole: whole.slice(0, MOST), ends: ends.slice(0, MOST) };
}
