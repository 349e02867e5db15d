import type { Policy } from '../../../libs/detection/policy/policy.js';
import { DEFAULT_LIMITS, unlawfulLimits, type Limits } from '../../../libs/regulation/limits.js';

/** The limits that procedure asks for, as the policy in force sets them. */
export const limitsOf = ({ version, limits, review, clocks = {} }: Policy): Limits => ({
  ...DEFAULT_LIMITS,
  version,
  triageDays: limits.triageWorkingDays,
  investigationDays: limits.investigationWorkingDays,
  reviewDays: limits.reviewWorkingDays,
  defenceDays: limits.defenceWorkingDays,
  wholeCaseDays: limits.wholeCaseDays,
  appealDays: limits.appealDays,
  appealConclusionDays: limits.appealConclusionDays,
  provincialAppealDays: limits.provincialAppealDays,
  announcementDays: limits.announcementDays,
  collegeAnswerDays: limits.collegeAnswerWorkingDays ?? DEFAULT_LIMITS.collegeAnswerDays,
  remindDaysBefore: { ...DEFAULT_LIMITS.remindDaysBefore, ...clocks.remindDaysBefore },
  escalateAfter:
    clocks.escalateAfterWorkingDays === undefined
      ? DEFAULT_LIMITS.escalateAfter
      : clocks.escalateAfterWorkingDays,
  committeeMinimum: review.quorum.members,
  quorumPresent: review.quorum.present,
  effectiveOn: review.effectiveOn,
  retakeAfterDisqualified: review.retakeAfterDisqualified ?? DEFAULT_LIMITS.retakeAfterDisqualified,
});

/** A policy that undercuts the law stops whoever would act on it. */
export const lawfulLimitsOf = (policy: Policy): Limits => {
  const limits = limitsOf(policy);
  const [first] = unlawfulLimits(limits);
  if (first !== undefined) throw new Error(`DeadlineFloor: policy ${policy.version}: ${first}`);
  return limits;
};
