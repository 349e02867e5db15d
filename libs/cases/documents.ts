import type { DisciplineLevel } from '../regulation/discipline-level.js';
import type { OutcomeKind, Sanction, ShortOutcome } from './outcome-kind.js';
import type { Text } from './text.js';

/** The innocent explanations that a finding above `grade_void` must have considered, each of them. */
export const EXCULPATORY_ITEMS = [
  'network',
  'shared_address',
  'reinstalled',
  'accessibility',
  'vpn',
  'background_tab',
  'feed_quality',
] as const;

export type ExculpatoryItem = (typeof EXCULPATORY_ITEMS)[number];
export type Part = 'participant' | 'organiser';

export interface FindingContent {
  readonly established: boolean;
  readonly part: Part;
  readonly facts: Text;
  readonly clauses: readonly string[];
  readonly evidence: readonly string[];
  readonly exculpatory: readonly { readonly item: ExculpatoryItem; readonly considered: Text }[];
  readonly proposed: Sanction;
}

export const RIGHTS = ['statement', 'defence', 'recusal', 'agent'] as const;
export type Right = (typeof RIGHTS)[number];

/** `Kind` is what a notice of the family may propose. */
export interface NoticeContent<Kind = OutcomeKind> {
  readonly facts: Text;
  readonly clauses: readonly string[];
  readonly evidence: readonly string[];
  readonly proposed: { readonly outcome: Kind; readonly maxLevel?: DisciplineLevel };
  readonly rights: readonly Right[];
  /** Working days, the policy's when absent. */
  readonly defenceDays?: number;
}

/** Of the short path: what is confirmed, by somebody else than who gave notice. */
export interface ConfirmationContent {
  readonly outcome: ShortOutcome;
  readonly facts: Text;
  /** To the objections, where there were any. */
  readonly answer?: Text;
}

export interface DecisionContent extends Sanction {
  readonly periodMonths?: number;
  readonly facts: Text;
  readonly clauses: readonly string[];
  readonly evidence: readonly string[];
}

export interface Answer {
  /** 1-based. */
  readonly point: number;
  readonly answer: Text;
  readonly evidence?: readonly string[];
}

export const DELIVERY_METHODS = ['direct', 'left', 'post', 'announcement', 'electronic'] as const;
export type DeliveryMethod = (typeof DELIVERY_METHODS)[number];
export type DeliveredDocument = 'notice' | 'decision' | 'appeal_decision' | 'lifting';

/** An attempt to deliver, successful or not (送达). */
export interface Delivery {
  readonly document: DeliveredDocument;
  readonly method: DeliveryMethod;
  readonly delivered: boolean;
  /** Of the delivery, or of the attempt. */
  readonly deliveredAt: number;
  readonly whyNotFormer?: Text;
  /** False where the paper did not tell the student until when to appeal: then art. 64 does. */
  readonly limitNamed?: boolean;
  readonly proof: {
    readonly attachment?: string;
    readonly text?: Text;
    readonly witnesses?: readonly Text[];
  };
}

export const APPEAL_GROUNDS = [
  'facts',
  'evidence',
  'basis',
  'procedure',
  'severity',
  'new_evidence',
] as const;

export type AppealGround = (typeof APPEAL_GROUNDS)[number];

export interface AppealContent {
  readonly grounds: readonly AppealGround[];
  readonly text: Text;
  readonly attachments: readonly string[];
}

export interface AppealRuling {
  readonly result: 'upheld' | 'remitted';
  readonly recommend?: 'revoke' | 'change';
  readonly grounds: readonly AppealGround[];
  readonly reasons: Text;
  readonly members: readonly string[];
}

export const PROVINCIAL_RESULTS = ['uphold', 'revoke', 'change', 'redo'] as const;

/** What the province's paper says (order 41, art. 63). */
export interface ProvincialRuling {
  readonly result: (typeof PROVINCIAL_RESULTS)[number];
  readonly ground: Text;
  readonly receivedAt: number;
  readonly attachment: string;
}

export type DismissalReason =
  'false_positive' | 'insufficient' | 'duplicate' | 'vendor_error' | 'out_of_scope';
