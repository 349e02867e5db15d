import type { Actor } from '../event-sourcing/recorded-event.js';
import type { DayUnit } from '../regulation/calendar.js';
import type { Violation } from '../detection/violation.js';
import type { CaseSignal } from './case-signal.js';
import type { ComplianceCommands, ComplianceMachineCommands } from './compliance/commands.js';
import type { CourseFacts } from './course-facts.js';
import type { DeadlineName, WakeName } from './deadline.js';
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
import type { NewEvidence } from './evidence.js';
import type { NegativeResult, OutcomeKind, Sanction, ShortOutcome } from './outcome-kind.js';
import type { Text } from './text.js';

type Nothing = Readonly<Record<string, never>>;

/** Payloads as in the published API, free texts already in the vault, times in milliseconds. */
export interface PeopleCommands extends ComplianceCommands {
  claim: Nothing;
  reassign: { readonly person: string; readonly reason: Text };
  dismiss: { readonly reason: DismissalReason };
  link: { readonly cases: readonly string[]; readonly reason: Text };
  open_investigation: { readonly investigators?: readonly string[] };
  add_investigator: { readonly person: string };
  declare_interest: { readonly conflict: boolean; readonly relation?: Text };
  await: {
    readonly on: 'vendor' | 'student';
    readonly question: Text;
    readonly until?: number;
    readonly hold?: boolean;
  };
  resume: Nothing;
  /** Anybody on the case: a file becomes usable as evidence, proof or paper. */
  attach: {
    readonly title: Text;
    readonly content: Text;
    readonly mediaType: string;
    readonly thirdParty?: true;
  };
  add_evidence: NewEvidence;
  exclude_evidence: { readonly evidence: string; readonly reason: Text };
  reaffirm_evidence: { readonly evidence: string; readonly reason: Text };
  submit_finding: FindingContent;
  return_finding: { readonly reason: Text };
  approve_finding: Nothing;
  /** The short path proposes its own outcome. */
  issue_notice: NoticeContent<OutcomeKind | ShortOutcome>;
  record_delivery: Delivery;
  consent_delivery: {
    readonly given: boolean;
    /** Where to: a mail address, a number; needed where it is given. */
    readonly address?: Text;
    readonly attachment?: string;
  };
  file_statement: {
    readonly points: readonly Text[];
    readonly final?: boolean;
    readonly attachments?: readonly string[];
  };
  waive_defence: { readonly attachment?: string };
  answer_point: Answer;
  request_recusal: { readonly person: string; readonly reason: Text };
  rule_recusal: { readonly person: string; readonly granted: boolean; readonly reason: Text };
  record_legal_review: {
    readonly passed: boolean;
    readonly opinion: Text;
    readonly attachment?: string;
  };
  record_presidents_meeting: {
    readonly heldAt: number;
    readonly resolution: Text;
    readonly attachment: string;
  };
  convene: {
    readonly members: readonly string[];
    readonly chair: string;
    readonly secretary?: string;
    readonly meetingAt: number;
  };
  vote: Sanction & { readonly reason?: Text };
  decide: DecisionContent & { readonly answers?: readonly Answer[] };
  file_appeal: AppealContent & { readonly receivedAt?: number };
  stay_execution: { readonly stay: boolean; readonly reason: Text };
  decide_appeal: AppealRuling;
  file_provincial_appeal: { readonly filedAt: number; readonly attachment?: string };
  decide_provincial_appeal: ProvincialRuling;
  lift_sanction: { readonly lifted: boolean; readonly reason: Text; readonly attachment?: string };
  refer: { readonly authority: Text; readonly reason: Text; readonly attachment?: string };
  acknowledge_execution: { readonly fileReference: string; readonly at?: number };
  extend_deadline: {
    readonly deadline: DeadlineName;
    readonly days: number;
    readonly unit: DayUnit;
    readonly reason: Text;
    readonly approvedBy: string;
  };
  object: { readonly text: Text; readonly attachments?: readonly string[] };
  confirm: ConfirmationContent;
  withdraw: { readonly reason: Text; readonly reference: Text };
  suspend: { readonly reason: Text; readonly until?: number };
  reopen: { readonly evidence: readonly string[]; readonly reason: Text };
}

/** What the machine does by itself; none of these comes in over HTTP. */
export interface MachineCommands extends ComplianceMachineCommands {
  /** Opens the case; only on a stream that does not exist yet. */
  flag: {
    readonly id: string;
    readonly student: string;
    readonly violation: Violation;
    readonly score: number;
    readonly threshold: number;
    readonly signals: readonly CaseSignal[];
    readonly course: CourseFacts;
    readonly policyVersion: string;
  };
  /** All current signals of the student, offering and violation, withdrawn ones included. */
  update_signals: {
    readonly signals: readonly CaseSignal[];
    readonly score: number;
    readonly threshold: number;
  };
  /** The roster changed. */
  note_course: { readonly course: CourseFacts };
  /** A person linked another case with this one: a link is read from both sides. */
  note_link: { readonly case: string };
  /** What another case of the student and offering has in force; absent for nothing any more. */
  note_result: { readonly case: string; readonly result?: NegativeResult | undefined };
  /** A timer that rings; harmless when nothing is due, or again. */
  fire_deadline: { readonly name: WakeName };
  /** The registry answered on the outcome's stream. */
  note_acknowledgement: {
    readonly outcome: string;
    readonly status: 'accepted' | 'refused';
    /** The decision is carried out by it: not by a hold, a release or an answer that contradicts. */
    readonly settles: boolean;
  };
}

export type CommandPayloads = PeopleCommands & MachineCommands;
export type CommandName = keyof CommandPayloads;
export type PeopleCommandName = keyof PeopleCommands;

/** What every command carries besides its payload. */
export interface Envelope {
  /** A staff id, a student's subject id, or role `system` for the machine. */
  readonly actor: Actor;
  /** The server's clock, milliseconds. */
  readonly now: number;
  /** When it happened, if that was outside the system: not after `now`, not before the last step. */
  readonly at?: number;
  readonly note?: Text;
  /** An officer records a student's paper: the student's subject id and the scan. */
  readonly onBehalf?: { readonly student: string; readonly attachment: string };
}

export type CommandOf<Name extends CommandName> = Envelope & {
  readonly type: Name;
  readonly data: CommandPayloads[Name];
};
export type CaseCommand = { [Name in CommandName]: CommandOf<Name> }[CommandName];
