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
] as const satisfies readonly Status[];

export const STAGES_IN_WORK = [...STAGES_OPEN, 'suspended'] as const;

export const STAGES_CLOSED = ['dismissed', 'withdrawn', 'final', 'executed'] as const;

/** Claimed by a person, whatever came of it. */
export const STAGES_CLAIMED = [...STAGES_IN_WORK, ...STAGES_CLOSED] as const;

export const STAGES_INVESTIGATION = [
  'investigating',
  'awaiting_vendor',
  'awaiting_student',
] as const satisfies readonly Status[];
