import { groupBy, known } from '../reading.js';
import {
  beside,
  inLaboratory,
  otherDays,
  valuesOf,
  type DatedSitting,
  type Student,
} from '../sittings/client-term.js';
import type { Limits } from './limits.js';

/** Sittings of one assessment by several students on one machine, or behind one line and agent. */
export interface Group {
  readonly assessment: string;
  readonly kind: 'quiz' | 'exam';
  /** `address`: a line of which the platform tells no client at all; `room`: a line with a machine for each. */
  readonly by: 'device' | 'line' | 'address' | 'room';
  /** In order of their beginnings. */
  readonly sittings: readonly DatedSitting[];
  /** Students in whose term the machine or the line never occurs outside sittings. */
  readonly strangers: readonly string[];
  /** Whether it occurs in the term of one of the group: a classmate's own machine. */
  readonly owned: boolean;
  /** Who studies with it, of those who sat on it. */
  readonly owner?: string;
  /** Sittings that begin soon after another's end, and such as overlap on one machine. */
  readonly handOvers: number;
  readonly overlaps: number;
}

type Terms = ReadonlyMap<string, Student>;
export type Member = 'device' | 'address' | 'agent';

/** `own`: first sittings of one assessment, a student each; `terms`: every student of the offering. */
export function groupsOf(own: readonly DatedSitting[], terms: Terms, limit: Limits): Group[] {
  const devices = groupBy(pairs(own, 'device'), ([value]) => value);
  const lines = groupBy(pairs(own, 'address'), ([value]) => value);
  const groups = [
    ...[...devices].map(([device, all]) =>
      groupOf('device', device, sittingsOf(all), terms, limit),
    ),
    ...[...lines].map(([line, all]) => groupOf('line', line, sittingsOf(all), terms, limit)),
  ].filter((group) => group !== undefined);
  const told = groups.filter((group) => !inRoom(group, own, limit));
  const held = new Set(told.flatMap(({ strangers }) => strangers)).size;
  const many = told.filter(({ by }) => by === 'device').length;
  return many >= limit.groups && held > own.length * limit.groupsShare ? [] : told;
}

const pairs = (own: readonly DatedSitting[], member: Member) =>
  own.flatMap((sitting) =>
    [...valuesOf(sitting.uses, member)].map((value) => [value, sitting] as const),
  );

const sittingsOf = (all: readonly (readonly [string, DatedSitting])[]): DatedSitting[] =>
  all
    .map(([, sitting]) => sitting)
    .sort((a, b) => a.from - b.from || (a.subject < b.subject ? -1 : 1));

function groupOf(
  by: 'device' | 'line',
  value: string,
  all: readonly DatedSitting[],
  terms: Terms,
  limit: Limits,
): Group | undefined {
  if (all.some(inLaboratory)) return undefined;
  const bare = by === 'line' && all.every(({ uses }) => isBare(uses));
  const sittings = bare ? inTurn(all, limit) : by === 'line' ? oneClientInTurn(all, value) : all;
  if (sittings.length < (bare ? limit.fewestBare : limit.fewest)) return undefined;
  const member = by === 'device' ? 'device' : 'address';
  const assessmentDays = new Set(sittings.map(({ day }) => day));
  const users = [...terms.values()].filter((student) => studiesWith(student, member, value));
  const subjects = new Set(sittings.map(({ subject }) => subject));
  const owners = users.filter(({ subject }) => subjects.has(subject));
  if (users.length - owners.length >= limit.public || owners.length > 1) return undefined;
  const strangers = sittings
    .map(({ subject }) => subject)
    .filter((subject) => owners.every((owner) => owner.subject !== subject))
    .filter((subject) => isKnown(terms.get(subject), member, assessmentDays));
  const first = known(sittings[0]);
  return strangers.length === 0
    ? undefined
    : {
        ...{ assessment: first.assessment, kind: first.kind, sittings, strangers },
        by: bare ? 'address' : by,
        owned: owners.length > 0,
        ...(owners[0] && { owner: owners[0].subject }),
        ...handing(sittings, limit),
      };
}

/** Whether the platform tells neither device nor agent, and one address. */
const isBare = (uses: DatedSitting['uses']): boolean =>
  valuesOf(uses, 'agent').size === 0 &&
  valuesOf(uses, 'device').size === 0 &&
  valuesOf(uses, 'address').size === 1;

/**
 * All that sat at the address, where each waited for the one before and none for long: people who meet
 * there to sit it sit at once.
 */
const inTurn = (all: readonly DatedSitting[], limit: Limits): readonly DatedSitting[] => {
  const waits = all.slice(1).map(({ from }, at) => (from - known(all[at]).to) / 1000);
  return waits.every((sec) => sec >= 0 && sec <= limit.handOverSec) ? all : [];
};

/**
 * Machines behind one line are as many as sit there at once: of one agent, only those that follow each
 * other could be one.
 */
function oneClientInTurn(all: readonly DatedSitting[], address: string): DatedSitting[] {
  const byAgent = groupBy(all, ({ uses }) => {
    const agents = valuesOf(
      uses.filter((use) => use.address === address),
      'agent',
    );
    return agents.size === 1 ? [...agents][0] : undefined;
  });
  const chains = [...byAgent.values()].filter((own) =>
    own.every((sitting, at) => at === 0 || sitting.from >= known(own[at - 1]).to),
  );
  return chains.reduce((most, own) => (own.length > most.length ? own : most), []);
}

/**
 * Whether the student studies with it: on days that are not those of sittings on it, nor beside them. A
 * look at the paper before and at the results after belongs to the sitting.
 */
export function studiesWith(student: Student, member: Member, value: string): boolean {
  const sat = student.sittings.filter(({ uses }) => valuesOf(uses, member).has(value));
  const days = student.days.filter(({ apart }) => valuesOf(apart, member).has(value));
  return days.some(({ day }) => sat.every((sitting) => !beside(day, sitting.day)));
}

/** A stranger to the machine is only somebody whose own machines are known. */
export const isKnown = (
  student: Student | undefined,
  member: Member,
  days: ReadonlySet<string>,
): boolean =>
  student !== undefined &&
  [...days].every(
    (day) =>
      otherDays(student, day).filter(({ apart }) => valuesOf(apart, member).size > 0).length >= 3,
  );

function handing(sittings: readonly DatedSitting[], limit: Limits) {
  let handOvers = 0;
  let overlaps = 0;
  for (const [at, sitting] of sittings.entries()) {
    const before = sittings[at - 1];
    if (!before) continue;
    const gap = (sitting.from - before.to) / 1000;
    if (gap < 0) overlaps++;
    else if (gap <= limit.handOverSec) handOvers++;
  }
  return { handOvers, overlaps };
}

/** Others of the class at the same address, whatever their machine: a place for many. */
export function inRoom(group: Group, own: readonly DatedSitting[], limit: Limits): boolean {
  if (
    group.by === 'device' &&
    group.sittings.length > Math.max(4, own.length * limit.constantShare)
  )
    return true;
  const members = new Set(group.sittings.map(({ subject }) => subject));
  const addresses = valuesOf(
    group.sittings.flatMap(({ uses }) => uses),
    'address',
  );
  const others = own.filter(
    ({ subject, uses }) =>
      !members.has(subject) && [...valuesOf(uses, 'address')].some((value) => addresses.has(value)),
  );
  return others.length >= limit.room;
}
