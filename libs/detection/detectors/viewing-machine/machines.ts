import type { Measured } from '../../detector.js';
import { partitionChance } from '../disjoint-pairs/partition.js';
import { groupBy, known } from '../reading.js';
import { isInside, type Limits, type MachineDay } from './day.js';
import { machinesKept, videosPlayedAway, type KeptMachines } from './kept.js';

/** A machine's day in one place, and the day. */
export interface Spot extends MachineDay {
  readonly day: string;
}

/** A machine that plays one course's videos and does nothing else on the account. */
export interface Player {
  readonly offering: string;
  readonly spots: readonly Spot[];
  readonly days: number;
  readonly videos: number;
  /** Of the videos of the course that the account played, 0–1. */
  readonly share: number;
  /** Days on which the account's own machines did papers of the course, or opened pages where it opens none. */
  readonly paperDays: number;
  readonly ownDays: number;
  /** Chance that all the machine did was this, if what is done did not depend on the machine. */
  readonly chance: number;
  /** Days of its own on which the account's machines worked inside the university, too: before and after it, or on one side. */
  readonly around: number;
  readonly beside: number;
  /** Days on which a hand was at work inside the university while a video played here. */
  readonly meanwhile: number;
  /** Own machines were at work before it came and after it went. */
  readonly between: boolean;
  /** The course's pages are told where the account's own machines open them: the machine opened none. */
  readonly pageless: boolean;
  /** It stands on a line outside the university; else on carriers and VPNs alone. */
  readonly placed: boolean;
}

type Days = readonly Measured<KeptMachines>[];

/** Players among the account's machines. */
export function playersIn(days: Days, limit: Limits): readonly Player[] {
  if (!mayHavePlayer(days, limit)) return [];
  const spots = days.flatMap(({ window, measure }) =>
    machinesKept(measure).map((one): Spot => ({ ...one, day: window })),
  );
  const machines = machinesOf(spots);
  return machines.flatMap((own) => {
    const offering = soleCourse(own);
    if (offering === undefined || own.some((spot) => spot.attends || isInside(spot))) return [];
    const rest = machines.filter((other) => other !== own).flat();
    return playerOf(own, rest, offering, limit) ?? [];
  });
}

/** Whether spots that could be a player's show enough videos of a course: most accounts have none. */
function mayHavePlayer(days: Days, limit: Limits): boolean {
  const videos = new Map<string, number>();
  for (const { measure } of days)
    for (const [offering, some] of videosPlayedAway(measure)) {
      const all = (videos.get(offering) ?? 0) + some;
      if (all >= limit.fewestVideos) return true;
      videos.set(offering, all);
    }
  return false;
}

/**
 * Spots that share a device, a user agent, a dormitory or a line are one person's machines: whoever
 * takes a laptop home, changes the browser's session or has two machines in one room is nobody else.
 */
function machinesOf(spots: readonly Spot[]): readonly (readonly Spot[])[] {
  const parent = new Map<string, string>();
  const root = (token: string): string => {
    let at = token;
    for (let up = parent.get(at); up !== undefined && up !== at; up = parent.get(at)) at = up;
    return at;
  };
  const tokens = spots.map(({ source, device, agent, net, ground }) => [
    ...(device === '' ? [] : [`device ${source} ${device}`]),
    ...(agent === '' ? [] : [`agent ${agent}`]),
    ...(ground === 'dormitory' || ground === 'line' ? [`net ${net}`] : []),
  ]);
  for (const [first, ...others] of tokens)
    for (const other of others)
      if (root(other) !== root(known(first))) parent.set(root(other), root(known(first)));
  const names = new Map(spots.map((spot, at) => [spot, root(known(known(tokens[at])[0]))]));
  return [...groupBy(spots, (spot) => names.get(spot)).values()];
}

/** The course of whose videos, and pages, alone its work consists. */
function soleCourse(spots: readonly Spot[]): string | undefined {
  const work = spots.flatMap((spot) => spot.work);
  const [first] = work;
  const sole = work.every(
    ({ offering, others }) => others === 0 && offering === first?.offering && offering !== '',
  );
  return sole ? first?.offering : undefined;
}

function playerOf(
  own: readonly Spot[],
  rest: readonly Spot[],
  offering: string,
  limit: Limits,
): Player | undefined {
  // Where it opens the pages of what it plays, pages say nothing of it: the papers must.
  const opens = own.some(({ work }) => work.some(({ pages }) => pages > 0));
  const jobs = [...jobsOf(own, true, opens), ...jobsOf(rest, false, opens)];
  const inside = jobs.filter((job) => job.offering === offering);
  const videosBy = (strange: boolean): number =>
    inside.reduce((sum, job) => sum + (job.strange === strange ? job.videos : 0), 0);
  const videos = videosBy(true);
  const share = videos / Math.max(1, videos + videosBy(false));
  const paperDays = daysOf(inside.filter(({ strange, videos: some }) => !strange && some === 0));
  const ownDays = daysOf(jobs.filter(({ strange }) => !strange));
  if (videos < limit.fewestVideos || share < limit.share) return undefined;
  if (paperDays < limit.paperDays || ownDays < limit.ownDays) return undefined;
  const [firstAt, lastAt] = [Math.min, Math.max].map((of, at) =>
    of(...own.map((spot) => (at === 0 ? spot.firstAt : spot.lastAt))),
  );
  const units = jobs.map(({ day, strange, videos: some, offering: of }) => ({
    ...{ stratum: Number(isWeekend(day)), strange },
    inside: some > 0 && of === offering,
  }));
  const sides = sidesOf(own, rest.filter(isInside));
  return {
    ...{ offering, spots: own, videos, share, paperDays, ownDays },
    days: sides.length,
    chance: partitionChance(units),
    around: sides.filter((count) => count === 2).length,
    beside: sides.filter((count) => count === 1).length,
    meanwhile: daysOf(own.filter((spot) => spot.meanwhile > 0)),
    between:
      rest.some((spot) => spot.lastAt < known(firstAt)) &&
      rest.some((spot) => spot.firstAt > known(lastAt)),
    pageless:
      !opens &&
      rest.some(
        ({ source, work }) =>
          source === known(own[0]).source &&
          work.some((one) => one.offering === offering && one.pages > 0),
      ),
    placed: own.some(({ ground }) => ground === 'line'),
  };
}

/** A home has weekends of its own. */
const isWeekend = (day: string): boolean =>
  [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay());

/** Of each of the machine's days: before and after it, on one side, or not at all were the others at work. */
function sidesOf(own: readonly Spot[], others: readonly Spot[]): readonly number[] {
  const days = groupBy(others, ({ day }) => day);
  return [...groupBy(own, ({ day }) => day)].map(([day, here]) => {
    const firstAt = Math.min(...here.map((spot) => spot.firstAt));
    const lastAt = Math.max(...here.map((spot) => spot.lastAt));
    const there = days.get(day) ?? [];
    const before = there.some((spot) => spot.firstAt < firstAt);
    return Number(before) + Number(there.some((spot) => spot.lastAt > lastAt));
  });
}

/** Videos of a course on a day, or (with none) its papers, and pages where they part the machines. */
interface Job {
  readonly day: string;
  readonly offering: string;
  readonly videos: number;
  readonly strange: boolean;
}

function jobsOf(spots: readonly Spot[], strange: boolean, opens: boolean): readonly Job[] {
  const jobs = spots.flatMap(({ day, work }) =>
    work.flatMap(({ offering, videos, others, pages }): Job[] => [
      ...(videos > 0 ? [{ day, offering, videos, strange }] : []),
      ...(others > 0 || (pages > 0 && !opens) ? [{ day, offering, videos: 0, strange }] : []),
    ]),
  );
  const same = groupBy(jobs, ({ day, offering, videos }) => `${day} ${offering} ${videos > 0}`);
  return [...same.values()].map((all) => ({
    ...known(all[0]),
    videos: all.reduce((sum, { videos }) => sum + videos, 0),
  }));
}

const daysOf = (all: readonly { readonly day: string }[]): number =>
  new Set(all.map(({ day }) => day)).size;
