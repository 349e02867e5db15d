import { groupBy, repeated, round } from '../reading.js';
import type { DatedSitting } from '../sittings/client-term.js';
import type { Limits } from './limits.js';
import type { Place } from './place.js';
import type { Departures } from './standing.js';

export interface Strange {
  readonly place: Place;
  /** Nats of sitting it with a strange machine in a strange network. */
  readonly placeNats: number;
  readonly nats: number;
  readonly jump: number | undefined;
  readonly pace: number | undefined;
  /** Classmates with known terms in the same exam, and how many of them sat it somewhere strange too. */
  readonly classmates: number;
  readonly alike: number;
}

/** Rarer than one in fifty no honest exam on a borrowed machine elsewhere is taken to be. */
const RAREST = Math.log(50);
/** A neighbour's room and machine: one in twenty. */
const RAREST_NEXT_DOOR = Math.log(20);

/** Exams of one assessment that were sat somewhere strange, each weighed against the class. */
export function weighExam(
  places: readonly Place[],
  { scores, paces }: { readonly scores: Departures; readonly paces: Departures },
  limit: Limits,
): readonly Strange[] {
  const strange = places.filter((place) => place.strange);
  if (places.length < limit.fewestClass) return [];
  if (strange.length > Math.max(2, places.length * limit.elsewhereShare)) return [];
  return strange
    .filter((place) => !isCentre(place, places, limit))
    .map((place) => weighPlace(place, places.length - 1, strange.length - 1, { scores, paces }));
}

/** Others of the class in the same network: a room for all, or friends; who writes for several is one-writer's. */
function isCentre(place: Place, places: readonly Place[], limit: Limits): boolean {
  // Carriers and VPNs are no place; a neighbour's room has the class around it.
  const lines = [...place.nets].filter((net) => net !== 'mobile' && net !== 'vpn');
  if (place.byAddress) return false;
  const there = places.filter(({ nets }) => lines.some((net) => nets.has(net)));
  return there.length >= limit.sameNetwork;
}

/**
 * The place counts as rare as it is for this student (days on machines of no other day) and for the
 * class in this exam, whichever says less, and never above one in fifty: moving house, a broken laptop
 * and a cousin's flat look the same. What goes with a stranger and not with a cousin's flat is
 * independent of it: a jump of the score, another pace.
 */
function weighPlace(
  place: Place,
  classmates: number,
  alike: number,
  { scores, paces }: { readonly scores: Departures; readonly paces: Departures },
): Strange {
  const own = Math.log((place.days + 2) / (place.strangeDays + 1));
  const inClass = Math.log((classmates + 2) / (alike + 1));
  const placeNats = Math.max(
    0,
    Math.min(own, inClass, place.byAddress ? RAREST_NEXT_DOOR : RAREST),
  );
  const jump = scores.get(place.sitting);
  const pace = paces.get(place.sitting);
  const agent = place.strangeAgent ? 0.5 : 0;
  const nats = placeNats + agent + jumpNats(jump, leapsOf(place, scores)) + paceNats(pace);
  return { place, placeNats, nats: round(nats, 3), jump, pace, classmates, alike };
}

/** All known departures in the same exam, the own one among them. */
const leapsOf = ({ sitting }: Place, scores: Departures): readonly number[] =>
  [...scores].flatMap(([other, leap]) => (other.assessment === sitting.assessment ? [leap] : []));

/**
 * A hired hand lifts the exam by 1.3 usual differences at the mean: ratio of two unit normals. Differences
 * have heavier tails than normals, so beyond 2.5 nats the class itself must show how rare such a leap is:
 * of those whose standing is known, how many leapt as far. Half of the hired hands do.
 */
function jumpNats(jump: number | undefined, all: readonly number[]): number {
  if (jump === undefined) return 0;
  const asFar = all.filter((other) => other >= jump).length;
  const rare = Math.log(all.length / Math.max(1, asFar)) + Math.log(0.5);
  return Math.max(-1, Math.min(1.3 * jump - 0.85, Math.max(2.5, Math.min(MOST_JUMP, rare))));
}
const MOST_JUMP = 3.5;

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
  return round(Math.min(11, sum + returns), 3);
}

export const sittingsOf = (own: readonly Strange[]): readonly DatedSitting[] =>
  own.map(({ place }) => place.sitting);
