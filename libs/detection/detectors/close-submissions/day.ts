import type { AttributedActivity } from '../../detector.js';

export const SUBMITTED = 'probity.assessment.submitted.v1';

/** What one student handed in on a day; the first of each paper. */
export interface SubmissionDay {
  readonly offering: string;
  readonly rows: readonly SubmissionRow[];
}

export type SubmissionRow = readonly [activity: string, at: number, source: string, id: string];

/** Only what a server timed: a device's clock may be anywhere. */
export function submissionDay(events: readonly AttributedActivity[]): SubmissionDay | null {
  const rows = new Map<string, SubmissionRow>();
  let offering: string | undefined;
  for (const { serverTimed, at, source, id, data } of events) {
    if (!serverTimed || !Number.isFinite(at) || data.activity === undefined) continue;
    offering ??= data.offering;
    if (!rows.has(data.activity)) rows.set(data.activity, [data.activity, at, source, id]);
  }
  return offering === undefined || rows.size === 0 ? null : { offering, rows: [...rows.values()] };
}
