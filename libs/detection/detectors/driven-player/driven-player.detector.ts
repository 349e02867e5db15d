import { LONGEST_GAP_SEC } from '../../baselines/gap-likeness.js';
import { touches } from '../../baselines/touches.js';
import { resumes } from '../../baselines/resumes.js';
import type { AttributedActivity, Detector } from '../../detector.js';
import { cite, groupBy, known, round, spread } from '../reading.js';
import { PLAYER_TYPES, sketchOf, viewingsOf, type Viewing } from '../viewings/viewings.js';
import { concludeDriven } from './conclude.js';
import { defaults, type HandledDay } from './day.js';

/**
 * Driven player: the genuine player plays, and a program's hand is on it. It resumes at once and
 * always as fast, goes on to the next video after the same wait, and does nothing else for hours
 * (threats.md 1.0, F3).
 */
export const drivenPlayer: Detector<readonly HandledDay[]> = {
  name: 'driven-player',
  version: '2',
  violation: 'course_brushing',
  group: 'pace',
  key: 'student+offering',
  types: PLAYER_TYPES,
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure,
  conclude: concludeDriven,
};

const BEGINS = /loaded|played|heartbeat/;
/** Gaps and resumes kept per day. */
const MOST = 60;

interface Span {
  readonly viewing: Viewing;
  readonly from: number;
  readonly to: number;
}

function measure(events: readonly AttributedActivity[]): readonly HandledDay[] | null {
  const platforms = groupBy(viewingsOf(events), ({ source }) => source);
  const days = [...platforms.values()].map(handled);
  return days.length === 0 ? null : days;
}

function handled(own: readonly Viewing[]): HandledDay {
  const first = known(own[0]);
  const spans = own
    .map((viewing) => ({
      viewing,
      from: known(viewing.events[0]).at,
      to: known(viewing.events.at(-1)).at,
    }))
    .sort((a, b) => a.from - b.from);
  const following = followers(spans);
  const long = own
    .map(sketchOf)
    .filter(({ beats, last }) => last - (beats[0] ?? last) >= defaults.longSec);
  const resumed = own.flatMap(resumesIn);
  return {
    subject: known(first.events[0]).subject,
    source: first.source,
    offering: first.offering,
    long: long.length,
    untouched: long.filter((sketch) => touches(sketch) === 0).length,
    gaps: spread(following, MOST).map(({ gap }) => round(gap, 2)),
    resumes: spread(resumed, MOST).map(({ gap }) => round(gap, 2)),
    firstAt: known(spans[0]).from,
    lastAt: spans.reduce((most, { to }) => Math.max(most, to), -Infinity),
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

function resumesIn({ events }: Viewing) {
  const at = (wanted: RegExp) =>
    events.filter(({ type }) => wanted.test(type)).map((event) => event.at / 1000);
  const pauses = at(/paused/);
  if (pauses.length === 0) return [];
  const starts = at(/played/);
  const gaps = resumes({ pauses, starts });
  const begun = events.filter(({ type }) => BEGINS.test(type));
  return gaps.map((gap, n) => ({
    gap,
    event: begun.find((event) => event.at / 1000 > (pauses[n] ?? 0)) ?? known(events[0]),
  }));
}
