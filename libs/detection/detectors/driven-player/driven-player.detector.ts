import { LONGEST_GAP_SEC } from '../../baselines/gap-likeness.js';
import { lived, type Lived } from '../../baselines/lived.js';
import { bitOf } from '../../baselines/viewing-marks.js';
import { spanOf } from '../../baselines/viewing-span.js';
import { touches } from '../../baselines/touches.js';
import type { AttributedActivity, Detector } from '../../detector.js';
import { cite, groupBy, known, round, spread } from '../reading.js';
import { PLAYER_TYPES, sketchOf, viewingsOf, type Viewing } from '../viewings/viewings.js';
import { concludeDriven } from './conclude.js';
import { defaults, type HandledDay } from './day.js';

const COMPLETED = 'probity.video.completed.v1';

/**
 * Driven player: the genuine player plays, and a program's hand is on it. It resumes at once and
 * always as fast, goes on to the next video after the same wait, and does nothing else for hours
 * (threats.md 1.0, F3).
 */
export const drivenPlayer: Detector<readonly HandledDay[]> = {
  name: 'driven-player',
  version: '11',
  violation: 'course_brushing',
  group: 'pace',
  key: 'student',
  types: [...PLAYER_TYPES, COMPLETED],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeDriven,
};

const SPOKEN = bitOf('player');
const PAUSED = 'probity.video.paused.v1';
const PLAYED = 'probity.video.played.v1';
/** Gaps and resumes kept per day. */
const MOST = 60;

interface Span {
  readonly viewing: Viewing;
  /** As the device tells it, without completions. */
  readonly lasted: Lived;
  readonly from: number;
  readonly to: number;
}

function measure(events: readonly AttributedActivity[]): readonly HandledDay[] | null {
  const courses = groupBy(viewingsOf(events), ({ source, offering }) => `${source}\n${offering}`);
  const completed = completionsOf(events);
  const days = [...courses.values()].map((own) => handled(own, completed));
  return days.length === 0 ? null : days;
}

interface Place {
  readonly offering?: string;
  readonly activity?: string;
  readonly session?: string;
}

const placeOf = (source: string, { offering, activity, session }: Place) =>
  `${source}\n${offering ?? ''}\n${activity ?? ''}\n${session ?? ''}`;

/** Earliest completion of each viewing, seconds. */
function completionsOf(events: readonly AttributedActivity[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const { type, source, time, data } of events) {
    if (type !== COMPLETED) continue;
    const place = placeOf(source, data);
    found.set(place, Math.min(found.get(place) ?? Infinity, time / 1000));
  }
  return found;
}

function spanIn(viewing: Viewing, completed: ReadonlyMap<string, number>): Span {
  const { source, offering, video, session } = viewing;
  const done = completed.get(placeOf(source, { offering, activity: video, session }));
  const lasted = lived(sketchOf(viewing));
  const { from, to } = spanOf(lasted, done ?? lasted.completed);
  return { viewing, lasted, from: from * 1000, to: to * 1000 };
}

function handled(own: readonly Viewing[], completed: ReadonlyMap<string, number>): HandledDay {
  const first = known(own[0]);
  const spans = own.map((viewing) => spanIn(viewing, completed)).sort((a, b) => a.from - b.from);
  const following = followers(spans);
  const long = spans
    .map(({ lasted }) => lasted)
    .filter(({ beats, last }) => last - (beats[0] ?? last) >= defaults.longSec);
  const resumed = own.flatMap(resumesIn);
  const silent = own.filter((viewing) => (sketchOf(viewing).seen & SPOKEN) === 0).length;
  return {
    subject: known(first.events[0]).subject,
    source: first.source,
    offering: first.offering,
    long: long.length,
    untouched: long.filter((sketch) => touches(sketch) === 0).length,
    ...(silent > 0 && { silent: round(silent / own.length, 2) }),
    gaps: spread(following, MOST).map(({ gap }) => round(gap, 2)),
    resumes: spread(resumed, MOST).map(({ gap }) => round(gap, 2)),
    firstAt: own.reduce((least, { events }) => Math.min(least, known(events[0]).at), Infinity),
    lastAt: own.reduce((most, { events }) => Math.max(most, known(events.at(-1)).at), -Infinity),
    gapEvents: spread(following, 4).map(({ event }) => cite(event)),
    resumeEvents: spread(resumed, 4).map(({ event }) => cite(event)),
  };
}

/** Videos that began within minutes after another's end, in any session. */
function followers(spans: readonly Span[]) {
  return spans.slice(1).flatMap(({ viewing, from }, at) => {
    const gap = (from - known(spans[at]).to) / 1000;
    return gap >= 0 && gap <= LONGEST_GAP_SEC ? [{ gap, event: known(viewing.events[0]) }] : [];
  });
}

/** From each pause to the next start; once through, for a forged viewing may hold nothing but pauses. */
function resumesIn({ events }: Viewing) {
  if (!events.some(({ type }) => type === PAUSED)) return [];
  const found: { readonly gap: number; readonly event: AttributedActivity }[] = [];
  let waiting: number[] = [];
  for (const event of events.toSorted((a, b) => a.time - b.time)) {
    const { time, type } = event;
    if (type === PAUSED) waiting.push(time);
    else if (type === PLAYED) {
      const ended = waiting.filter((pause) => pause < time);
      found.push(...ended.map((pause) => ({ gap: (time - pause) / 1000, event })));
      waiting = waiting.filter((pause) => pause >= time);
    }
  }
  return found;
}
