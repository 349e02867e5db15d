import { groupBy, repeated, round } from '../reading.js';
import type { DatedSitting } from '../sittings/client-term.js';
import type { Leap } from './leap.js';
import type { Limits } from './limits.js';
import type { Place, StrangePlace } from './place.js';
import { rarityOf } from './rarity.js';
import type { Departures } from './standing.js';

export interface Strange {
  readonly place: Place;
  readonly kind: StrangePlace;
  /** Nats of sitting it with a strange machine in a strange place. */
  readonly placeNats: number;
  readonly nats: number;
  readonly jump: number | undefined;
  readonly pace: number | undefined;
  /** Classmates with known terms in exams, and how many of their exams were sat somewhere strange too. */
  readonly classmates: number;
  readonly alike: number;
}

/** What the class shows: its exams and its quizzes, and how each exam compares with coursework. */
export interface ClassTerm {
  readonly exams: readonly Place[];
  readonly quizzes: readonly Place[];
  readonly leaps: ReadonlyMap<DatedSitting, Leap>;
  readonly paces: Departures;
}

/** Exams of one assessment that were sat somewhere strange, each weighed against the class. */
export function weighExam(
  own: readonly Place[],
  term: ClassTerm,
  limit: Limits,
): readonly Strange[] {
  if (own.length < limit.fewestClass) return [];
  return own.flatMap((place) => {
    const { strange } = place;
    if (strange === undefined || isUsual(own, place, limit) || isCentre(place, own, limit))
      return [];
    return [weighPlace(place, strange, term, limit)];
  });
}

/** Many of the class on strange machines in such places: that is how it was sat. */
function isUsual(own: readonly Place[], { strange }: Place, limit: Limits): boolean {
  const alike = own.filter((place) => place.strange === strange);
  const machines = new Set(alike.flatMap(({ devices }) => [...devices]));
  return machines.size > Math.max(2, own.length * limit.elsewhereShare);
}

/** Others of the class in the same network: a room for all, or friends; who writes for several is one-writer's. */
function isCentre(place: Place, places: readonly Place[], limit: Limits): boolean {
  // Carriers and VPNs are no place; a neighbour's room has the class around it.
  const lines = [...place.nets].filter((net) => net !== 'mobile' && net !== 'vpn');
  if (place.strange === 'neighbour') return false;
  const there = places.filter(({ nets }) => lines.some((net) => nets.has(net)));
  return there.length >= limit.sameNetwork;
}

/**
 * The place counts as rare as the class and the own term show it (rarity.ts). What goes with a stranger and
 * not with a cousin's flat is independent of it: a leap of the score, another pace, another kind of machine.
 */
function weighPlace(place: Place, kind: StrangePlace, term: ClassTerm, limit: Limits): Strange {
  const { nats: placeNats, classmates, alike } = rarityOf(place, kind, term, limit);
  const leap = term.leaps.get(place.sitting);
  const pace = term.paces.get(place.sitting);
  const agent = place.strangeAgent ? 0.5 : 0;
  const nats = round(placeNats + agent + (leap?.nats ?? 0) + paceNats(pace), 3);
  return { place, kind, placeNats, nats, jump: leap?.jump, pace, classmates, alike };
}

/** Another person's pace differs by twice as much as one's own does from day to day. */
const paceNats = (pace: number | undefined): number =>
  pace === undefined ? 0 : Math.min(2, 0.375 * pace ** 2 - Math.LN2);

/**
 * All exams of a student. A second one counts half. Both on one and the same stranger's machine, never used for
 * anything else: one nat, since a machine of one's own would have been used in between.
 */
export function sumOf(own: readonly Strange[]): number {
  const sum = repeated(
    own.map(({ nats }) => Math.max(0, nats)),
    0.5,
  );
  const machines = groupBy(
    own.flatMap(({ place }) => [...place.devices]),
    (device) => device,
  );
  const returns = [...machines.values()].some((uses) => uses.length > 1) ? 1 : 0;
  return round(Math.min(12, sum + returns), 3);
}

export const sittingsOf = (own: readonly Strange[]): readonly DatedSitting[] =>
  own.map(({ place }) => place.sitting);
