import type { AttributedActivity } from '../../detector.js';
import { groupBy, known, textIn } from '../reading.js';
import { digest } from '../signins.js';

/** The contract's names of an answer given, and of a paper handed in. */
export const ANSWERED = 'probity.assessment.answered.v1';
export const SUBMITTED = 'probity.assessment.submitted.v1';

/**
 * One answer, written short because all of a class are kept and read together: item and response as
 * short names (`''`: no response told), 1 right, 0 wrong, -1 not told, milliseconds after the
 * sitting's `from`, the event's id.
 */
export type AnswerRow = readonly [
  item: string,
  response: string,
  correct: -1 | 0 | 1,
  afterMs: number,
  id: string,
];

/** A student's last answer to each item of one attempt within a window, in the order given. */
export interface SittingPart {
  readonly activity: string;
  /** As the vendor counts or names it; `1` where it does not say. */
  readonly attempt: string;
  readonly source: string;
  readonly from: number;
  /** Where only a device vouches for the instants. */
  readonly claimed?: true;
  /** Where it is told: share (0–1) of the points there are. */
  readonly score?: number;
  readonly rows: readonly AnswerRow[];
}

/** What of a student's answers in an offering is kept of one window. */
export interface AnswerDay {
  readonly offering: string;
  readonly parts: readonly SittingPart[];
}

/** Null where nothing was answered. */
export function answerDay(events: readonly AttributedActivity[]): AnswerDay | null {
  const parts = sittingParts(events);
  const offering = events.find(({ data }) => data.offering !== undefined)?.data.offering;
  return parts.length === 0 || offering === undefined ? null : { offering, parts };
}

/**
 * Answers by activity, attempt and platform, and what the paper was given; answers to no item are
 * left out, and papers handed in on another day than they were written.
 */
function sittingParts(events: readonly AttributedActivity[]): SittingPart[] {
  const told = events.filter(
    (event) =>
      Number.isFinite(event.at) &&
      event.data.activity !== undefined &&
      (event.type === ANSWERED ? textIn(event, 'item') : scoreOf(event)) !== undefined,
  );
  let before: AttributedActivity | undefined;
  let name = '';
  const parts = groupBy(told, (event) => {
    // Neighbours mostly are of one attempt: its name is put together once.
    if (!before || !isOfOne(before, event))
      name = `${event.data.activity}\n${attemptOf(event)}\n${event.source}`;
    before = event;
    return name;
  });
  const all = [...parts.values()].map((own): SittingPart => {
    const first = known(own[0]);
    const rows = new Map<string, AnswerRow>();
    let score: number | undefined;
    for (const event of own) {
      if (event.type !== ANSWERED) {
        score = scoreOf(event);
        continue;
      }
      const row = rowOf(event, first.at);
      // The last answer counts, at its own place in the order.
      rows.delete(row[0]);
      rows.set(row[0], row);
    }
    return {
      activity: String(first.data.activity),
      attempt: attemptOf(first),
      source: first.source,
      from: first.at,
      ...(own.every(({ serverTimed }) => serverTimed) ? {} : { claimed: true as const }),
      ...(score === undefined ? {} : { score }),
      rows: [...rows.values()],
    };
  });
  return all.filter(({ rows }) => rows.length > 0);
}

const isOfOne = (one: AttributedActivity, other: AttributedActivity): boolean =>
  one.data.activity === other.data.activity &&
  one.data['attempt'] === other.data['attempt'] &&
  one.source === other.source;

export function attemptOf({ data }: Pick<AttributedActivity, 'data'>): string {
  const { attempt } = data;
  return typeof attempt === 'number' || typeof attempt === 'string' ? String(attempt) : '1';
}

/** Share (0–1) of the points there are, where an event tells it. */
export function scoreOf({ data: { score, maxScore } }: AttributedActivity): number | undefined {
  if (typeof score !== 'number' || typeof maxScore !== 'number') return undefined;
  return score >= 0 && score <= maxScore && maxScore > 0 ? score / maxScore : undefined;
}

function rowOf(event: AttributedActivity, from: number): AnswerRow {
  const { correct } = event.data;
  return [
    itemName(known(textIn(event, 'item'))),
    responseName(event.data['response']),
    correct === true ? 1 : correct === false ? 0 : -1,
    event.at - from,
    event.id,
  ];
}

export const itemName = (item: string): string => short(item);

/**
 * A response as a short name, the same for the same answer: case, spaces and the order of ticked
 * boxes do not matter. Empty for none.
 */
export function responseName(response: unknown): string {
  if (Array.isArray(response)) return responseName(response.map(responseName).sort().join(','));
  if (typeof response === 'boolean' || (typeof response === 'number' && Number.isFinite(response)))
    return String(response);
  if (typeof response !== 'string') return '';
  return short(response.trim().toLowerCase().replace(/\s+/g, ' '));
}

const short = (text: string): string => (text.length <= 8 ? text : `#${digest(text)}`);
