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
  /** In an attempt that was begun and hardly answered, and not handed in that day. */
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
  const handed = events.find(({ type }) => type === SUBMITTED)?.at ?? -1;
  const answered = events.filter(({ type }) => type === ANSWERED);
  const items = new Set(answered.map((event) => textIn(event, 'item'))).size;
  return handed < 0 && items === 0 ? [] : [[digest(paper), handed, items]];
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

/** The attempt begun last before the looks: hardly answered, and never handed in. */
function isIdle(
  row: readonly AttributedActivity[],
  events: readonly AttributedActivity[],
): boolean {
  const begun = events.findLast(({ type, at }) => type === STARTED && at <= known(row[0]).at);
  if (!begun) return false;
  const own = events.filter(
    (event) => event.type !== SHOWN && attemptOf(event) === attemptOf(begun),
  );
  const answered = own.filter(({ type }) => type === ANSWERED).length;
  return answered <= HARDLY * row.length && !own.some(({ type }) => type === SUBMITTED);
}
