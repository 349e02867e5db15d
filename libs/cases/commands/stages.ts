import type { Status } from '../stage.js';

/** Claimed and neither closed nor suspended. */
export const STAGES_OPEN = [
  'triage',
  'investigating',
  'awaiting_vendor',
  'awaiting_student',
  'finding_review',
  'notice_issued',
  'defence_open',
  'defence_closed',
  'deliberation',
  'decided',
  'appeal_open',
  'appealed',
  'upheld',
  'remitted',
  'provincial_appeal',
  'invited',
  'objection_open',
  'objection_closed',
  'confirmed',
  'confirmation_served',
  'short_appealed',
  'short_upheld',
  'short_remitted',
  'college_notified',
  'college_answered',
] as const satisfies readonly Status[];

export const STAGES_IN_WORK = [...STAGES_OPEN, 'suspended'] as const;

export const STAGES_CLOSED = [
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
] as const satisfies readonly Status[];

/** Where new evidence may open the case again: also while a sanction runs. */
export const STAGES_REOPENABLE = [...STAGES_CLOSED, 'sanction_running'] as const;

/** The school has concluded on the appeal, and perhaps gone further before it learned of another. */
export const STAGES_APPEALABLE = [
  'upheld',
  'final',
  'executed',
  'sanction_running',
] as const satisfies readonly Status[];

/** Claimed by a person, whatever came of it. */
export const STAGES_CLAIMED = [...STAGES_IN_WORK, ...STAGES_REOPENABLE] as const;

export const STAGES_INVESTIGATION = [
  'investigating',
  'awaiting_vendor',
  'awaiting_student',
] as const satisfies readonly Status[];
