import { beatShape, marksOf } from '../../baselines/viewing-shape.js';
import type { AttributedActivity, Detector } from '../../detector.js';
import { cite, groupBy, known, round, spread } from '../reading.js';
import { clientOf } from '../viewings/clients.js';
import {
  PLAYER_TYPES,
  sketchOf,
  VISIT_TYPES,
  viewingsOf,
  visitsIn,
  type Viewing,
} from '../viewings/viewings.js';
import { concludeForged } from './conclude.js';
import { defaults, type PlayerDay, type ViewingKind } from './day.js';

/**
 * Forged player: viewings that lack what the platform's own player always sends, or send what it
 * never does: player events, their order, members of the heartbeat, the grid and the grain of its
 * timer (threats.md 1.0 and 1.1). Irregular or regular, many or few: only the platform's own
 * population says which is odd, and the same student's other viewings say whose client it is.
 */
export const forgedPlayer: Detector<PlayerDay> = {
  name: 'forged-player',
  version: '7',
  violation: 'course_brushing',
  group: 'player-events',
  key: 'student',
  types: [...PLAYER_TYPES, ...VISIT_TYPES],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeForged,
};

/** Kinds kept per day, viewings kept per kind: more say no more. */
const MOST_KINDS = 24;
const MOST_SHAPES = 24;

interface Looked {
  readonly viewing: Viewing;
  readonly client: string;
  readonly applies: number;
  readonly bears: number;
  readonly shape: ViewingKind['shapes'][number];
}

function measure(events: readonly AttributedActivity[]): PlayerDay | null {
  const subject = events[0]?.subject;
  if (subject === undefined) return null;
  const looked = viewingsOf(events).flatMap((viewing) => lookAt(viewing) ?? []);
  if (looked.length === 0) return null;
  const kinds = groupBy(looked, ({ viewing, client, applies, bears }) =>
    [viewing.source, viewing.offering, client, applies, bears].join('\n'),
  );
  const visiting = new Set<string>();
  let [source, client] = ['', ''];
  for (const event of visitsIn(events)) {
    const own = clientOf(event);
    // Neighbours mostly have one client: its name is put together once.
    if (visiting.size > 0 && own === client && event.source === source) continue;
    [source, client] = [event.source, own];
    visiting.add(`${source}\n${client}`);
  }
  return {
    subject,
    kinds: [...kinds.values()].slice(0, MOST_KINDS).map(kindOf),
    visiting: [...visiting].sort().slice(0, MOST_KINDS),
  };
}

function lookAt(viewing: Viewing): Looked | undefined {
  const sketch = sketchOf(viewing);
  const shape = beatShape(sketch);
  if (!shape) return undefined;
  const { gap, spread: unlike } = shape;
  const { applies, bears } = marksOf(sketch);
  return {
    viewing,
    client: clientOf(known(viewing.events.find(({ type }) => type.includes('heartbeat')))),
    applies,
    bears,
    shape: [
      // Whoever pauses and seeks breaks the grid; that is no client's doing.
      sketch.hands > 0 ? null : round(gap, 3),
      unlike === undefined ? null : round(unlike, 5),
      sketch.rate === undefined ? null : round(sketch.rate, 3),
    ],
  };
}

function kindOf(own: readonly Looked[]): ViewingKind {
  const { viewing, client, applies, bears } = known(own[0]);
  const cited = spread(own, 3).flatMap(({ viewing: { events } }) => spread(events, 2));
  return {
    source: viewing.source,
    offering: viewing.offering,
    client,
    applies,
    bears,
    shapes: own.slice(0, MOST_SHAPES).map(({ shape }) => shape),
    firstAt: known(viewing.events[0]).at,
    lastAt: known(known(own.at(-1)).viewing.events.at(-1)).at,
    events: cited.map(cite),
  };
}
