import { VIOLATIONS, type Violation } from '../violation.js';
import type { Policy } from './policy.js';

const forAll = (value: number): Record<Violation, number> =>
  Object.fromEntries(VIOLATIONS.map((violation) => [violation, value])) as Record<
    Violation,
    number
  >;

/**
 * The policy in force where no file is given. Priors: published base rates of 1–2 % (Northcutt et
 * al. 2016; Bao et al. 2017); limits: order 41 arts 55, 60–62 and the OIA's 90 days.
 */
export const DEFAULT_POLICY: Policy = {
  version: 'default-1',
  priors: { ...forAll(0.01), excessive_absence: 0.02, non_participation: 0.02 },
  thresholds: forAll(0.9),
  scoring: { sameGroupCredit: 0.1, sameGroupCreditCap: 0.5 },
  groups: {},
  detectors: {},
  baselines: { closingAccounts: 20, latenessHours: 48 },
  limits: {
    triageWorkingDays: 5,
    investigationWorkingDays: 15,
    reviewWorkingDays: 3,
    defenceWorkingDays: 5,
    wholeCaseDays: 90,
    appealDays: 10,
    appealConclusionDays: 15,
    provincialAppealDays: 15,
    announcementDays: 30,
  },
  review: {
    effectiveOn: 'final',
    leaveCounts: 'unless_made_up',
    absenceWarning: 0.25,
    quorum: { members: 3, present: 2 / 3 },
  },
};
