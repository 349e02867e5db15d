import type { EventRef } from '../../signal.js';
import { metresBetween, type Point } from '../geo.js';
import { cite, groupBy, known, textIn } from '../reading.js';
import type { Presence } from '../presence/presence.js';

/** Degrees, two decimals: about a kilometre. */
export type Spot = readonly [lat: number, lon: number];

/** A line off the campus, and where a device was measured on it. */
export type LineSpot = readonly [net: string, lat: number, lon: number];

/** Two devices of one day, the first off the campus, the second at work soon before or after. */
export interface Apart {
  readonly devices: readonly [string, string];
  /** Where the first was measured; absent where its line alone tells, by what it showed on other days. */
  readonly at?: Spot;
  readonly net?: string;
  /** Where the second was measured; absent where its network, the university's, tells the place. */
  readonly other?: Spot;
  /** Minutes between the two, the least of the day. */
  readonly gapMin: number;
  /** Offerings in which each did more than sign in that day. */
  readonly offerings: readonly [readonly string[], readonly string[]];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export interface ApartLimits {
  readonly jumpKm: number;
  readonly hurryKmh: number;
  readonly inheritSec: number;
}

const SIGNED_IN = 'probity.attendance.signed_in.v1';
const MOST = 4;
/** A fix within this distance of one on the university's networks is at the university. */
const NEAR_KM = 50;
/** Farther from each other than this nothing on land lies. */
const LONGEST_KM = 20_000;

/** Where the university's networks lie, by what devices measured on them that day; one will do. */
export function pinsOf(presences: readonly Presence[]): readonly Spot[] {
  const pinned = presences.find((one) => one.point && isGround(one));
  return pinned?.point ? [spotOf(pinned.point)] : [];
}

/** The same for lines off the campus, each once. */
export function lineSpotsOf(presences: readonly Presence[]): readonly LineSpot[] {
  const lines = groupBy(presences, ({ netKind, net, point }) =>
    netKind === 'line' && point ? net : undefined,
  );
  return [...lines]
    .slice(0, MOST)
    .flatMap(([net, [first]]) => (first?.point ? [[net, ...spotOf(first.point)] as const] : []));
}

/** `presences`: of a day, sorted. */
export function apartOf(presences: readonly Presence[], limits: ApartLimits): readonly Apart[] {
  const home = pinsOf(presences);
  const away = located(presences, limits).filter(
    (one) =>
      !isGround(one) &&
      (one.point
        ? home.every((pin) => kmBetween(pin, spotOf(known(one.point))) > NEAR_KM)
        : one.netKind === 'line' && one.byHand),
  );
  if (away.length === 0) return [];
  const hands = presences.filter(
    (one) => one.byHand && one.event.type !== SIGNED_IN && (one.point ?? isGround(one)),
  );
  const best = new Map<string, Pair>();
  for (const one of away)
    for (const other of hands) {
      if (other.device === one.device) continue;
      const pair = pairOf(one, other, limits);
      const key = `${one.device} ${other.device}`;
      if (pair && pair.gapMs < (best.get(key)?.gapMs ?? Infinity)) best.set(key, pair);
    }
  return [...best.values()].slice(0, MOST).map((pair) => told(pair, presences));
}

interface Pair {
  readonly one: Presence;
  readonly other: Presence;
  readonly gapMs: number;
}

/** Later than this anybody may have got anywhere in the country. */
const MOST_MS = 4 * 3_600_000;

function pairOf(one: Presence, other: Presence, limits: ApartLimits): Pair | undefined {
  const gapMs = Math.abs(one.at - other.at);
  const km =
    one.point && other.point ? kmBetween(spotOf(one.point), spotOf(other.point)) : LONGEST_KM;
  return km < limits.jumpKm ||
    gapMs > Math.min(MOST_MS, (km / limits.hurryKmh) * 3_600_000) ||
    (one.net !== undefined && one.net === other.net)
    ? undefined
    : { one, other, gapMs };
}

function told({ one, other, gapMs }: Pair, presences: readonly Presence[]): Apart {
  const [first, last] = one.at <= other.at ? [one, other] : [other, one];
  return {
    devices: [one.device, other.device],
    ...(one.point ? { at: spotOf(one.point) } : { net: one.net }),
    ...(other.point && { other: spotOf(other.point) }),
    gapMin: Math.round(gapMs / 6_000) / 10,
    offerings: [worked(one.device, presences), worked(other.device, presences)],
    firstAt: first.at,
    lastAt: last.at,
    events: [first, last].map(({ event }) => cite(event)),
  };
}

const worked = (device: string, presences: readonly Presence[]): readonly string[] =>
  [
    ...new Set(
      presences
        .filter((one) => one.device === device && one.event.type !== SIGNED_IN)
        .flatMap(({ event }) => event.data.offering ?? []),
    ),
  ].sort();

/** Apps tell a position as a session begins: it holds for what the same device does there soon after. */
function located(presences: readonly Presence[], limits: ApartLimits): readonly Presence[] {
  // Where nothing was measured, nothing is to be inherited.
  if (!presences.some(({ point }) => point)) return presences;
  const latest = new Map<string, Presence>();
  return presences.map((one) => {
    const session = textIn(one.event, 'session') ?? '';
    const key = [one.event.source, session, one.device, one.net].join(' ');
    const before = latest.get(key);
    if (one.point) latest.set(key, one);
    if (one.point || !before || one.at - before.at > limits.inheritSec * 1000) return one;
    return { ...one, point: before.point };
  });
}

const isGround = ({ netKind }: Presence): boolean => netKind !== undefined && netKind !== 'line';

const spotOf = ({ lat, lon }: Point): Spot => [
  Math.round(lat * 100) / 100,
  Math.round(lon * 100) / 100,
];

export const kmBetween = (a: Spot, b: Spot): number => metresBetween(pointAt(a), pointAt(b)) / 1000;

const pointAt = ([lat, lon]: Spot): Point => ({
  lat: known(lat),
  lon: known(lon),
  accuracyM: undefined,
});
