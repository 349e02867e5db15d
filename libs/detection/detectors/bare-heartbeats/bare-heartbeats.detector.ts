import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, known, limitsOf, median, spread } from '../reading.js';
import { concludeBare } from './conclude.js';
import { defaults, type CoursePlays, type PlayerDay } from './day.js';

const HEARTBEAT = 'probity.video.heartbeat.v1';

/**
 * Bare heartbeats: packet tools send progress and nothing else, where the platform's own player
 * also tells of loading, playing, pausing and ending (threats.md 1.0, F1 and F2). Judged against
 * what this platform's players usually say, and against the same student's other courses.
 */
export const bareHeartbeats: Detector<PlayerDay> = {
  name: 'bare-heartbeats',
  version: '2',
  violation: 'course_brushing',
  group: 'player-events',
  key: 'student',
  types: ['loaded', 'played', 'paused', 'ended', 'seeked', 'heartbeat'].map(
    (name) => `probity.video.${name}.v1`,
  ),
  window: 'day',
  defaults,
  measure,
  conclude: concludeBare,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): PlayerDay | null {
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  const limit = limitsOf(defaults, context.parameters);
  const courses = groupBy(events, (event) =>
    event.data.offering === undefined ? undefined : `${event.source}\n${event.data.offering}`,
  );
  const plays = [...courses.values()]
    .map((own) => playsOf(own, limit.fewestBeats))
    .filter((one) => one.bare + one.rich > 0);
  return plays.length === 0 ? null : { subject, courses: plays };
}

function playsOf(own: readonly AttributedActivity[], fewestBeats: number): CoursePlays {
  const first = known(own[0]);
  const viewings = groupBy(own, ({ data }) =>
    data.activity === undefined ? undefined : `${data.activity}\n${data.session ?? ''}`,
  );
  const long = [...viewings.values()].filter(
    (viewing) => viewing.filter((event) => event.type === HEARTBEAT).length >= fewestBeats,
  );
  const bare = long.filter((viewing) => viewing.every((event) => event.type === HEARTBEAT));
  const gaps = bare.flatMap((viewing) =>
    viewing.slice(1).map((event, at) => (event.at - known(viewing[at]).at) / 1000),
  );
  const cited = bare.flatMap((viewing) => spread(viewing, 3));
  return {
    source: first.source,
    offering: first.data.offering ?? '',
    bare: bare.length,
    rich: long.length - bare.length,
    gapSec: median(gaps) ?? 0,
    firstAt: cited[0]?.at ?? first.at,
    lastAt: cited.at(-1)?.at ?? first.at,
    events: spread(cited, 24).map(cite),
  };
}
