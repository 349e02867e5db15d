import type { RecordedEvent } from '../event-sourcing/recorded-event.js';

/** `Retention` and `Legal-Hold` of `bag-info.txt`. */
export interface Keeping {
  readonly retention: string;
  readonly legalHold: string;
}

/** Events that end a case, if nothing follows that opens it again. */
const ENDS: ReadonlySet<string> = new Set([
  ...['CaseDismissed', 'CaseWithdrawn', 'FlagWithdrawn', 'CaseExecuted', 'CaseArchived'],
  'LiftingDecided',
  'ComplianceConcluded',
]);

/** Events after which an ended case is open, or in dispute, again. */
const OPENS: ReadonlySet<string> = new Set([
  ...['CaseFlagged', 'FlagRestored', 'CaseReopened', 'SanctionStarted', 'AppealFiled'],
  ...['ProvincialAppealFiled', 'NoticeIssued', 'ObjectionInvited', 'CommitteeConvened'],
  'CollegeNotified',
]);

/**
 * How long to keep, as far as the case's own events tell. Papers of a sanction go into the student's
 * and the university's files (order 41, art. 58); what ended without one is kept for three years after
 * its last event, the general limitation (民法典 art. 188). A hold lasts while the case is open, in
 * dispute, or was referred to the authorities. A hold on the person is not among the case's events.
 */
export const keepingOf = (events: readonly RecordedEvent[]): Keeping => {
  const types = events.map(({ type }) => type);
  const sanctioned = events.some(
    ({ type, data }) =>
      (type === 'CaseDecided' && (data as Outcome).outcome === 'grade_void') ||
      (type === 'CaseConfirmed' && (data as Outcome).outcome !== 'none'),
  );
  const ended = types.findLastIndex((type) => ENDS.has(type));
  const opened = types.findLastIndex((type) => OPENS.has(type));
  return {
    retention: sanctioned ? 'permanent' : `P3Y after ${events.at(-1)?.metadata.at ?? ''}`,
    legalHold: holdOf(types, ended > opened),
  };
};

interface Outcome {
  readonly outcome?: string;
}

const holdOf = (types: readonly string[], ended: boolean): string => {
  if (types.includes('CaseReferred')) return 'yes (referred to the authorities)';
  return ended ? 'no' : 'yes (case open)';
};
