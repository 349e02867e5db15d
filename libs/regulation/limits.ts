import type { DisciplineLevel } from './discipline-level.js';

/** The limits of a policy version that procedure depends on. Days are working days unless said. */
export interface Limits {
  /** Version of the policy, as in `policy@<version>#quorum`. */
  readonly version: string;
  readonly triageDays: number;
  readonly investigationDays: number;
  readonly reviewDays: number;
  readonly defenceDays: number;
  /** Calendar days from the start of the investigation (OIA yardstick). */
  readonly wholeCaseDays: number;
  /** Calendar days from the delivery of the decision (order 41, art. 60). */
  readonly appealDays: number;
  /** Calendar days from the receipt of the written appeal (art. 61). */
  readonly appealConclusionDays: number;
  /** Calendar days that a school leader may add (art. 61). */
  readonly appealConclusionExtension: number;
  /** Calendar days from the delivery of the conclusion (art. 62). */
  readonly provincialAppealDays: number;
  /** Working days that the province has from the filing (art. 62). */
  readonly provincialConclusionDays: number;
  /** Calendar days before a sanction's end, from which on its lifting is reviewed (art. 57). */
  readonly liftingReviewDays: number;
  /** Working days that a college has to answer to a finding about its offering: no article sets them, so policy. */
  readonly collegeAnswerDays: number;
  /** Calendar days until an announced document counts as served. */
  readonly announcementDays: number;
  /** Days before a deadline's last day on which it reminds, by its name, in its own days; 0 never. */
  readonly remindDaysBefore: Readonly<Record<string, number>>;
  /** Working days after a missed deadline until it goes to somebody else; 0 at once, null never. */
  readonly escalateAfter: number | null;
  readonly committeeMinimum: number;
  /** Share of the members that must have voted, 0–1. */
  readonly quorumPresent: number;
  /** Levels that need the legal review (art. 56). */
  readonly legalReviewFor: readonly DisciplineLevel[];
  /** When the registry gets the outcome. */
  readonly effectiveOn: 'final' | 'served';
  /** Whether who lost the right to be assessed (art. 17) may retake the course. */
  readonly retakeAfterDisqualified: 'no' | 'yes' | 'on_approval';
}

/** Least days the law leaves to a student: art. 55 by the workflow's floor, arts 60 and 62. */
export const LEGAL_FLOOR = { defenceDays: 3, appealDays: 10, provincialAppealDays: 15 } as const;

/** Months that a discipline level with a period may run: art. 57. */
export const SANCTION_MONTHS = { least: 6, most: 12 } as const;

/** Most days the law leaves to the school: art. 61. */
export const LEGAL_CEILING = { appealConclusionDays: 15, appealConclusionExtension: 15 } as const;

export const DEFAULT_LIMITS: Limits = {
  version: '1',
  triageDays: 5,
  investigationDays: 15,
  reviewDays: 3,
  defenceDays: 5,
  wholeCaseDays: 90,
  appealDays: 10,
  appealConclusionDays: 15,
  appealConclusionExtension: 15,
  provincialAppealDays: 15,
  provincialConclusionDays: 30,
  liftingReviewDays: 30,
  collegeAnswerDays: 10,
  announcementDays: 30,
  remindDaysBefore: {
    triage: 1,
    investigation: 3,
    review: 1,
    defence: 1,
    whole_case: 14,
    appeal: 3,
    appeal_conclusion: 3,
    provincial_appeal: 3,
    sanction: 7,
    college_answer: 2,
  },
  escalateAfter: 2,
  committeeMinimum: 3,
  quorumPresent: 2 / 3,
  legalReviewFor: ['probation', 'expulsion'],
  effectiveOn: 'final',
  retakeAfterDisqualified: 'yes',
};

/** One sentence for each limit that the law forbids; a policy with any must not be adopted. */
export const unlawfulLimits = (limits: Limits): readonly string[] => [
  ...Object.entries(LEGAL_FLOOR)
    .filter(([name, floor]) => limits[name as keyof typeof LEGAL_FLOOR] < floor)
    .map(([name, floor]) => `${name} is under the legal floor of ${floor}`),
  ...Object.entries(LEGAL_CEILING)
    .filter(([name, most]) => limits[name as keyof typeof LEGAL_CEILING] > most)
    .map(([name, most]) => `${name} is over the legal maximum of ${most}`),
];
