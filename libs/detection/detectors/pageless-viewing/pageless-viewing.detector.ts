import { beatShape } from '../../baselines/viewing-shape.js';
import { isVisited, blockOf } from '../../baselines/visits.js';
import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { cite, groupBy, known, spread } from '../reading.js';
import { clientOf } from '../viewings/clients.js';
import {
  PLAYER_TYPES,
  sketchOf,
  VISIT_TYPES,
  viewingsOf,
  visitsIn,
  type Viewing,
} from '../viewings/viewings.js';
import { concludePageless } from './conclude.js';
import { defaults, type CourseVisits, type VisitDay } from './day.js';

/**
 * Viewings that nobody came for: the account watches, but opened no session and no page on the
 * platform. Packet tools send progress and nothing else (threats.md 1.0, F1 and F2).
 */
export const pagelessViewing: Detector<VisitDay> = {
  name: 'pageless-viewing',
  version: '3',
  violation: 'course_brushing',
  group: 'platform-visits',
  key: 'student',
  types: [...PLAYER_TYPES, ...VISIT_TYPES],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludePageless,
};

/** Hours after the day's turn in which the visit may lie on the day before. */
const AFTER_TURN_MS = 3 * 3_600_000;

interface Looked {
  readonly viewing: Viewing;
  readonly pageless: boolean;
  readonly unvisited: boolean;
}

/** Logins, pages, quizzes, posts on one platform: their sessions, and the hours they lie in. */
interface Visits {
  readonly sessions: Set<string>;
  readonly blocks: Set<number>;
}

const NONE: Visits = { sessions: new Set(), blocks: new Set() };

function measure(events: readonly AttributedActivity[], context: MeasureContext): VisitDay | null {
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  const visits = new Map<string, Visits>();
  for (const { source, at, data } of visitsIn(events)) {
    let own = visits.get(source);
    if (!own) visits.set(source, (own = { sessions: new Set(), blocks: new Set() }));
    own.sessions.add(String(data.session ?? ''));
    own.blocks.add(blockOf(at / 1000));
  }
  const looked = viewingsOf(events)
    .filter((viewing) => !isAfterTurn(viewing, context))
    .flatMap((viewing) => {
      const { sessions, blocks } = visits.get(viewing.source) ?? NONE;
      return lookAt(viewing, sessions, blocks) ?? [];
    });
  const courses = groupBy(looked, ({ viewing }) => `${viewing.source}\n${viewing.offering}`);
  if (looked.length === 0) return null;
  const visiting = namesOf(visitsIn(events));
  return { subject, courses: [...courses.values()].map(courseOf), visiting };
}

/** Clients by platform; those that name themselves. */
const namesOf = (events: readonly AttributedActivity[]): string[] => {
  const named = new Set<string>();
  let [source, client] = ['', ''];
  for (const event of events) {
    const own = clientOf(event);
    // Neighbours mostly have one client: its name is put together once.
    if (own === client && event.source === source) continue;
    [source, client] = [event.source, own];
    if (client !== '') named.add(`${source}\n${client}`);
  }
  return [...named].sort().slice(0, 12);
};

/** What an app without a connection kept for the next day has its login in the day before. */
function isAfterTurn(viewing: Viewing, { localDay }: MeasureContext): boolean {
  const { at } = known(viewing.events[0]);
  const [claimed = at / 1000] = sketchOf(viewing).claims;
  return localDay(Math.min(at, claimed * 1000) - AFTER_TURN_MS) !== localDay(at);
}

/** `sessions` and `blocks`: those of the platform's visits (visits.ts). */
function lookAt(
  viewing: Viewing,
  sessions: ReadonlySet<string>,
  blocks: ReadonlySet<number>,
): Looked | undefined {
  const sketch = sketchOf(viewing);
  if (!beatShape(sketch)) return undefined;
  const first = sketch.beats[0] ?? 0;
  // Around the upload, or around what the device says of the viewing itself.
  const visited =
    isVisited(first, sketch.last, blocks) ||
    isVisited(sketch.claims[0] ?? first, sketch.lastClaim ?? sketch.last, blocks);
  return {
    viewing,
    pageless: !sessions.has(viewing.session),
    unvisited: !visited,
  };
}

function courseOf(own: readonly Looked[]): CourseVisits {
  const { source, offering } = known(own[0]).viewing;
  const without = own.filter(({ pageless, unvisited }) => pageless || unvisited);
  const cited = spread(without, 4).flatMap(({ viewing }) => spread(viewing.events, 2));
  let [firstAt, lastAt] = [Infinity, -Infinity];
  for (const { viewing } of without.length > 0 ? without : own)
    for (const { at } of viewing.events) {
      firstAt = Math.min(firstAt, at);
      lastAt = Math.max(lastAt, at);
    }
  return {
    source,
    offering,
    viewings: own.length,
    pageless: own.filter(({ pageless }) => pageless).length,
    unvisited: own.filter(({ unvisited }) => unvisited).length,
    clients: namesOf(without.flatMap(({ viewing }) => viewing.events.slice(-1))),
    firstAt,
    lastAt,
    events: cited.map(cite),
  };
}
