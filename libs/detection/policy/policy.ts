import type { Violation } from '../violation.js';

/** What an installation decides for itself; the defaults stand in default-policy.ts. */
export interface Policy {
  /** Unique: cases, signals and deadlines cite `policy@version`. */
  readonly version: string;
  /** Base rates: probability of the violation for a student in an offering, 0–1 exclusive. */
  readonly priors: Readonly<Record<Violation, number>>;
  /** A case is flagged at or over this score, 0–1. */
  readonly thresholds: Readonly<Record<Violation, number>>;
  readonly scoring: {
    /** Share of the evidence of a group's weaker signals that still counts, and its cap in nats. */
    readonly sameGroupCredit: number;
    readonly sameGroupCreditCap: number;
  };
  /** Weight of a whole group of signals; 1 where not named. */
  readonly groups: Readonly<Record<string, number>>;
  /** By detector name; a detector not named is enabled with weight 1 and its own defaults. */
  readonly detectors: Readonly<Record<string, DetectorPolicy>>;
  readonly baselines: {
    /** Distinct accounts that must have events past a window's end and lateness to close it. */
    readonly closingAccounts: number;
    readonly latenessHours: number;
  };
  readonly limits: ReviewLimits;
  /** Left out, the product's own; a policy without it keeps its hash. */
  readonly clocks?: ReviewClocks;
  readonly review: {
    /** When the outcome goes to the registry. */
    readonly effectiveOn: 'final' | 'served';
    /** Whether approved leave counts as absence (art. 17). */
    readonly leaveCounts: 'never' | 'unless_made_up' | 'always';
    /** Whether who lost the right to be assessed may retake the course (art. 17); left out, they may. */
    readonly retakeAfterDisqualified?: 'no' | 'yes' | 'on_approval';
    /** Share of absence at which a student is warned; the right to be assessed goes above 1/3. */
    readonly absenceWarning: number;
    readonly quorum: {
      readonly members: number;
      /** Share of the members that must be present, 0–1. */
      readonly present: number;
    };
  };
}

export interface DetectorPolicy {
  readonly enabled: boolean;
  readonly weight: number;
  readonly parameters: Readonly<Record<string, number>>;
}

/** Days; `WorkingDays` follow the calendar of working days, the others the plain calendar. */
export interface ReviewLimits {
  readonly triageWorkingDays: number;
  readonly investigationWorkingDays: number;
  readonly reviewWorkingDays: number;
  /** Floor 3 (order 41 art. 55). */
  readonly defenceWorkingDays: number;
  readonly wholeCaseDays: number;
  /** Floor 10 (order 41 art. 60). */
  readonly appealDays: number;
  readonly appealConclusionDays: number;
  readonly provincialAppealDays: number;
  readonly announcementDays: number;
  /** For a college to answer to a finding about its offering; left out, ten. A policy without it keeps its hash. */
  readonly collegeAnswerWorkingDays?: number;
}

/** When the deadlines of a case make themselves heard. */
export interface ReviewClocks {
  /** By the deadline's name: days before its last day, in its own days; 0 never. */
  readonly remindDaysBefore?: Readonly<Record<string, number>>;
  /** Until a missed deadline goes to somebody else; 0 at once, null never. */
  readonly escalateAfterWorkingDays?: number | null;
}

/** Limits the law does not let an installation undercut. */
export const LEGAL_FLOORS = {
  defenceWorkingDays: { floor: 3, article: 'moe-41#55' },
  appealDays: { floor: 10, article: 'moe-41#60' },
  provincialAppealDays: { floor: 15, article: 'moe-41#62' },
} as const;

/** Limits the law does not let an installation stretch. */
export const LEGAL_CEILINGS = {
  appealConclusionDays: { most: 15, article: 'moe-41#61' },
} as const;

/** The detector's own defaults, overridden by what the policy says. */
export const parametersOf = (
  policy: Policy,
  detector: { readonly name: string; readonly defaults: Readonly<Record<string, number>> },
): Readonly<Record<string, number>> => ({
  ...detector.defaults,
  ...policy.detectors[detector.name]?.parameters,
});

export const isEnabled = (policy: Policy, detector: { readonly name: string }): boolean =>
  policy.detectors[detector.name]?.enabled ?? true;
