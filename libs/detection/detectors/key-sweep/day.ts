import type { AttributedActivity } from '../../detector.js';
import { attemptOf } from '../assessments/answers.js';
import { SHOWN } from '../assessments/key-day.js';
import { lagsOf, timely } from '../lateness.js';
import { digest } from '../signins.js';
import { groupBy, known, round, spread, textIn } from '../reading.js';

const STARTED = 'probity.assessment.started.v1';
const ANSWERED = 'probity.assessment.answered.v1';
const SUBMITTED = 'probity.assessment.submitted.v1';
export const SWEEP_TYPES = [STARTED, ANSWERED, SUBMITTED, SHOWN] as const;

/** Looks at one paper's key in a row, each item once. */
export interface Run {
  readonly paper: string;
  readonly source: string;
  readonly from: number;
  readonly to: number;
  readonly items: number;
  /** Seconds from one look to the next, the mean: some platforms tell whole ones. */
  readonly gapSec: number;
  /** In an attempt opened seconds before in which nothing was answered nor handed in: opened for the key alone. */
  readonly straight: boolean;
  /** In an attempt begun for the look: hardly answered and not handed in that day, or filled in within seconds. */
  readonly idle: boolean;
  readonly refs: readonly string[];
}

/** One student's looks of a day, and what he handed in. */
export interface SweepDay {
  readonly offering: string;
  readonly runs: readonly Run[];
  /** Papers worked at: when first handed in, -1 never that day; and how many items were answered. */
  readonly worked: readonly (readonly [paper: string, handedAt: number, items: number])[];
}

const FEWEST_LOOKS = 4;
/** A longer pause ends a row. */
const PAUSE_MS = 15 * 60_000;
/** Share of the items looked at that were answered in the attempt, up to which it was hardly worked at. */
const HARDLY = 0.4;
/** Nobody reads, chooses and clicks in a second, item after item. */
const FLASH_MS = 1_000;
/** Sooner after an attempt was opened nobody has worked at it: no record of work can have been lost. */
const STRAIGHT_MS = 15_000;
const MOST_REFS = 6;
const MOST_RUNS = 40;

/** Recorded so much later than usual, an upload brings a sitting and its looks in any order, all at once. */
const LATE_SEC = 120;

/**
 * Instants that only a device vouches for say nothing of what came first, nor does what waited for a connection: such
 * events are left out.
 */
export function sweepDay(events: readonly AttributedActivity[]): SweepDay | null {
  const lags = lagsOf(events);
  const timed = events.filter(
    (event) =>
      event.serverTimed &&
      Number.isFinite(event.at) &&
      timely(event, lags.get(event.source) ?? 0, LATE_SEC),
  );
  const offering = timed.find(({ data }) => data.offering !== undefined)?.data.offering;
  if (typeof offering !== 'string') return null;
  const papers = groupBy(timed, (event) => textIn(event, 'activity'));
  const runs = [...papers].flatMap(([paper, own]) => runsOf(paper, own)).slice(0, MOST_RUNS);
  const worked = [...papers].flatMap(([paper, own]) => workedAt(paper, own));
  return runs.length === 0 && worked.length === 0 ? null : { offering, runs, worked };
}

function workedAt(paper: string, events: readonly AttributedActivity[]): SweepDay['worked'] {
  const own = [...groupBy(events, attemptKey).values()].filter((one) => !isFlash(one));
  const handed = own.flatMap((one) => one.find(({ type }) => type === SUBMITTED)?.at ?? []);
  const items = Math.max(0, ...own.map(answersIn));
  const at = handed.length === 0 ? -1 : Math.min(...handed);
  return at < 0 && items === 0 ? [] : [[digest(paper), at, items]];
}

const attemptKey = (event: AttributedActivity): string | undefined =>
  event.type === SHOWN ? undefined : attemptOf(event);

const answersIn = (attempt: readonly AttributedActivity[]): number =>
  new Set(
    attempt.flatMap((event) => (event.type === ANSWERED ? (textIn(event, 'item') ?? []) : [])),
  ).size;

/**
 * Filled in at a second an item or less, and handed in for what comes back: no work of anybody's. Of answers
 * told all at once it is not known when they were given, and the whole sitting counts.
 */
function isFlash(attempt: readonly AttributedActivity[]): boolean {
  const begun = attempt.find(({ type }) => type === STARTED);
  const handed = attempt.find(({ type }) => type === SUBMITTED);
  const answers = answersIn(attempt);
  if (!begun || !handed || answers < FEWEST_LOOKS) return false;
  const given = attempt.filter(({ type }) => type === ANSWERED);
  const first = known(given[0]).at;
  const last = known(given.at(-1)).at;
  const singly = new Set(given.map(({ at }) => at)).size > answers / 2;
  const tookMs = singly && last > first ? last - begun.at : handed.at - begun.at;
  return tookMs <= FLASH_MS * answers;
}

function runsOf(paper: string, events: readonly AttributedActivity[]): readonly Run[] {
  const rows: AttributedActivity[][] = [];
  let seen = new Set<string>();
  for (const event of events) {
    const item = event.type === SHOWN ? textIn(event, 'item') : undefined;
    if (item === undefined) {
      if (event.type === STARTED) seen = new Set();
      continue;
    }
    const row = rows.at(-1);
    const last = row?.at(-1);
    const goesOn = row && last && seen.size > 0 && event.at - last.at <= PAUSE_MS;
    if (goesOn && !seen.has(item)) row.push(event);
    else {
      rows.push([event]);
      seen = new Set();
    }
    seen.add(item);
  }
  return rows
    .filter((row) => row.length >= FEWEST_LOOKS)
    .map((row) => described(paper, row, events));
}

function described(
  paper: string,
  row: readonly AttributedActivity[],
  events: readonly AttributedActivity[],
): Run {
  const first = known(row[0]);
  const last = known(row.at(-1));
  const attempt = attemptBefore(row, events);
  return {
    paper: digest(paper),
    source: first.source,
    from: first.at,
    to: last.at,
    items: row.length,
    gapSec: round((last.at - first.at) / 1000 / (row.length - 1), 2),
    straight: isStraight(first, attempt),
    idle: isIdle(row, attempt),
    refs: spread(row, MOST_REFS).map(({ id }) => id),
  };
}

/** The attempt begun last before the looks. */
function attemptBefore(
  row: readonly AttributedActivity[],
  events: readonly AttributedActivity[],
): readonly AttributedActivity[] {
  const begun = events.findLast(({ type, at }) => type === STARTED && at <= known(row[0]).at);
  return begun ? events.filter((event) => attemptKey(event) === attemptOf(begun)) : [];
}

function isStraight(first: AttributedActivity, attempt: readonly AttributedActivity[]): boolean {
  const begun = attempt.findLast(({ type, at }) => type === STARTED && at <= first.at);
  if (!begun || first.at - begun.at > STRAIGHT_MS) return false;
  return attempt.every(({ type }) => type === STARTED);
}

/** Hardly answered and never handed in, or filled in within seconds. */
function isIdle(
  row: readonly AttributedActivity[],
  attempt: readonly AttributedActivity[],
): boolean {
  if (attempt.length === 0) return false;
  if (isFlash(attempt)) return true;
  return (
    answersIn(attempt) <= HARDLY * row.length && !attempt.some(({ type }) => type === SUBMITTED)
  );
}
