import { evennessOf, logSpread } from '../../baselines/evenness.js';
import { likeness } from '../../baselines/gap-likeness.js';
import { COUNTDOWN_SEC } from '../../baselines/handling-values.js';
import {
  CADENCE_EVEN_LONG,
  cadenceAllUntouched,
  cadenceEvenShort,
  cadenceEvenWaits,
  cadenceHasty,
  cadenceRecurring,
  cadenceShare,
  cadenceUntouched,
  cadenceUntouchedAgain,
  cadenceWait,
  cadenceWaitShare,
  cadenceWaitSpread,
  PLATFORM_CADENCE,
} from '../../baselines/names.js';
import { isMostly, recurring } from '../../baselines/recurring.js';
import type { JudgeContext } from '../../detector.js';
import { median } from '../reading.js';
import type { HandledDay, Limits } from './day.js';

/** A way of handling the player that few people have. */
export interface Habit {
  readonly name:
    'instant_resumes' | 'recurring_pauses' | 'fixed_gaps' | 'bounded_gaps' | 'untouched';
  /** How often, or for how many seconds; and how many seconds each took, where that says more. */
  readonly count: number;
  readonly sec: number;
  readonly llr: number;
  /** Nats beyond `llr` that chance leaves room for, one of several courses being the narrowest by chance: the contrast adds no more. */
  readonly spare?: number;
  readonly cite: string | undefined;
  /** Further weeks that were compared. */
  readonly cites?: readonly string[];
  /** Accounts behind what it was compared with; 0 where nothing was published. */
  readonly n: number;
}

const WEEK = 7 * 86_400_000;

/** What the population says, with half the evidence where it says nothing yet. */
const UNKNOWN = 0.5;

/** `courses`: those of the student whose waits are looked at. */
export function habitsOf(
  days: readonly HandledDay[],
  courses: number,
  limit: Limits,
  context: JudgeContext,
): readonly Habit[] {
  const read: Reader = (key, weeksBefore = 0) => {
    const last = days.at(-1);
    const at = (last?.lastAt ?? 0) - weeksBefore * WEEK;
    const found = last && context.baselines.read(PLATFORM_CADENCE, key(last.source), at);
    return found && found.n >= limit.population / 2 ? found : undefined;
  };
  const gaps = days.flatMap((day) => day.gaps);
  const wait = waitOf(read);
  const resumes = days.flatMap((day) => day.resumes);
  const all = [
    instantResumes(resumes, limit, read(cadenceHasty)),
    recurringPauses(resumes, limit, read),
    evenGaps({ gaps, told: silentShare(days) <= limit.silent }, courses, limit, wait, read),
    untouched(days, limit, read),
  ];
  const told = all.filter((habit) => habit !== undefined);
  return isSilent(days, limit, read) ? told.filter((habit) => isSure(habit, limit)) : told;
}

/** Waits that are all alike no first beat makes; it lengthens them, and short ones are short all the same. */
const isSure = ({ name, sec }: Habit, limit: Limits): boolean =>
  name === 'fixed_gaps' || (name === 'bounded_gaps' && sec <= limit.hurriedSec);

/**
 * An app that says less than the platform's own player (forged-player weighs that): hands on it are not
 * told, and waits end with its first beat.
 */
function isSilent(days: readonly HandledDay[], limit: Limits, read: Reader): boolean {
  if (silentShare(days) <= limit.silent) return false;
  const spoken = read((source) => cadenceShare(source, 'player'));
  return spoken !== undefined && spoken.value >= limit.spokenPlatform;
}

type Read = ReturnType<JudgeContext['baselines']['read']>;

const silentShare = (days: readonly HandledDay[]): number =>
  days.reduce((sum, { silent = 0 }) => sum + silent, 0) / Math.max(1, days.length);

/** What the platform's own waits say; nothing cited where they are unknown. */
interface Wait {
  /** Spread of an account's waits at the median, share of accounts with even ones, and how many. */
  readonly people?: {
    readonly spread: number;
    readonly even: number;
    readonly n: number;
    readonly cites: readonly string[];
  };
  /** The commonest wait, seconds, and its share of all. */
  readonly sec: number;
  readonly share: number;
  readonly cite: string | undefined;
  readonly n: number;
}

/**
 * Whether lists play on by themselves: many waits are alike, or some just as the student's are. Where
 * the wait that many have in common is longer than any list counts down, they have a program in common.
 */
const isAutomatic = (wait: Wait, sec: number, limit: Limits): boolean =>
  wait.sec <= limit.countdownSec &&
  (wait.share > 2 * limit.automatic ||
    (wait.share > limit.automatic && Math.abs(wait.sec - sec) <= Math.max(1, 0.15 * sec)));

/** Shares of resumes within 0.3 s of each other: a program's, with slow pages and a hand in between, and a person's. */
const PROGRAM_ALIKE = 0.8;
const PERSON_ALIKE = 0.25;
const SHARED_MOOD = 0.75;

/**
 * Argued: people take from seconds to minutes after a pause, each time another. Five alike within
 * 0.3 s and all at once: 4.4; half a nat more for eight, one more for sixteen. Of many, some may be unlike: a page
 * that was slow, the owner's own hand.
 */
function instantResumes(resumes: readonly number[], limit: Limits, hasty: Read): Habit | undefined {
  const alike = likeness(resumes, 0.3);
  if (!alike || resumes.length < limit.fewestResumes) return undefined;
  if (alike.sec > limit.hastySec) return undefined;
  if (hasty && hasty.value > limit.hastyPlatform) return undefined;
  const most = resumes.length >= 16 ? 6 : resumes.length >= 8 ? 5 : 4.5;
  const each =
    alike.share * Math.log(PROGRAM_ALIKE / PERSON_ALIKE) +
    (1 - alike.share) * Math.log((1 - PROGRAM_ALIKE) / (1 - PERSON_ALIKE));
  const full = Math.min(most, SHARED_MOOD * resumes.length * each);
  if (full < 1) return undefined;
  const llr = hasty ? full : full * UNKNOWN;
  return {
    name: 'instant_resumes',
    count: Math.round(alike.share * resumes.length),
    sec: alike.sec,
    llr,
    cite: hasty?.cite,
    n: hasty?.n ?? 0,
  };
}

/**
 * No chance, nobody's habit and not the player's doing: what is left is a recording. Of one length only, it may be a
 * notice of the course's own videos that closes by itself, or a button that plays twice.
 */
const MOST_RECURRING = 7;
const MOST_OF_ONE_LENGTH = 4.5;
/** Lengths that no player's own notices have so many of: little hangs on what its people are like. */
const MANY_LENGTHS = 4;
const NEARLY_KNOWN = 0.9;

/**
 * Pauses of a few lengths that come back to the fraction of a second: a recorded hand, played again
 * for every video. Chance is worked out (recurring.ts), and the one innocent cause, questions or
 * notices in the videos that go on by themselves, would show in most accounts' pauses. Half of it
 * where the platform's people are unknown, nine tenths of so many lengths as no notices have.
 */
function recurringPauses(
  resumes: readonly number[],
  limit: Limits,
  read: Reader,
): Habit | undefined {
  const found = recurring(resumes);
  if (!isMostly(found)) return undefined;
  const people = overWeeks(read, cadenceRecurring);
  if (people && people.share > limit.recurringPlatform) return undefined;
  const most = found.lengths > 1 ? MOST_RECURRING : MOST_OF_ONE_LENGTH;
  const full = Math.min(most, found.nats - 1);
  if (full < 1) return undefined;
  return {
    name: 'recurring_pauses',
    count: found.count,
    sec: found.sec,
    llr: people ? full : full * (found.lengths >= MANY_LENGTHS ? NEARLY_KNOWN : UNKNOWN),
    cite: people?.cites[0],
    cites: people?.cites ?? [],
    n: people?.n ?? 0,
  };
}

type Reader = (key: (source: string) => string, weeksBefore?: number) => Read;

function waitOf(read: Reader): Wait {
  const share = read(cadenceWaitShare);
  const sec = share && read(cadenceWait)?.value;
  const people = peopleOf(read);
  return {
    ...{ sec: sec ?? 0, share: share?.value ?? 0, cite: share?.cite, n: share?.n ?? 0 },
    ...(people && { people }),
  };
}

/** Weeks taken together: few people watch several videos on end in one. */
const WEEKS = 4;

/** A share over the last weeks together; undefined where none says it. */
function overWeeks(
  read: Reader,
  key: (source: string) => string,
): { readonly share: number; readonly n: number; readonly cites: readonly string[] } | undefined {
  const weeks = new Map<string, { readonly value: number; readonly n: number }>();
  for (let back = 0; back < WEEKS; back++) {
    const found = read(key, back);
    if (found) weeks.set(found.cite, found);
  }
  const all = [...weeks.values()];
  const n = all.reduce((sum, one) => sum + one.n, 0);
  if (n === 0) return undefined;
  const share = all.reduce((sum, one) => sum + one.n * one.value, 0) / n;
  return { share, n, cites: [...weeks.keys()] };
}

function peopleOf(read: Reader): Wait['people'] {
  const weeks = new Map<string, { n: number; spread: number; even: number }>();
  for (let back = 0; back < WEEKS; back++) {
    const spread = read(cadenceWaitSpread, back);
    const even = read(cadenceEvenWaits, back);
    if (spread && even) weeks.set(even.cite, { n: even.n, spread: spread.value, even: even.value });
  }
  const all = [...weeks.values()];
  const n = all.reduce((sum, one) => sum + one.n, 0);
  if (n === 0) return undefined;
  const mean = (of: (one: (typeof all)[number]) => number) =>
    all.reduce((sum, one) => sum + one.n * of(one), 0) / n;
  return {
    n,
    spread: mean((one) => one.spread),
    even: mean((one) => one.even),
    cites: [...weeks.keys()],
  };
}

/** Waits between a course's videos, and whether they begin with the player's own word and not with a first beat. */
interface Waits {
  readonly gaps: readonly number[];
  readonly told: boolean;
}

/** No list at all, nor an advertisement before the next video, lasts so many seconds. Our own choice. */
const LONGEST_LIST_SEC = 30;
const SURE_GAPS = 8;
/** What so long a wait weighs where its own platform's people are unknown, at most: it may have a notice of its own. */
const MOST_UNKNOWN = 4;

/**
 * Waits between videos that are all alike, or drawn between two bounds: people's are heavy-tailed.
 * How unlikely so small a spread is by chance, less one nat for looking; no more than the share of
 * the platform's accounts with such waits allows (users of a list that plays on by itself among
 * them), 1.5 more for a wait that no player counts down, and 5.5, or 3.5 where they only lie close;
 * 7 for eight alike that are longer than any list's. Where the platform's people are unknown, half of 2.5, or of 4 for twenty alike.
 */
function evenGaps(
  { gaps, told }: Waits,
  courses: number,
  limit: Limits,
  wait: Wait,
  read: Reader,
): Habit | undefined {
  const middle = median(gaps);
  const spread = logSpread(gaps);
  if (middle === undefined || spread === undefined || gaps.length < limit.fewestGaps)
    return undefined;
  if (isAutomatic(wait, middle, limit)) return undefined;
  const alike = (likeness(gaps)?.share ?? 0) >= limit.alike;
  const name = alike ? ('fixed_gaps' as const) : ('bounded_gaps' as const);
  const { people } = wait;
  const chance =
    evennessOf(spread, gaps.length, Math.max(0.3, Math.min(0.8, people?.spread ?? 0.6))) - 1;
  const most = people ? mostBy(people) : alike && gaps.length >= 20 ? 2 : 1.25;
  const sure = alike && told && middle > LONGEST_LIST_SEC && gaps.length >= SURE_GAPS;
  // No player counts down so long before it goes on by itself.
  const isLong = alike && middle > COUNTDOWN_SEC;
  const three = isLong && (people || sure) ? overWeeks(read, () => CADENCE_EVEN_LONG) : undefined;
  const long = isLong && (people || three) ? longBy(three, most) : 0;
  const list = people && alike && middle <= COUNTDOWN_SEC ? listBy(read) : undefined;
  // Waits of one course that merely lie close are some hundredth of all people's: courses are many.
  const full = sure ? (people ? 7 : MOST_UNKNOWN) : alike ? 5.5 : 3.5;
  const llr = Math.min(
    middle > COUNTDOWN_SEC ? full : Math.max(MOST_OF_LIST, list?.nats ?? 0),
    list ? Math.max(most, list.nats) : most + long,
    chance,
  );
  const n = people?.n ?? wait.n;
  const cites = [...(people?.cites ?? []), ...(three?.cites ?? []), ...(list?.cites ?? [])];
  const spare = chance - Math.log(Math.max(1, courses)) - llr;
  return llr < 1
    ? undefined
    : { name, count: gaps.length, sec: middle, llr, spare, cite: wait.cite, n, cites };
}

/**
 * ln(1/share) of the platform's accounts with even waits: those beyond what chance leaves of two
 * waits that differ by less than a tenth, and one that may be among those not looked at.
 */
const mostBy = ({ even, spread, n }: NonNullable<Wait['people']>): number =>
  -Math.log(Math.max(0, even - 0.0564 / Math.max(0.1, spread)) + 1 / n);

/** Up to ten seconds a list may count down that goes on by itself, for those who let it. */
const MOST_OF_LIST = 2.5;
const MOST_WITHOUT_LIST = 4.5;

/**
 * The same where it is known how many people have three such short waits on end: where a platform has such a
 * list, more than a few let it play. A nat less, for a list that few know of; at most 4.5.
 */
function listBy(
  read: Reader,
): { readonly nats: number; readonly cites: readonly string[] } | undefined {
  const short = overWeeks(read, cadenceEvenShort);
  if (!short) return undefined;
  const nats = -Math.log(short.share + 1 / short.n) - 1;
  return { nats: Math.min(MOST_WITHOUT_LIST, nats), cites: short.cites };
}

/**
 * What a wait adds that no list counts down: as much more as the share of people with three such
 * waits on end allows, since chance alone makes hardly any; 1.5 where it is not known.
 */
const longBy = (three: ReturnType<typeof overWeeks>, most: number): number =>
  three ? Math.max(0, -Math.log(three.share + 1 / three.n) - most) : 1.5;

/**
 * The chance of so many long viewings untouched: the platform's share for the first, and its share
 * of another after one for each further; one that was touched takes a nat. Some people never touch a
 * player: no more than their share on the platform allows, and at most 3.5; 2.5 where it is not known.
 */
function untouched(days: readonly HandledDay[], limit: Limits, read: Reader): Habit | undefined {
  const viewings = days.reduce((sum, day) => sum + day.long, 0);
  const without = days.reduce((sum, day) => sum + day.untouched, 0);
  const touched = viewings - without;
  if (touched > 0.1 * viewings || without < limit.untouchedViewings) return undefined;
  const [first, again] = [read(cadenceUntouched), read(cadenceUntouchedAgain)];
  if (!first || !again) return undefined;
  const chance = -Math.log(first.value + 0.01) - (without - 1) * Math.log(again.value + 0.01);
  const all = overWeeks(read, cadenceAllUntouched);
  const most = all ? Math.min(3.5, -Math.log(all.share + 1 / all.n)) : 2.5;
  const llr = Math.min(most, chance - touched);
  const { cites = [], n = first.n } = all ?? {};
  return llr < 1
    ? undefined
    : { name: 'untouched', count: without, sec: limit.longSec, llr, cite: first.cite, n, cites };
}
