import { clientText, cite, groupBy, spread, textIn } from '../reading.js';
import type { EventRef } from '../../signal.js';
import type { Presence } from '../presence/presence.js';

/** One session id at work in two places at once: signed in from the one, and carried on from another. */
export interface SharedSession {
  readonly source: string;
  /** The device that signed in, and the one that came along; equal where a copy names the same. */
  readonly owner: string;
  readonly guest: string;
  /** Network the guest acted from. */
  readonly net: string;
  /** Times it went from one to the other and was back within minutes; 0 where too few to tell from a move. */
  readonly returns: number;
  /** Offerings in which the guest acted. */
  readonly offerings: readonly string[];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export interface SessionLimits {
  readonly returnSec: number;
  readonly returnsOfTwo: number;
  readonly returnsOfOne: number;
}

const STARTED = 'probity.session.started.v1';

/** More in a day than anybody keeps open. */
const MOST_SESSIONS = 8;

/** `presences`: of a day, sorted. */
export function sharedSessions(
  presences: readonly Presence[],
  limits: SessionLimits,
): SharedSession[] {
  const first = presences.find(({ net }) => net !== undefined)?.net;
  // Most days are spent in one place.
  if (presences.every(({ net }) => net === undefined || net === first)) return [];
  const placed = presences.filter(({ net }) => net !== undefined);
  const sessions = groupBy(placed, ({ event }) => {
    const session = textIn(event, 'session');
    return session === undefined ? undefined : `${event.source}\n${session}`;
  });
  return [...sessions.values()]
    .flatMap((own) => sharedIn(own, limits) ?? [])
    .slice(0, MOST_SESSIONS);
}

/** Undefined unless one place alone signed in, and the other went on with what that was given. */
function sharedIn(own: readonly Presence[], limits: SessionLimits): SharedSession | undefined {
  const byPlace = groupBy(own, ({ net }) => net);
  if (byPlace.size < 2) return undefined;
  const begun = own.filter(({ event }) => event.type === STARTED);
  const [first] = begun;
  if (!first || begun.some(({ net, device }) => net !== first.net || device !== first.device))
    return undefined;
  const home = own.filter(({ net }) => net === first.net);
  const guests = [...byPlace.values()].filter(([one]) => one?.net !== first.net);
  const there = guests.reduce((most, one) => (one.length > most.length ? one : most));
  const [guest] = there;
  // A machine that moves from network to network takes its session along.
  if (!guest || !keepApart(home, there)) return undefined;
  const returns = returnsOf(home, there, limits.returnSec * 1000);
  const fewest = guest.device === first.device ? limits.returnsOfOne : limits.returnsOfTwo;
  const told = returns.length >= fewest ? returns : [];
  return {
    source: first.event.source,
    owner: first.device,
    guest: guest.device,
    net: guest.net ?? '',
    returns: told.length,
    offerings: [...new Set(there.flatMap(({ event }) => event.data.offering ?? []))].sort(),
    firstAt: guest.at,
    lastAt: there.at(-1)?.at ?? guest.at,
    events: told.length === 0 ? [] : spread([first, ...told], 8).map(({ event }) => cite(event)),
  };
}

/**
 * Two clients that each keep to their place; or one that a copy passes for, outside the university in
 * one of the places: access points in reach of each other, or an address of either family, are one machine's.
 */
function keepApart(home: readonly Presence[], there: readonly Presence[]): boolean {
  const [a, b] = [clientsOf(home), clientsOf(there)];
  if ([...a].every((client) => !b.has(client))) return true;
  const lines = [...home, ...there].filter(({ netKind }) => netKind === 'line');
  const families = new Set([...home, ...there].map(({ event }) => isV6(event)));
  return a.size === 1 && b.size === 1 && lines.length > 0 && families.size === 1;
}

const clientsOf = (all: readonly Presence[]): ReadonlySet<string> =>
  new Set(all.map(({ event, device }) => clientText(event, 'userAgent') ?? device));

const isV6 = (event: Presence['event']): boolean => clientText(event, 'ip')?.includes(':') === true;

/** Platforms on which one network alone saw the device play videos. */
export function playsOf(own: readonly Presence[]): readonly string[] {
  const playing = own.filter(({ event }) => PLAYING.has(event.type));
  if (playing.length === 0) return [];
  return [...groupBy(playing, ({ event }) => event.source)]
    .filter(([, plays]) => new Set(plays.map(({ net }) => net)).size === 1)
    .map(([source]) => source)
    .sort();
}

const PLAYING: ReadonlySet<string> = new Set([
  'probity.video.loaded.v1',
  'probity.video.played.v1',
]);

/** Events of one side between which, within `ms`, lies one of the other. */
function returnsOf(home: readonly Presence[], there: readonly Presence[], ms: number): Presence[] {
  const both = [
    ...home.map((one) => ({ one, side: 0 })),
    ...there.map((one) => ({ one, side: 1 })),
  ].sort((a, b) => a.one.at - b.one.at || a.side - b.side);
  const latest: (number | undefined)[] = [];
  return both.flatMap(({ one, side }, at) => {
    const before = latest[side];
    latest[side] = one.at;
    const turned = both[at - 1]?.side !== side;
    return turned && before !== undefined && one.at - before <= ms ? [one] : [];
  });
}
