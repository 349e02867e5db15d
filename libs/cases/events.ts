import type { DisciplineLevel } from '../regulation/discipline-level.js';
import type { CaseSignal } from './case-signal.js';
import type { CourseFacts } from './course-facts.js';
import type { Deadline, DeadlineName, EscalationRole } from './deadline.js';
import type {
  Answer,
  AppealContent,
  AppealRuling,
  ConfirmationContent,
  DecisionContent,
  Delivery,
  DismissalReason,
  FindingContent,
  NoticeContent,
  ProvincialRuling,
} from './documents.js';
import type { Attachment, Evidence } from './evidence.js';
import type { ComplianceOutcome } from './compliance/commands.js';
import type { OfferingFinding } from './compliance/offering-finding.js';
import type { Family, Matter } from './family.js';
import type { NegativeResult, Sanction, ShortOutcome } from './outcome-kind.js';
import type { Text } from './text.js';

/** Who did it (person id, subject id of the student, or a service) and when it happened, in ms. */
export interface Act {
  readonly by: string;
  readonly at: number;
}

/** A student's act; `paper` is there when an officer recorded it from a paper. */
export interface StudentAct extends Act {
  readonly paper?: { readonly recordedBy: string; readonly attachment: string };
}

export interface Vote extends Sanction {
  readonly member: string;
  readonly reason?: Text;
  readonly at: number;
}

interface EventData {
  CaseFlagged: Act & {
    readonly id: string;
    readonly family: Family;
    /** Subject id; absent where the case is about an offering. */
    readonly student?: string;
    readonly violation: Matter;
    readonly score: number;
    readonly threshold: number;
    readonly signals: readonly CaseSignal[];
    readonly course: CourseFacts;
    readonly policyVersion: string;
    /** Of `course_compliance`: what stands against the offering. */
    readonly findings?: readonly OfferingFinding[];
  };
  FlagWithdrawn: Act & { readonly score: number; readonly threshold: number };
  FlagRestored: Act & { readonly score: number; readonly threshold: number };
  SignalsChanged: Act & {
    readonly signals: readonly CaseSignal[];
    readonly score: number;
    readonly threshold: number;
  };
  CourseNoted: Act & { readonly course: CourseFacts };

  CaseClaimed: Act;
  CaseReassigned: Act & { readonly person: string; readonly reason: Text };
  CaseDismissed: Act & { readonly reason: DismissalReason | 'not_established' };
  CasesLinked: Act & { readonly cases: readonly string[]; readonly reason: Text };
  /** The other side of a link that a person made on `case`; the reason stands there. */
  CaseLinkNoted: Act & { readonly case: string };
  /** Another case of the student and offering has this result in force, or none any more. */
  OtherResultNoted: Act & { readonly case: string; readonly result?: NegativeResult };
  CaseWithdrawn: Act & { readonly reason: Text; readonly reference: Text };
  CaseSuspended: Act & { readonly reason: Text; readonly until?: number };
  CaseResumed: Act;
  CaseReopened: Act & { readonly evidence: readonly string[]; readonly reason: Text };
  NoteAdded: Act & { readonly command: string; readonly note: Text };

  InvestigationOpened: Act & { readonly investigators: readonly string[] };
  InvestigatorAdded: Act & { readonly person: string };
  InterestDeclared: Act & { readonly conflict: boolean; readonly relation?: Text };
  AnswerAwaited: Act & {
    readonly on: 'vendor' | 'student';
    readonly question: Text;
    readonly until?: number;
    readonly hold: boolean;
  };
  /** No answer came by the day named; the case goes on waiting until a person resumes it. */
  AwaitExpired: Act & { readonly until: number };

  AttachmentAdded: Attachment;
  EvidenceAdded: Evidence;
  EvidenceExcluded: Act & { readonly evidence: string; readonly reason: Text };
  EvidenceReaffirmed: Act & { readonly evidence: string; readonly reason: Text };

  FindingSubmitted: Act & FindingContent;
  FindingReturned: Act & { readonly reason: Text };
  FindingApproved: Act;

  NoticeIssued: Act & NoticeContent & { readonly notice: number; readonly defenceDays: number };
  DeliveryRecorded: Act & Delivery;
  /** To electronic delivery; the latest one holds. */
  DeliveryConsentRecorded: StudentAct & {
    readonly given: boolean;
    readonly address?: Text;
    readonly attachment?: string;
  };
  StatementFiled: StudentAct & {
    readonly points: readonly Text[];
    readonly final: boolean;
    readonly attachments: readonly string[];
  };
  DefenceWaived: StudentAct & { readonly attachment?: string };
  DefenceLapsed: Act;
  PointAnswered: Act & Answer;

  RecusalRequested: StudentAct & { readonly person: string; readonly reason: Text };
  RecusalRuled: Act & {
    readonly person: string;
    readonly granted: boolean;
    readonly reason: Text;
  };
  LegalReviewRecorded: Act & {
    readonly passed: boolean;
    readonly opinion: Text;
    readonly attachment?: string;
  };
  PresidentsMeetingRecorded: Act & {
    readonly heldAt: number;
    readonly resolution: Text;
    readonly attachment: string;
  };
  CommitteeConvened: Act & {
    readonly members: readonly string[];
    readonly chair: string;
    readonly secretary?: string;
    readonly meetingAt: number;
  };
  VoteCast: Act & Vote;
  CaseDecided: Act &
    DecisionContent & {
      /** 1 for the first decision of the case, 2 after a remittal, … */
      readonly decision: number;
      readonly votes: readonly Vote[];
    };

  /** Short path. */
  ObjectionInvited: Act &
    NoticeContent<ShortOutcome> & { readonly notice: number; readonly defenceDays: number };
  ObjectionFiled: StudentAct & { readonly text: Text; readonly attachments: readonly string[] };
  CaseConfirmed: Act &
    ConfirmationContent & {
      /** 1 for the first decision of the case, 2 after a remittal, … */
      readonly decision: number;
    };

  /** Course compliance. */
  FindingsChanged: Act & {
    readonly findings: readonly OfferingFinding[];
    readonly score: number;
    readonly threshold: number;
  };
  CollegeNotified: Act & {
    readonly facts: Text;
    /** In the words of the rules when the notice was given. */
    readonly findings: readonly OfferingFinding[];
    readonly college: string;
    readonly notice: number;
    readonly answerDays: number;
  };
  CollegeAnswered: Act & {
    readonly remedied: boolean;
    readonly text: Text;
    readonly attachments: readonly string[];
  };
  /** The college let its time pass. */
  CollegeSilent: Act;
  ComplianceConcluded: Act & {
    readonly outcome: ComplianceOutcome;
    readonly facts: Text;
    /** 1 for the first conclusion of the case, 2 after it was reopened, … */
    readonly decision: number;
  };

  AppealFiled: StudentAct & AppealContent;
  ExecutionStayRuled: Act & { readonly stay: boolean; readonly reason: Text };
  AppealDecided: Act & AppealRuling;
  CaseFinal: Act;
  ProvincialAppealFiled: StudentAct & { readonly filedAt: number; readonly attachment?: string };
  ProvincialAppealDecided: Act & ProvincialRuling;

  CaseReferred: Act & {
    readonly authority: Text;
    readonly reason: Text;
    readonly attachment?: string;
  };

  ExecutionFiled: Act & { readonly fileReference: string };
  /**
   * `settles` for the message that carries the decision out, not for a hold or a release, and not where
   * the registry accepted it and named a grade that contradicts it.
   */
  OutcomeAcknowledged: Act & {
    readonly outcome: string;
    readonly status: 'accepted' | 'refused';
    readonly settles: boolean;
  };
  CaseExecuted: Act;
  /** A level with a period is in force `from` – `until`. */
  SanctionStarted: Act & {
    readonly level: DisciplineLevel;
    readonly periodMonths: number;
    readonly from: number;
    readonly until: number;
  };
  LiftingDecided: Act & {
    readonly lifted: boolean;
    readonly reason: Text;
    readonly attachment?: string;
  };
  LiftingFiled: Act & { readonly fileReference: string };
  /** The revoked decision's entry was taken out; the reference is that of the taking out. */
  FileEntryWithdrawn: Act & { readonly fileReference: string };
  CaseArchived: Act;

  DeadlineStarted: Act & { readonly deadline: Deadline };
  DeadlineMet: Act & { readonly name: DeadlineName };
  DeadlineLapsed: Act & { readonly name: DeadlineName };
  /** Missed. `escalateAt` is when it goes to somebody else, unless it was met by then. */
  DeadlineOverdue: Act & { readonly name: DeadlineName; readonly escalateAt?: number };
  /** Before it is due: whoever must act is told. */
  DeadlineReminded: Act & { readonly name: DeadlineName; readonly due: number };
  /** Missed and still not met: the case stands in the queue of another role too. */
  DeadlineEscalated: Act & { readonly name: DeadlineName; readonly to: EscalationRole };
  DeadlinePaused: Act & { readonly name: DeadlineName; readonly cause: 'await' | 'suspend' };
  DeadlineResumed: Act & {
    readonly name: DeadlineName;
    /** For how many of its own days it stood still. */
    readonly days?: number;
    readonly due: number;
    readonly remindAt?: number;
  };
  DeadlineExtended: Act & {
    readonly name: DeadlineName;
    readonly days: number;
    readonly unit: Deadline['unit'];
    readonly due: number;
    readonly remindAt?: number;
    readonly reason: Text;
    readonly approvedBy: string;
  };
}

export type CaseEventType = keyof EventData;
export type CaseEventOf<Type extends CaseEventType> = {
  readonly type: Type;
  readonly data: EventData[Type];
};
/** Stream `case-<id>`. */
export type CaseEvent = { [Type in CaseEventType]: CaseEventOf<Type> }[CaseEventType];

export const caseStream = (id: string): string => `case-${id}`;

/** Builds an event with its type inferred; keeps deciders to one line a fact. */
export const fact = <Type extends CaseEventType>(
  type: Type,
  data: EventData[Type],
): CaseEventOf<Type> => ({ type, data });
