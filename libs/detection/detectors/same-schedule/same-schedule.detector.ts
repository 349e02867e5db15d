import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { clientText, groupBy, known, limitsOf } from '../reading.js';
import { concludeSchedule } from './conclude.js';
import { defaults, type ScheduleDay } from './day.js';
import { inStep } from './in-step.js';

/**
 * The same schedule: accounts that finish one video after the other at a distance in time that stays
 * the same to the second. A program that serves several accounts does that; friends who watch
 * together do it roughly, and side by side.
 */
export const sameSchedule: Detector<ScheduleDay> = {
  name: 'same-schedule',
  version: '5',
  violation: 'course_brushing',
  // Two lists that play on by themselves, begun together, keep step: the same cause as even waits.
  group: 'pace',
  key: 'offering',
  types: ['probity.video.completed.v1'],
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure,
  conclude: concludeSchedule,
};

/** More accounts than this with several videos in a day are a class that watches together. */
const MOST_ACCOUNTS = 120;

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): ScheduleDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const offering = events[0]?.data.offering;
  const timed = events.filter(
    ({ serverTimed, at, data }) =>
      serverTimed && Number.isFinite(at) && data.activity !== undefined,
  );
  const accounts = [...groupBy(timed, ({ subject }) => subject)]
    .map(([subject, own]) => ({ subject, finished: firstOf(own) }))
    .filter(({ finished }) => finished.size >= limit.fewestInDay)
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
  if (offering === undefined || accounts.length > MOST_ACCOUNTS) return null;
  const isAway = (event: AttributedActivity) => {
    const ip = clientText(event, 'ip');
    return ip !== undefined && context.roster.network(ip) === undefined;
  };
  const pairs = accounts.flatMap((a, at) =>
    accounts.slice(at + 1).flatMap((b) => inStep(a, b, limit, isAway) ?? []),
  );
  return pairs.length === 0 ? null : { offering, pairs };
}

/** The first completion of each video. */
function firstOf(own: readonly AttributedActivity[]): Map<string, AttributedActivity> {
  const first = new Map<string, AttributedActivity>();
  for (const event of own) {
    const video = known(event.data.activity);
    if (!first.has(video)) first.set(video, event);
  }
  return first;
}
