import type { SubjectId } from './roster-view.js';

export interface Leave {
  readonly subject: SubjectId;
  readonly offering: string;
  readonly meeting: string;
  /** Staff ids; a leave needs the teacher's and the class adviser's approval. */
  readonly approvedBy: readonly string[];
  readonly madeUp: boolean;
}

export interface Pledge {
  readonly subject: SubjectId;
  readonly offering: string;
  /** Milliseconds. */
  readonly signedAt: number;
  readonly hash: string | undefined;
}

export interface Enrolment {
  readonly offering: string;
  readonly status: 'active' | 'dropped';
  /** Milliseconds; from when the status holds. */
  readonly at: number;
}

/** What the reference data tells beyond the lookups on every event's path. */
export interface RosterRecords {
  enrolmentsOf(subject: SubjectId): readonly Enrolment[];
  /** Students whose enrolment is active. */
  enrolledIn(offering: string): readonly SubjectId[];
  leavesOf(subject: SubjectId, offering: string): readonly Leave[];
  pledge(subject: SubjectId, offering: string): Pledge | undefined;
  students(): Iterable<SubjectId>;
  /** Instants at which anybody's claim to the account begins or ends, in no order. */
  claimBounds(source: string, account: string): readonly number[];
}
