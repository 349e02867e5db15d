import type { AttributedActivity, MeasureContext } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { groupBy, known, limitsOf, numberIn, spread, textIn } from '../reading.js';
import { defaults, type Limits } from './limits.js';

export const SUBMITTED = 'probity.assessment.submitted.v1';

/** Attempts of one paper that followed each other in a row. */
export interface Row {
  readonly paper: string;
  readonly attempts: number;
  readonly rises: number;
  readonly falls: number;
  /** Milliseconds of the first and of the last submission. */
  readonly from: number;
  readonly to: number;
  readonly refs: readonly EventRef[];
}

/** One student's submissions of a day; without rows just that there were some. */
export interface TrialDay {
  readonly offering: string;
  readonly rows: readonly Row[];
}

interface Try {
  readonly event: AttributedActivity;
  readonly attempt: number;
  readonly share: number;
}

const MOST_REFS = 12;

export function trialDay(
  events: readonly AttributedActivity[],
  { parameters }: MeasureContext,
): TrialDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (typeof offering !== 'string') return null;
  const limit = limitsOf(defaults, parameters);
  const papers = groupBy(events, (event) => paperOf(event));
  const rows = [...papers].flatMap(([paper, own]) =>
    rowsOf(triesOf(own), limit).map((row) => described(paper, row)),
  );
  return { offering, rows: rows.sort((a, b) => a.from - b.from || (a.paper < b.paper ? -1 : 1)) };
}

function paperOf(event: AttributedActivity): string | undefined {
  const paper = textIn(event, 'activity');
  return paper === undefined || !Number.isFinite(event.at) || !Number.isFinite(event.time)
    ? undefined
    : `${event.source} ${paper}`;
}

/** Each attempt once, its first record; only numbered ones with a mark. In order of the numbers. */
function triesOf(events: readonly AttributedActivity[]): readonly Try[] {
  const tries = new Map<number, Try>();
  for (const event of events) {
    const attempt = attemptNo(event);
    const max = numberIn(event, 'maxScore', 1e-9, 1e6);
    const score = numberIn(event, 'score', 0, 1e6);
    if (attempt === undefined || max === undefined || score === undefined) continue;
    if (!tries.has(attempt)) tries.set(attempt, { event, attempt, share: score / max });
  }
  return [...tries.values()].sort((a, b) => a.attempt - b.attempt);
}

/** Platforms number attempts 3 or "3"; other names of attempts have no order. */
function attemptNo(event: AttributedActivity): number | undefined {
  const text = textIn(event, 'attempt');
  if (text === undefined) return numberIn(event, 'attempt', 0, 1e6);
  return /^\d{1,6}$/.test(text) ? Number(text) : undefined;
}

/** Quick by the server's clock and by the device's: what was kept back and sent at once is quick by one alone. */
function isQuick(before: Try, after: Try, { quickSec }: Limits): boolean {
  const told = after.event.at - before.event.at;
  const claimed = after.event.time - before.event.time;
  const limit = quickSec * 1000;
  return told >= 0 && told <= limit && claimed > 0 && claimed <= limit;
}

function rowsOf(tries: readonly Try[], limit: Limits): readonly (readonly Try[])[] {
  const rows: Try[][] = [];
  for (const one of tries) {
    const row = rows.at(-1);
    const last = row?.at(-1);
    if (row && last && isQuick(last, one, limit)) row.push(one);
    else rows.push([one]);
  }
  return rows.filter((row) => row.length >= limit.fewestAttempts);
}

function described(paper: string, row: readonly Try[]): Row {
  const steps = row.slice(1).map((one, at) => one.share - known(row[at]).share);
  return {
    paper,
    attempts: row.length,
    rises: steps.filter((step) => step > 0).length,
    falls: steps.filter((step) => step < 0).length,
    from: known(row[0]).event.at,
    to: known(row.at(-1)).event.at,
    refs: spread(row, MOST_REFS).map(({ event }) => ({ source: event.source, id: event.id })),
  };
}
