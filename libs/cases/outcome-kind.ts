import { severityOf, type DisciplineLevel } from '../regulation/discipline-level.js';

/** What people decide; the registry hears its own words (libs/outcomes). Lightest first. */
export const OUTCOME_KINDS = ['not_established', 'education_only', 'grade_void'] as const;

export type OutcomeKind = (typeof OUTCOME_KINDS)[number];

export const isOutcomeKind = (kind: string): kind is OutcomeKind =>
  (OUTCOME_KINDS as readonly string[]).includes(kind);

/** What the short path may come to: arts 17 and 25, or nothing. */
export const SHORT_OUTCOMES = ['disqualified', 'absent_zero', 'none'] as const;

export type ShortOutcome = (typeof SHORT_OUTCOMES)[number];

/** Results that leave no grade standing (arts 24, 17, 25); the fourth, `failed`, is not ours to decide. */
export const NEGATIVE_RESULTS = ['grade_void', 'disqualified', 'absent_zero'] as const;
export type NegativeResult = (typeof NEGATIVE_RESULTS)[number];

export const isNegative = (kind: string): kind is NegativeResult =>
  (NEGATIVE_RESULTS as readonly string[]).includes(kind);

export interface Sanction {
  readonly outcome: OutcomeKind;
  readonly level?: DisciplineLevel;
}

/** A decision about a student, as published. `decidedAt` in milliseconds. */
export interface StandingOutcome {
  readonly kind: OutcomeKind | ShortOutcome;
  readonly level?: string;
  readonly periodMonths?: number;
  readonly decidedAt: number;
}

/** Whether `one` is heavier than `other`, in its kind or in its level. */
export const exceeds = (one: Sanction, other: Sanction): boolean =>
  OUTCOME_KINDS.indexOf(one.outcome) > OUTCOME_KINDS.indexOf(other.outcome) ||
  severityOf(one.level) > severityOf(other.level);

export const sameSanction = (one: Sanction, other: Sanction): boolean =>
  one.outcome === other.outcome && one.level === other.level;
