import type { DisciplineLevel } from '../regulation/discipline-level.js';
import type { CaseSignal } from './case-signal.js';
import type { CourseFacts } from './course-facts.js';
import type { Deadline } from './deadline.js';
import type { OfferingFinding } from './compliance/offering-finding.js';
import type { Attachment, Evidence } from './evidence.js';
import type { CaseEventOf, CaseEventType } from './events.js';
import type { Family, Matter } from './family.js';
import type { NegativeResult, StandingOutcome } from './outcome-kind.js';
import type { Guard } from './refusals.js';
import type { Delivered, Stage } from './stage.js';

/** A signal with the moment it was taken back, if it was. */
export interface TrackedSignal extends CaseSignal {
  readonly withdrawnAt?: number;
}

/** Who did what, from history. Lists hold everybody who ever did, in order of appearance. */
export interface PeopleOnCase {
  /** The officer in charge, from `claim` on. */
  readonly assignee?: string;
  readonly investigators: readonly string[];
  readonly reviewers: readonly string[];
  readonly committee: readonly string[];
  readonly appeals: readonly string[];
  /** Everybody who acted before an appeal: none of them may rule on one. */
  readonly tookPart: readonly string[];
  /** The last declaration of each person: true for a conflict of interest. */
  readonly interests: Readonly<Record<string, boolean>>;
}

/** One person's acts of one kind, instants in milliseconds. */
export interface Deed {
  readonly person: string;
  readonly act: CaseEventType;
  readonly times: number;
  readonly firstAt: number;
  readonly lastAt: number;
}

/** One act that separation of duties asks about, as it stood when it happened. */
export interface DutyProof {
  /** The guard that kept them apart. */
  readonly rule: Guard;
  readonly act: CaseEventType;
  readonly at: number;
  /** Who acted: the reviewer, the members that voted and the chair, the appeals committee. */
  readonly persons: readonly string[];
  /** Whom they had to be apart from. */
  readonly apartFrom: readonly string[];
  /** Who was both: nobody, or the guard would have refused. */
  readonly both: readonly string[];
  /** Who acted without a declaration of interests: nobody but, maybe, a legal reviewer. */
  readonly undeclared: readonly string[];
}

/** What the registry and the student's file have confirmed of the decision in force. */
export interface Execution {
  readonly fileReference?: string;
  /** Id of the acknowledged outcome. */
  readonly acknowledged?: string;
  /** The lifting's entry in the student file. */
  readonly liftingReference?: string;
  /** Of the entry's withdrawal, once the decision was revoked. */
  readonly withdrawalReference?: string;
}

/** An entry that was made in the student's file; it outlives its decision. Instants in milliseconds. */
export interface FiledEntry {
  /** Of the case's decisions, counted from 1, the one that it records. */
  readonly decision: number;
  readonly decidedAt: number;
  readonly level?: DisciplineLevel;
  /** The sanction's period, once it runs. */
  readonly from?: number;
  readonly until?: number;
  readonly fileReference: string;
  /** The entry of the lifting, once made. */
  readonly lifting?: { readonly decidedAt: number; readonly fileReference: string };
  /** Since when the decision no longer stands: the entry has to go. */
  readonly revokedAt?: number;
  /** Of its being taken out, or of the entry that took its place. */
  readonly withdrawalReference?: string;
}

/** `settles`: the decision is carried out by it. */
export type Answered = Pick<CaseEventOf<'OutcomeAcknowledged'>['data'], 'status' | 'settles'>;

/** What the student's request to recuse somebody came to. */
export interface Recusal {
  readonly person: string;
  readonly requestedAt: number;
  readonly granted?: boolean;
}

export type Referral = CaseEventOf<'CaseReferred'>['data'];

/** What holds in every stage. Instants in milliseconds. */
export interface CaseFacts {
  readonly id: string;
  readonly family: Family;
  /** Subject id; a case about an offering has no student. */
  readonly student?: string;
  readonly violation: Matter;
  readonly course: CourseFacts;
  readonly score: number;
  readonly threshold: number;
  readonly policyVersion: string;
  readonly signals: readonly TrackedSignal[];
  /** Set by the machine after `claim`, cleared by the next act of a person. */
  readonly signalsChangedAt?: number;
  /** When the question that the case waits on had waited too long. */
  readonly awaitExpiredAt?: number | undefined;
  /** Of `course_compliance`: what stands against the offering now; empty in the other families. */
  readonly findings: readonly OfferingFinding[];
  readonly evidence: readonly Evidence[];
  readonly attachments: readonly Attachment[];
  readonly people: PeopleOnCase;
  /** What each member of staff did. */
  readonly deeds: readonly Deed[];
  readonly separation: readonly DutyProof[];
  /** One of a name, the latest. */
  readonly deadlines: readonly Deadline[];
  readonly deliveries: readonly Delivered[];
  /** What the student said of electronic delivery, oldest first. */
  readonly consents: readonly CaseEventOf<'DeliveryConsentRecorded'>['data'][];
  readonly links: readonly string[];
  /** Results that other cases of the student and offering have in force, by case. */
  readonly otherResults: Readonly<Record<string, NegativeResult>>;
  /** Hand-overs to an authority, each with its reason. */
  readonly referrals: readonly Referral[];
  readonly recusals: readonly Recusal[];
  /** Art. 56, for the notice in force. */
  readonly legalReview?: { readonly passed: boolean; readonly at: number };
  readonly presidentsMeeting?: { readonly heldAt: number };
  /** A stay recommended by the appeals committee. */
  readonly stayed: boolean;
  readonly execution: Execution;
  /** Oldest first. */
  readonly filed: readonly FiledEntry[];
  /** What was decided last and nobody has taken back; it outlives the stage that carries it. */
  readonly standing?: StandingOutcome | undefined;
  /** What the registry answered to each outcome message. */
  readonly acknowledgements: Readonly<Record<string, Answered>>;
  /** A notice went out: from here on the student sees the case, whatever becomes of it. */
  readonly noticed: boolean;
  /** How many decisions were taken so far. */
  readonly decisions: number;
  readonly flaggedAt: number;
  /** The last closing, and how many items of evidence there were then: later ones are new. */
  readonly closed?: { readonly at: number; readonly evidence: number };
  /** When the last step took place: nothing may be dated before it. */
  readonly lastStepAt: number;
  /** Number of events so far: the stream's version. */
  readonly version: number;
}

/** A case on its way: common facts, and the stage as a union by `status`. */
export interface Case {
  readonly facts: CaseFacts;
  readonly stage: Stage;
}

/** Whom texts and files of the case belong to in the vault: its student, or the case itself. */
export const ownerOf = ({ id, student }: Pick<CaseFacts, 'id' | 'student'>): string =>
  student ?? `case:${id}`;

/** The student of a case whose family has one; asking another is a fault of the caller. */
export const studentOf = ({ id, student }: Pick<CaseFacts, 'id' | 'student'>): string => {
  if (student === undefined) throw new Error(`case ${id} is about an offering, not a student`);
  return student;
};

/** Undefined until the first flag. */
export type CaseState = Case | undefined;
