import type { CaseEventOf } from '../events.js';

export type CollegeNotice = CaseEventOf<'CollegeNotified'>['data'];
export type CollegeAnswer = CaseEventOf<'CollegeAnswered'>['data'];
export type Conclusion = CaseEventOf<'ComplianceConcluded'>['data'];

export interface Notified {
  readonly toCollege: CollegeNotice;
  /** All that the college said so far, also to an earlier notice. */
  readonly answers: readonly CollegeAnswer[];
}

export interface Answered extends Notified {
  readonly closedBy: 'answered' | 'lapsed';
}

/** `course_compliance`, from the notice to the college on. */
export type ComplianceOpenStage =
  | ({ readonly status: 'college_notified' } & Notified)
  | ({ readonly status: 'college_answered' } & Answered);

export type ComplianceClosedStage = {
  readonly status: 'remedied' | 'persisted';
  readonly at: number;
  readonly conclusion: Conclusion;
} & Answered;
