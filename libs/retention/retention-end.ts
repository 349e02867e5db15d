import { keepingOf } from '../case-file/retention.js';
import type { RecordedEvent } from '../event-sourcing/recorded-event.js';
import { KEPT_YEARS, yearsAfter } from './schedule.js';

/** What the time of keeping of one person's data hangs on. */
export interface Kept {
  /** Ends of the learning windows of all enrolments, milliseconds; undefined for one that names none. */
  readonly windowEnds: readonly (number | undefined)[];
  /** The streams of all cases about the person. */
  readonly cases: readonly (readonly RecordedEvent[])[];
}

/**
 * When the schedule lets go of a person's data, milliseconds: all classes that an erasure destroys. Undefined where no
 * end can be told: a course without a window, nobody enrolled, a case that is open or kept for good.
 */
export const retentionEndOf = ({ windowEnds, cases }: Kept): number | undefined => {
  const last = lastOf(windowEnds);
  if (last === undefined) return undefined;
  const keepings = cases.map(keepingOf);
  if (keepings.some(({ retention, legalHold }) => retention === 'permanent' || legalHold !== 'no'))
    return undefined;
  const acts = cases.map((events) => Date.parse(events.at(-1)?.metadata.at ?? ''));
  return yearsAfter(Math.max(last, ...acts), KEPT_YEARS);
};

/** The least that can be told without the cases: not before that. */
export const lastOf = (ends: readonly (number | undefined)[]): number | undefined => {
  const known = ends.filter((end) => end !== undefined);
  return known.length === 0 || known.length < ends.length ? undefined : Math.max(...known);
};
