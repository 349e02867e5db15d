import type { CaseEventOf } from './events.js';
import type { Text } from './text.js';

export type Invitation = CaseEventOf<'ObjectionInvited'>['data'];
export type Confirmation = CaseEventOf<'CaseConfirmed'>['data'];
type Delivered = CaseEventOf<'DeliveryRecorded'>['data'];
type Appeal = CaseEventOf<'AppealFiled'>['data'];
type AppealRuled = CaseEventOf<'AppealDecided'>['data'];

export interface Invited {
  readonly notice: Invitation;
  readonly objections: readonly Text[];
}

export interface InvitationServed extends Invited {
  readonly service: Delivered;
}

export interface ObjectionOver extends InvitationServed {
  readonly closedBy: 'filed' | 'lapsed';
}

export interface Confirmed extends ObjectionOver {
  readonly confirmation: Confirmation;
}

export interface ConfirmationServed extends Confirmed {
  readonly decisionService: Delivered;
}

export interface ShortAppealed extends ConfirmationServed {
  readonly appeal: Appeal;
}

export interface ShortConcluded extends ShortAppealed {
  readonly ruling: AppealRuled;
}

export interface ShortFinalFacts extends ConfirmationServed {
  readonly appeal?: Appeal;
  readonly ruling?: AppealRuled;
}

/** Eligibility (art. 17) and non-participation (art. 25), from the notice on. */
export type ShortOpenStage =
  | ({ readonly status: 'invited' } & Invited)
  | ({ readonly status: 'objection_open' } & InvitationServed)
  | ({ readonly status: 'objection_closed' } & ObjectionOver)
  | ({ readonly status: 'confirmed' } & Confirmed)
  | ({ readonly status: 'confirmation_served' } & ConfirmationServed)
  | ({ readonly status: 'short_appealed' } & ShortAppealed)
  | ({ readonly status: 'short_upheld' | 'short_remitted' } & ShortConcluded);

export type ShortClosedStage = {
  readonly status: 'short_final' | 'short_executed';
  readonly at: number;
} & ShortFinalFacts;

/** The published names are those of the full path: a caller sees one workflow. */
export const PUBLISHED = {
  invited: 'notice_issued',
  objection_open: 'defence_open',
  objection_closed: 'defence_closed',
  confirmed: 'decided',
  confirmation_served: 'appeal_open',
  short_appealed: 'appealed',
  short_upheld: 'upheld',
  short_remitted: 'remitted',
  short_final: 'final',
  short_executed: 'executed',
} as const satisfies Record<ShortOpenStage['status'] | ShortClosedStage['status'], string>;
