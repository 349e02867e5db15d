import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, limitsOf, spread } from '../reading.js';
import { playingOf, type Playing } from '../viewings/playing.js';
import { PLAYER_TYPES } from '../viewings/viewings.js';
import { concludeNoRest } from './conclude.js';
import { defaults, type CourseShare, type RestlessDay } from './day.js';

/**
 * Days without rest: an account that plays through the day and the night, again and again. One
 * night is a video left running; a person sleeps on the next.
 */
export const noRest: Detector<RestlessDay> = {
  name: 'no-rest',
  version: '2',
  violation: 'course_brushing',
  group: 'rest',
  key: 'student',
  types: PLAYER_TYPES,
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure,
  conclude: concludeNoRest,
};

/** Less play than this in a day says nothing, here or on the days beside it. */
const LEAST_SEC = 4 * 3600;

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): RestlessDay | null {
  const subject = events[0]?.subject;
  const limit = limitsOf(defaults, context.parameters);
  const playing = playingOf(events, limit.lateSec, limit.longestGapSec);
  const exact = merged(playing, 0);
  const playedSec = exact.reduce((sum, [from, to]) => sum + (to - from), 0) / 1000;
  if (subject === undefined || playedSec < LEAST_SEC) return null;
  const courses = groupBy(playing, ({ offering }) => offering);
  return {
    subject,
    stretches: merged(playing, limit.breakSec * 1000),
    playedSec,
    courses: [...courses].map(([offering, own]) => courseOf(offering, own)),
  };
}

/** Stretches in order of time, joined where no more than `gapMs` lies between. */
export function merged(
  playing: readonly Pick<Playing, 'from' | 'to'>[],
  gapMs: number,
): (readonly [number, number])[] {
  const sorted = [...playing].sort((a, b) => a.from - b.from);
  const found: (readonly [number, number])[] = [];
  for (const { from, to } of sorted) {
    const last = found.at(-1);
    if (last && from - last[1] <= gapMs) found[found.length - 1] = [last[0], Math.max(last[1], to)];
    else found.push([from, to]);
  }
  return found;
}

function courseOf(offering: string, own: readonly Playing[]): CourseShare {
  return {
    offering,
    playedSec: merged(own, 0).reduce((sum, [from, to]) => sum + (to - from), 0) / 1000,
    firstAt: own.reduce((least, { from }) => Math.min(least, from), Infinity),
    lastAt: own.reduce((most, { to }) => Math.max(most, to), -Infinity),
    events: spread(own, 20).map(({ event }) => cite(event)),
  };
}
