import { lived } from '../../baselines/lived.js';
import { spanOf } from '../../baselines/viewing-span.js';
import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, known, limitsOf, round } from '../reading.js';
import { PLAYER_TYPES, sketchOf, viewingsOf } from '../viewings/viewings.js';
import { concludeStarts } from './conclude.js';
import { defaults, type Start, type StartsDay } from './day.js';

/**
 * Clockwork starts: a course begun at the same time of day to a few seconds, day after day, as a
 * scheduled program does it. People are punctual to minutes.
 */
export const clockworkStarts: Detector<StartsDay> = {
  name: 'clockwork-starts',
  version: '1',
  violation: 'course_brushing',
  group: 'clock-hours',
  key: 'student',
  types: PLAYER_TYPES,
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeStarts,
};

/** Sittings kept per day. */
const MOST = 6;
const DAY_SEC = 86_400;
/** The local day turns at four. */
const SINCE_MIDNIGHT_MS = 4 * 3_600_000;
const UNTIL_SIX_MS = 2 * 3_600_000;

function measure(events: readonly AttributedActivity[], context: MeasureContext): StartsDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const subject = events[0]?.subject;
  const spans = viewingsOf(events)
    .map((viewing) => {
      const { from, to } = spanOf(lived(sketchOf(viewing)));
      return { viewing, from, to };
    })
    // Records that bear the time of their batch have no length.
    .filter(({ from, to }) => to - from >= limit.shortestSec)
    .sort((a, b) => a.from - b.from);
  const starts: Start[] = [];
  let until = -Infinity;
  for (const { viewing, from, to } of spans) {
    if (from - until >= limit.restSec) {
      const { source, offering } = viewing;
      const first = known(viewing.events[0]);
      const secOfDay = round(((from % DAY_SEC) + DAY_SEC) % DAY_SEC, 1);
      const night = isNight(from * 1000, context);
      starts.push({ source, offering, secOfDay, night, at: first.at, event: cite(first) });
    }
    until = Math.max(until, to);
  }
  return subject === undefined || starts.length === 0
    ? null
    : { subject, starts: starts.slice(0, MOST) };
}

const isNight = (at: number, { localDay }: MeasureContext): boolean =>
  localDay(at) !== localDay(at + SINCE_MIDNIGHT_MS) || localDay(at) !== localDay(at - UNTIL_SIX_MS);
