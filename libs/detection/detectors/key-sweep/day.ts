import type { AttributedActivity } from '../../detector.js';
import { attemptOf } from '../assessments/answers.js';
import { SHOWN } from '../assessments/key-day.js';
import { digest } from '../signins.js';
import { groupBy, known, median, round, spread, textIn } from '../reading.js';

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
  /** Median seconds from one look to the next. */
  readonly gapSec: number;
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
const MOST_REFS = 6;
const MOST_RUNS = 40;

/** Instants that only a device vouches for say nothing of what came first: such events are left out. */
export function sweepDay(events: readonly AttributedActivity[]): SweepDay | null {
  const timed = events.filter(({ serverTimed, at }) => serverTimed && Number.isFinite(at));
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

/** Filled in at a second an item or less, and handed in for what comes back: no work of anybody's. */
function isFlash(attempt: readonly AttributedActivity[]): boolean {
  const begun = attempt.find(({ type }) => type === STARTED);
  const handed = attempt.find(({ type }) => type === SUBMITTED);
  const answers = answersIn(attempt);
  if (!begun || !handed || answers < FEWEST_LOOKS) return false;
  return handed.at - begun.at <= FLASH_MS * answers;
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
  const gaps = row.slice(1).map(({ at }, n) => (at - known(row[n]).at) / 1000);
  return {
    paper: digest(paper),
    source: first.source,
    from: first.at,
    to: known(row.at(-1)).at,
    items: row.length,
    gapSec: round(median(gaps) ?? 0, 2),
    idle: isIdle(row, events),
    refs: spread(row, MOST_REFS).map(({ id }) => id),
  };
}

/** The attempt begun last before the looks: hardly answered and never handed in, or filled in within seconds. */
function isIdle(
  row: readonly AttributedActivity[],
  events: readonly AttributedActivity[],
): boolean {
  const begun = events.findLast(({ type, at }) => type === STARTED && at <= known(row[0]).at);
  if (!begun) return false;
  const own = events.filter((event) => attemptKey(event) === attemptOf(begun));
  if (isFlash(own)) return true;
  return answersIn(own) <= HARDLY * row.length && !own.some(({ type }) => type === SUBMITTED);
}
