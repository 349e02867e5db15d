import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, known, LONGEST_SEC, limitsOf, numberIn, round } from '../reading.js';
import { concludeSkipped } from './conclude.js';
import { defaults, type Leap, type Limits, type SkippedDay } from './day.js';

const named = (...names: string[]) => names.map((name) => `probity.video.${name}.v1`);
const [PLAYED = '', SEEKED = ''] = named('played', 'seeked');
const OVER = named('ended', 'completed');

/**
 * Skipped to the end: videos started, moved to their last moments and reported as finished, one after
 * the other, the jump each time after the same moment. Who has no time drags a slider too, and that
 * is no software; but no hand takes always as long to do it (threats.md 1.1, "instant pass").
 */
export const skippedToEnd: Detector<SkippedDay> = {
  name: 'skipped-to-end',
  version: '1',
  violation: 'course_brushing',
  group: 'skips',
  key: 'offering',
  perStudent: true,
  types: [PLAYED, SEEKED, ...OVER],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeSkipped,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): SkippedDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const videos = groupBy(events, ({ data }) => data.activity);
  if (videos.size === 0) return null;
  const leaps = [...videos].flatMap(([video, own]) => leapOf(video, own, limit, context) ?? []);
  return { touched: [...videos.keys()].sort(), leaps };
}

/** One video's events of a day: whether it was over at once the first time that it was begun. */
function leapOf(
  video: string,
  own: readonly AttributedActivity[],
  limit: Limits,
  context: MeasureContext,
): Leap | undefined {
  const length = lengthOf(video, own, context);
  if (length === undefined || length < limit.shortestSec) return undefined;
  const ordered = own.toSorted((a, b) => a.time - b.time);
  const start = ordered.find(({ type }) => type === PLAYED);
  const jump = ordered.find(({ type }) => type === SEEKED);
  if (!start || !jump || jump.time < start.time) return undefined;
  const from = numberIn(jump, 'fromSec', 0, LONGEST_SEC) ?? length;
  const to = numberIn(jump, 'toSec', 0, LONGEST_SEC) ?? 0;
  if (from > limit.fromShare * length || to < limit.toShare * length) return undefined;
  const over = ordered.find(({ type, time }) => OVER.includes(type) && time >= jump.time);
  if (!over || over.time - jump.time > limit.overSec * 1000) return undefined;
  const events = [start, jump, over];
  return {
    video,
    lagSec: round((jump.time - start.time) / 1000, 3),
    whole: events.every(({ time }) => time % 1000 === 0),
    at: jump.at,
    events: events.map(cite),
  };
}

function lengthOf(
  video: string,
  own: readonly AttributedActivity[],
  { roster }: MeasureContext,
): number | undefined {
  const { offering = '' } = known(own[0]).data;
  const told = own.flatMap((event) => numberIn(event, 'lengthSec', 1, LONGEST_SEC) ?? []);
  return roster.offering(offering)?.videos.get(video)?.lengthSec ?? told[0];
}
