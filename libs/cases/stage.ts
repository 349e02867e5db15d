import type { CaseEventOf, Vote } from './events.js';
import type { Answer } from './documents.js';
import type { ComplianceClosedStage, ComplianceOpenStage } from './compliance/compliance-stage.js';
import type { ShortClosedStage, ShortOpenStage } from './short-stage.js';
import type { Text } from './text.js';

export type Finding = CaseEventOf<'FindingSubmitted'>['data'];
export type Notice = CaseEventOf<'NoticeIssued'>['data'];
export type Decision = CaseEventOf<'CaseDecided'>['data'];
export type Committee = CaseEventOf<'CommitteeConvened'>['data'];
export type Delivered = CaseEventOf<'DeliveryRecorded'>['data'];
export type Appeal = CaseEventOf<'AppealFiled'>['data'];
export type AppealRuled = CaseEventOf<'AppealDecided'>['data'];
export type ProvincialFiling = CaseEventOf<'ProvincialAppealFiled'>['data'];
export type ProvincialRuled = CaseEventOf<'ProvincialAppealDecided'>['data'];
export type Sanctioned = CaseEventOf<'SanctionStarted'>['data'];
export type LiftingRuled = CaseEventOf<'LiftingDecided'>['data'];
export type Asked = CaseEventOf<'AnswerAwaited'>['data'];

/** Points of all statements in the order they came, numbered from 1, and the answers to them. */
export interface Defence {
  readonly points: readonly Text[];
  readonly answers: readonly Answer[];
}

export interface Noticed {
  readonly finding: Finding;
  readonly notice: Notice;
  /** Carried over from an earlier notice, where there was one. */
  readonly defence: Defence;
  /** The decision that the appeals committee sent back; the next one may not exceed it. */
  readonly former?: Decision;
}

export interface Served extends Noticed {
  readonly service: Delivered;
}

export interface Defended extends Served {
  readonly closedBy: 'filed' | 'waived' | 'lapsed';
}

export interface Deliberating extends Defended {
  readonly committee: Committee;
  /** The last vote of each member. */
  readonly votes: readonly Vote[];
}

export interface Decided extends Deliberating {
  readonly decision: Decision;
}

export interface DecisionServed extends Decided {
  readonly decisionService: Delivered;
}

export interface Appealed extends DecisionServed {
  readonly appeal: Appeal;
}

export interface Concluded extends Appealed {
  readonly ruling: AppealRuled;
  /** The province ordered the school to change the decision or to decide anew. */
  readonly provincial?: ProvincialRuled;
}

/** A final case was decided and served; it may have gone through an appeal. */
export interface FinalFacts extends DecisionServed {
  readonly appeal?: Appeal;
  readonly ruling?: AppealRuled;
  readonly provincial?: ProvincialRuled;
}

/** A discipline level that has a period (order 41, art. 57). */
export interface UnderSanction extends FinalFacts {
  readonly sanction: Sanctioned;
  /** The committee looked at it and did not lift it. */
  readonly kept?: LiftingRuled;
}

/** Where an appeal to the province finds a case: the school has concluded, or gone further since. */
export type Appealable =
  | ({ readonly status: 'upheld' } & Concluded)
  | ({ readonly status: 'final' | 'executed'; readonly at: number } & FinalFacts)
  | ({ readonly status: 'sanction_running' } & UnderSanction);

export interface BeforeProvince extends FinalFacts {
  readonly filing: ProvincialFiling;
  /** Where the case stood, and stands again when the province upholds. */
  readonly resumes: Appealable;
}

/** Where a case stands, with what must be known there. Names as in the published API, but for
 * `withdrawn_flag`, which shows as `withdrawn`, and those of the short path. */
export type OpenStage =
  | { readonly status: 'triage' }
  | { readonly status: 'investigating' }
  | { readonly status: 'awaiting_vendor' | 'awaiting_student'; readonly asked: Asked }
  | {
      readonly status: 'finding_review';
      readonly finding: Finding;
      readonly review: 'pending' | 'approved';
    }
  | ({ readonly status: 'notice_issued' } & Noticed)
  | ({ readonly status: 'defence_open' } & Served)
  | ({ readonly status: 'defence_closed' } & Defended)
  | ({ readonly status: 'deliberation' } & Deliberating)
  | ({ readonly status: 'decided' } & Decided)
  | ({ readonly status: 'appeal_open' } & DecisionServed)
  | ({ readonly status: 'appealed' } & Appealed)
  | ({ readonly status: 'upheld' | 'remitted' } & Concluded)
  | ({ readonly status: 'provincial_appeal' } & BeforeProvince)
  | ShortOpenStage
  | ComplianceOpenStage;

export type ClosedStage =
  | {
      readonly status: 'dismissed';
      readonly reason: CaseEventOf<'CaseDismissed'>['data']['reason'];
      readonly at: number;
    }
  | { readonly status: 'withdrawn'; readonly reason: Text; readonly at: number }
  | ({ readonly status: 'final' | 'executed' | 'revoked'; readonly at: number } & FinalFacts)
  | ({ readonly status: 'lifted' | 'archived'; readonly at: number } & Lifted)
  | ShortClosedStage
  | ComplianceClosedStage;

/** The lifting waits for its delivery and its entry in the student file; with both it is archived. */
export interface Lifted extends UnderSanction {
  readonly lifting: LiftingRuled;
}

export type Stage =
  | { readonly status: 'flagged' | 'withdrawn_flag' }
  | OpenStage
  | { readonly status: 'suspended'; readonly since: number; readonly resumes: OpenStage }
  | ({ readonly status: 'sanction_running' } & UnderSanction)
  | ClosedStage;

export type Status = Stage['status'];
/** The members of the union that may have one of these statuses. */
export type StageOf<S extends Status> = Stage extends infer Member
  ? Member extends { readonly status: infer T }
    ? [S & T] extends [never]
      ? never
      : Member & { readonly status: S & T }
    : never
  : never;

/** A case that was suspended is in the stage in which it will go on. */
export const underSuspension = (stage: Stage): Stage =>
  stage.status === 'suspended' ? stage.resumes : stage;

const CLOSED: readonly Status[] = [
  'dismissed',
  'withdrawn',
  'final',
  'executed',
  'revoked',
  'lifted',
  'archived',
  'short_final',
  'short_executed',
  'remedied',
  'persisted',
];

const NOT_OPEN: readonly Status[] = [
  'flagged',
  'withdrawn_flag',
  'suspended',
  'sanction_running',
  ...CLOSED,
];

export const isOpenStage = (stage: Stage): stage is OpenStage => !NOT_OPEN.includes(stage.status);

/** Nothing runs any more; only papers that follow, an appeal in time or new evidence may come. */
export const isClosedStage = (stage: Stage): stage is ClosedStage => CLOSED.includes(stage.status);
