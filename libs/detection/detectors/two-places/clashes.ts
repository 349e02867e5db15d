import { metresBetween } from '../geo.js';
import { cite, spread } from '../reading.js';
import type { EventRef } from '../../signal.js';
import type { Presence } from '../presence/presence.js';

/**
 * How two devices contradict each other. `far`: measured positions no journey connects; `near`: two
 * registered places, back and forth by hand faster than one walks; `line`: an unregistered line and
 * a registered place, back and forth by hand.
 */
export type ClashKind = 'far' | 'near' | 'line';

export interface Clash {
  readonly kind: ClashKind;
  readonly devices: readonly [string, string];
  readonly count: number;
  /** Acts by hand on both devices within two seconds. */
  readonly collisions: number;
  readonly km: number;
  /** Offerings in which each of the two devices acted in the clashes. */
  readonly offerings: readonly [readonly string[], readonly string[]];
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export interface ClashLimits {
  readonly farKm: number;
  readonly jumpKm: number;
  readonly kmh: number;
  readonly walkSec: number;
  readonly lineSec: number;
  readonly longestSec: number;
}

const MOST_PAIRS = 16;

/**
 * One pass over a day, sorted: whenever a device acts, another acts, and the first acts again (A, B,
 * A), one person has gone and come back. A single move (a train, a flight, a VPN switched on, a
 * replaced phone) is A, B and makes no clash, unless measured positions lie farther apart than
 * anything flies.
 */
export function clashesOf(presences: readonly Presence[], limits: ClashLimits): Clash[] {
  const found = new Map<string, Found>();
  scan(presences, (before, other, again) => {
    const km = distanceKm(before, other, again);
    if (km === undefined || km < limits.farKm) return;
    const needed = Math.min(limits.longestSec, ((2 * km) / limits.kmh) * 3600);
    if (again.at - before.at < needed * 1000) note(found, 'far', other, again, km);
  });
  for (const [other, again, km] of jumpsOf(presences, limits)) note(found, 'far', other, again, km);
  scan(
    presences.filter((one) => one.byHand && one.net !== undefined),
    (before, other, again) => {
      const kind = networkClash(before, other, again);
      if (!kind) return;
      const within = kind === 'near' ? limits.walkSec : limits.lineSec;
      if (again.at - before.at <= within * 1000) note(found, kind, other, again, 0);
    },
  );
  return [...found.values()]
    .sort((a, b) => b.count - a.count)
    .slice(0, MOST_PAIRS)
    .map(settled);
}

/** From one device's hand to another's, farther away than anything flies in the time between. */
function* jumpsOf(
  presences: readonly Presence[],
  limits: ClashLimits,
): Generator<readonly [Presence, Presence, number]> {
  let previous: Presence | undefined;
  for (const one of presences) {
    if (!one.byHand || !one.point) continue;
    if (previous?.point && previous.device !== one.device) {
      const km = metresBetween(previous.point, one.point) / 1000;
      const hours = (one.at - previous.at) / 3_600_000;
      if (km >= limits.jumpKm && km > hours * limits.kmh) yield [previous, one, km];
    }
    previous = one;
  }
}

/** Calls back for each A, B, A: linear, by the latest presence of each device. */
function scan(
  presences: readonly Presence[],
  found: (before: Presence, other: Presence, again: Presence) => void,
): void {
  const latest = new Map<string, Presence>();
  let previous: Presence | undefined;
  for (const one of presences) {
    const before = latest.get(one.device);
    if (before && previous && previous.device !== one.device) found(before, previous, one);
    latest.set(one.device, one);
    previous = one;
  }
}

function distanceKm(before: Presence, other: Presence, again: Presence): number | undefined {
  if (!before.point || !other.point || !again.point) return undefined;
  const there = metresBetween(before.point, other.point);
  const back = metresBetween(other.point, again.point);
  return Math.min(there, back) / 1000;
}

function networkClash(before: Presence, other: Presence, again: Presence): ClashKind | undefined {
  if (before.net !== again.net || other.net === again.net) return undefined;
  if (other.netKind === 'line' && again.netKind === 'line') return undefined;
  if (other.netKind === 'line' || again.netKind === 'line') return 'line';
  // Two buildings of a campus overlap; a dormitory and a lecture hall do not.
  const walls = (kind: Presence['netKind']) => (kind === 'lab' ? 'campus' : kind);
  const same = walls(other.netKind) === walls(again.netKind) && other.netKind !== 'dormitory';
  return same ? undefined : 'near';
}

interface Found {
  readonly kind: ClashKind;
  readonly devices: [string, string];
  readonly offerings: [Set<string>, Set<string>];
  readonly events: EventRef[];
  readonly firstAt: number;
  count: number;
  collisions: number;
  km: number;
  lastAt: number;
}

function note(
  found: Map<string, Found>,
  kind: ClashKind,
  other: Presence,
  again: Presence,
  km: number,
): void {
  const [a, b] = other.device < again.device ? [other, again] : [again, other];
  const key = `${kind} ${a.device} ${b.device}`;
  const clash = found.get(key) ?? {
    kind,
    devices: [a.device, b.device],
    offerings: [new Set<string>(), new Set<string>()],
    events: [],
    firstAt: other.at,
    count: 0,
    collisions: 0,
    km: 0,
    lastAt: again.at,
  };
  clash.count++;
  if (other.byHand && again.byHand && again.at - other.at <= 2000) clash.collisions++;
  clash.km = Math.max(clash.km, km);
  clash.lastAt = again.at;
  if (a.event.data.offering !== undefined) clash.offerings[0].add(a.event.data.offering);
  if (b.event.data.offering !== undefined) clash.offerings[1].add(b.event.data.offering);
  clash.events.push(cite(other.event), cite(again.event));
  found.set(key, clash);
}

const settled = (clash: Found): Clash => ({
  ...clash,
  offerings: [[...clash.offerings[0]].sort(), [...clash.offerings[1]].sort()],
  events: spread(clash.events, 16),
});
