import { groupBy, known } from '../reading.js';
import { contradictionsOf, type Contradictions } from './contradictions.js';
import type { Ground, Limits, Work } from './day.js';
import { inClassOf, type InClass } from './in-class.js';
import type { Bond, DaySpot } from './parties.js';
import { partitionChance, type Unit } from './partition.js';

/** A party that does whole courses of an account, beside the party that does the others. */
export interface Stranger {
  readonly bond: Bond;
  readonly offerings: readonly string[];
  /** Days on which the stranger worked, and days on which the owner worked on other courses. */
  readonly days: number;
  readonly ownDays: number;
  /** Times the work went over from one to the other. */
  readonly turns: number;
  /** Share of the offerings' work that the stranger did, 0–1. */
  readonly share: number;
  /**
   * Chance of such a partition if place did not depend on course, all choices counted: among days of
   * one kind, and among one kind's mornings, afternoons, evenings.
   */
  readonly chance: number;
  readonly chanceByHour: number;
  /** Standard deviations by which the two watch at different speeds (Mann & Whitney 1947). */
  readonly pace: number;
  readonly contradictions: Contradictions;
  readonly inClass: InClass;
  /** Both work on machines of one kind, a browser on a table or a phone. */
  readonly sameKind: boolean;
  /** The owner works or looks on the stranger's platform, too. */
  readonly samePlatform: boolean;
  /**
   * Both show one user agent, and no platform saw two devices that last under it: it may be one machine
   * whose line a VPN changes. Device ids of two platforms differ, whatever the machine.
   */
  readonly sameAgent: boolean;
  /** One of the two comes from ever other lines: its places tell nothing. */
  readonly wanders: boolean;
  /** On half of its days and more it was where the others live: in their dormitory, on their line. */
  readonly sameRoom: boolean;
  /** Both have a lasting device id on one platform: a VPN or a private window does not make those. */
  readonly twoDevices: boolean;
  /** Days on which it was seen on lines outside the university. */
  readonly outside: number;
  /** Days on which it was seen in dormitories. */
  readonly lodged: number;
  /** The stranger was on a network that the university registered. */
  readonly registered: boolean;
  /** Machines of a crew that never met, each of a kind and on a line of its own; 0 for a single party. */
  readonly crew: number;
  readonly work: readonly Work[];
  readonly spots: readonly DaySpot[];
  /** The party taken for the account's owner. */
  readonly owner: readonly DaySpot[];
}

interface Job extends Work {
  readonly day: string;
  readonly strange: boolean;
}

/** What speaks for `party` being somebody else than the account's owner; undefined where nothing does. */
export function strangerOf(
  party: readonly DaySpot[],
  parties: readonly (readonly DaySpot[])[],
  bond: Bond,
  limit: Limits,
  crew = 0,
): Stranger | undefined {
  if (parties.length < 2) return undefined;
  const strange = jobsOf(party, true);
  const days = daysOf(strange);
  if (days < limit.fewDays) return undefined;
  const rest = parties.filter((other) => other !== party).flat();
  const contradictions = contradictionsOf(party, rest, bond, limit);
  const clashes = contradictions.days >= limit.clashDays;
  if (days < limit.days && !clashes) return undefined;
  const comparable = rest.filter(comparableWith(party, bond));
  const jobs = [...strange, ...jobsOf(comparable, false)];
  const offerings = ownedBy(jobs, clashes ? limit.fewShare : limit.share);
  const lent = jobs.filter((job) => offerings.has(job.offering));
  const own = jobs.filter((job) => !job.strange && !offerings.has(job.offering));
  if (offerings.size === 0 || daysOf(own) < limit.ownDays) return undefined;
  const owner = ownerBeside(
    party,
    parties.filter((other) => other !== party),
    own,
  );
  if (!owner || !isStranger(party, owner) || isPublic(party) || isInClass(party)) return undefined;
  const fewest = Math.min(days, limit.days);
  const candidates = parties.filter((one) => daysOf(jobsOf(one, true)) >= fewest).length;
  const choices = 2 ** Math.min(20, new Set(jobs.map((job) => job.offering)).size) - 2;
  const chanceOf = (units: readonly Unit[]): number =>
    Math.min(1, partitionChance(units) * Math.max(1, choices) * candidates);
  const agents = new Set(rest.map(({ agent }) => agent).filter((agent) => agent !== ''));
  const working = (spots: readonly DaySpot[]) => spots.filter(({ work }) => work.length > 0);
  const kinds = new Set(working(comparable).map(({ hand }) => hand));
  const sources = new Set(comparable.map(({ source }) => source));
  return {
    bond,
    offerings: [...offerings].sort(),
    days,
    ownDays: daysOf(own),
    turns: turnsOf(jobs),
    share: lent.filter((job) => job.strange).length / lent.length,
    chance: chanceOf(unitsOf(jobs, offerings, (part) => Math.floor(part / 3))),
    chanceByHour: chanceOf(unitsOf(jobs, offerings, (part) => part)),
    pace: paceBetween(strange, own),
    contradictions,
    inClass: inClassOf(party, rest),
    sameKind: working(party).every(({ hand }) => kinds.has(hand)),
    samePlatform: party.every(({ source }) => sources.has(source)),
    sameAgent: [...agents].some((agent) => isAlike(party, rest, agent, limit)),
    wanders: [party, rest].some((spots) => linesOf(spots) > limit.lines),
    sameRoom: isAtHomeWith(party, rest),
    twoDevices: lasting(party, limit).some((one) => lasting(rest, limit).includes(one)),
    outside: daysOn(party, 'line'),
    lodged: daysOn(party, 'dormitory'),
    registered: party.some(({ ground }) => ground !== 'line' && ground !== 'none'),
    crew,
    work: lent.filter((job) => job.strange),
    spots: party,
    owner,
  };
}

/** Whether nothing but places tells the machines of one agent apart. */
function isAlike(
  party: readonly DaySpot[],
  rest: readonly DaySpot[],
  agent: string,
  limit: Limits,
): boolean {
  const [theirs, own] = [party, rest].map((spots) => spots.filter((one) => one.agent === agent));
  if (!theirs || !own || theirs.length === 0) return false;
  const sources = new Set(lasting(own, limit));
  return !lasting(theirs, limit).some((source) => sources.has(source));
}

function isAtHomeWith(party: readonly DaySpot[], rest: readonly DaySpot[]): boolean {
  const homes = new Set(rest.filter(isLived).map(({ net }) => net));
  const days = new Set(party.map(({ day }) => day));
  const shared = party.filter((spot) => isLived(spot) && homes.has(spot.net));
  return new Set(shared.map(({ day }) => day)).size >= days.size / 2;
}

const isLived = ({ ground }: DaySpot): boolean => ground === 'dormitory' || ground === 'line';

const linesOf = (spots: readonly DaySpot[]): number =>
  new Set(spots.flatMap(({ ground, net }) => (ground === 'line' ? net : []))).size;

const daysOn = (spots: readonly DaySpot[], where: Ground): number =>
  new Set(spots.filter(({ ground }) => ground === where).map(({ day }) => day)).size;

/** Platforms on which one device came back day after day. */
function lasting(spots: readonly DaySpot[], limit: Limits): readonly string[] {
  const told = spots.filter(({ device }) => device !== '');
  const devices = groupBy(told, ({ source, device }) => `${source}\n${device}`);
  return [...devices.values()]
    .filter((own) => new Set(own.map(({ day }) => day)).size >= limit.days)
    .map((own) => known(own[0]).source);
}

/** Machines that were seen on campus only, in a library say: a course may be taught on them. */
const isPublic = (party: readonly DaySpot[]): boolean => {
  const grounds = party.map(({ ground }) => ground).filter((ground) => ground !== 'none');
  return grounds.length > 0 && grounds.every((ground) => ground === 'campus');
};

/** Days of sign-ins from which on a machine is the one that its owner carries to class. */
const CARRIED = 3;

/** Whom the lessons see week after week is the student, whatever else he does with the phone. */
const isInClass = (party: readonly DaySpot[]): boolean =>
  new Set(party.filter(({ attends }) => attends).map(({ day }) => day)).size >= CARRIED;

/**
 * Whether one machine would be known again on another spot: both name an agent, a device
 * on one platform, or a place that machines here share. Elsewhere a difference says nothing.
 */
function comparableWith(party: readonly DaySpot[], bond: Bond): (spot: DaySpot) => boolean {
  const named = party.some(({ agent }) => agent !== '');
  const placed = bond === 'places' && party.some(({ net }) => net !== '');
  const sources = new Set(party.filter(({ device }) => device !== '').map(({ source }) => source));
  return ({ agent, net, device, source }) =>
    (named && agent !== '') || (placed && net !== '') || (device !== '' && sources.has(source));
}

/** A day's work on an offering, once per party, in order. */
function jobsOf(spots: readonly DaySpot[], strange: boolean): Job[] {
  const jobs = spots.flatMap(({ day, work }) => work.map((one) => ({ ...one, day, strange })));
  const first = groupBy(jobs, ({ day, offering }) => `${day} ${offering}`);
  return [...first.values()].map((same) =>
    same.reduce((least, job) => (job.at < least.at ? job : least)),
  );
}

/** Offerings of which the stranger did nearly all. */
function ownedBy(jobs: readonly Job[], share: number): ReadonlySet<string> {
  const byOffering = [...groupBy(jobs, ({ offering }) => offering)];
  return new Set(
    byOffering
      .filter(([, own]) => own.filter((job) => job.strange).length >= share * own.length)
      .filter(([, own]) => own.some((job) => job.strange))
      .map(([offering]) => offering),
  );
}

const unitsOf = (
  jobs: readonly Job[],
  offerings: ReadonlySet<string>,
  stratum: (part: number) => number,
): Unit[] =>
  jobs.map(({ part, offering, strange }) => ({
    stratum: stratum(part),
    inside: offerings.has(offering),
    strange,
  }));

const FEWEST_SPEEDS = 5;

function paceBetween(strange: readonly Job[], own: readonly Job[]): number {
  const told = (jobs: readonly Job[]): number[] =>
    jobs.flatMap(({ speed }) => (speed === undefined ? [] : [speed]));
  const [a, b] = [told(strange), told(own)];
  if (a.length < FEWEST_SPEEDS || b.length < FEWEST_SPEEDS) return 0;
  const wins = a.flatMap((x) => b.map((y) => (x > y ? 1 : x === y ? 0.5 : 0) as number));
  const pairs = a.length * b.length;
  const above = wins.reduce((sum, win) => sum + win, 0) - pairs / 2;
  return Math.abs(above) / Math.sqrt((pairs * (a.length + b.length + 1)) / 12);
}

const daysOf = (jobs: readonly Job[]): number => new Set(jobs.map(({ day }) => day)).size;

function turnsOf(jobs: readonly Job[]): number {
  const sorted = [...jobs].sort((a, b) => a.at - b.at);
  return sorted.filter((job, at) => at > 0 && sorted[at - 1]?.strange !== job.strange).length;
}

/**
 * The party with most work on the courses that are not lent. To one whom the university never sees, it
 * is one whom it does see: two courses may be lent to two helpers, who are not each other's owner.
 */
function ownerBeside(
  party: readonly DaySpot[],
  others: readonly (readonly DaySpot[])[],
  own: readonly Job[],
): readonly DaySpot[] | undefined {
  const offerings = new Set(own.map(({ offering }) => offering));
  const amount = (spots: readonly DaySpot[]): number =>
    spots.flatMap(({ work }) => work).filter(({ offering }) => offerings.has(offering)).length;
  const rank = (a: readonly DaySpot[], b: readonly DaySpot[]): number =>
    amount(b) - amount(a) || b.length - a.length;
  const seen = isSeen(party) ? [] : others.filter((one) => isSeen(one) && amount(one) > 0);
  return [...(seen.length > 0 ? seen : others)].sort(rank)[0];
}

const isSeen = (spots: readonly DaySpot[]): boolean =>
  spots.some(({ attends, ground }) => attends || (ground !== 'line' && ground !== 'none'));

/**
 * The owner signs in to meetings, is seen on campus and touches more courses; what is left is
 * decided by the number of days.
 */
function isStranger(party: readonly DaySpot[], owner: readonly DaySpot[]): boolean {
  const traits = (spots: readonly DaySpot[]): number[] => [
    Number(spots.some(({ attends }) => attends)),
    Number(spots.some(({ ground }) => ground === 'campus' || ground === 'lab')),
    new Set(spots.flatMap(({ work }) => work.map(({ offering }) => offering))).size,
    Number(spots.some(({ ground }) => ground === 'dormitory')),
    new Set(spots.map(({ day }) => day)).size,
  ];
  const theirs = traits(owner);
  const difference = traits(party)
    .map((value, at) => value - (theirs[at] ?? 0))
    .find((one) => one !== 0);
  return difference !== undefined && difference < 0;
}
