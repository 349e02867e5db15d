import type { Sanction } from '../../libs/cases/outcome-kind.js';
import type { OfferingFinding } from '../../libs/cases/compliance/offering-finding.js';
import { COLLEGE, OWNER, START, STUDENT, TEACHERS } from './cast.js';

/** Published names of where a case stands, of either path. */
export type Place =
  | 'flagged'
  | 'gone'
  | 'triage'
  | 'investigating'
  | 'awaiting_vendor'
  | 'awaiting_student'
  | 'finding_review'
  | 'notice_issued'
  | 'defence_open'
  | 'defence_closed'
  | 'deliberation'
  | 'decided'
  | 'appeal_open'
  | 'appealed'
  | 'upheld'
  | 'remitted'
  | 'provincial_appeal'
  | 'final'
  | 'executed'
  | 'sanction_running'
  | 'lifted'
  | 'archived'
  | 'revoked'
  | 'college_notified'
  | 'college_answered'
  | 'remedied'
  | 'persisted'
  | 'dismissed'
  | 'withdrawn'
  | 'suspended';

export interface Item {
  readonly id: string;
  readonly sourceClass: string;
  readonly bearing: string;
  readonly signals: readonly string[];
  readonly empty: boolean;
  readonly at: number;
  excluded: boolean;
  reaffirmedAt: number;
}

export interface Sent {
  readonly document: string;
  readonly method: string;
  readonly delivered: boolean;
  readonly at: number;
}

/** A line of the student's file, as a registrar would keep the book of them. */
export interface Line {
  /** The decision that it tells of, counted from 1. */
  readonly of: number;
  readonly reference: string;
  /** Since when nobody may hold it against the student. */
  fallen?: number;
  /** Struck out under this reference. */
  struck?: string;
}

/**
 * What a case is, told once more from domain/workflow alone and in the plainest form: names, sets
 * and flags that the moves change by hand. It shares no rule with the decider that it judges.
 */
export class Reference {
  place: Place = 'flagged';
  /** Where a suspended or a provincially appealed case goes back to. */
  back: Place[] = [];
  short = false;
  /** None where the case is about an offering. */
  student: string | undefined = STUDENT;
  violation = 'course_brushing';
  enrolled = true;
  owner: string = OWNER;
  teachers: readonly string[] = TEACHERS;
  reporters: readonly string[] = [];
  approved = false;
  approvedAt = -Infinity;
  investigators = new Set<string>();
  reviewers = new Set<string>();
  committeeEver = new Set<string>();
  lawReviewers = new Set<string>();
  appealsEver = new Set<string>();
  tookPart = new Set<string>();
  interests = new Map<string, boolean>();
  recusals = new Map<string, boolean | undefined>();
  evidence: Item[] = [];
  attachments: string[] = [];
  studentsFiles = new Set<string>();
  withdrawnSignals = new Map<string, number>();
  signals: string[] = ['sig-1'];
  links = new Set<string>();
  /** What other cases on the same grade came to. */
  beside = new Map<string, string>();
  sharedItems = new Set<string>();
  finding: { proposed: Sanction; exculpatory: readonly string[]; established: boolean } | undefined;
  notice:
    | {
        by: string;
        at: number;
        proposed: Sanction;
        clauses: readonly string[];
        evidence: readonly string[];
      }
    | undefined;
  servedAt = 0;
  points = 0;
  answered = new Set<number>();
  objections = 0;
  closedBy: 'filed' | 'waived' | 'lapsed' | undefined;
  committee: { members: readonly string[]; chair: string } | undefined;
  votes = new Map<string, Sanction>();
  legalPassed = false;
  meetingHeld = false;
  decision: (Sanction & { at: number }) | undefined;
  /** The short path's. */
  confirmed: { outcome: string; at: number } | undefined;
  former: Sanction | undefined;
  decisions = 0;
  decisionServedAt = 0;
  appealed = false;
  ruling: { result: string; at: number } | undefined;
  filedAt = 0;
  provinceConcluded = false;
  sent: Sent[] = [];
  consents: { given: boolean; at: number }[] = [];
  fileReference: string | undefined;
  liftingReference: string | undefined;
  /** Every line that was ever written into the student's file. */
  file: Line[] = [];
  /** What the school has decided and nobody has taken back. */
  verdict: string | undefined;
  acknowledged = false;
  /** Messages that the registry has carried out. */
  takenOver = new Set<string>();
  lifting: { at: number } | undefined;
  /** Of a case about an offering. */
  college: string | undefined = COLLEGE;
  standing: readonly OfferingFinding[] = [];
  toCollege: { by: string; findings: readonly OfferingFinding[] } | undefined;
  answerers: string[] = [];
  itemsAtClosing = 0;
  lastMoveAt = START;
}
