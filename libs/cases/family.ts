import type { Violation } from '../detection/violation.js';
import type { ShortOutcome } from './outcome-kind.js';

/** `violation` goes the full path (art. 24), the others the short one (arts 17 and 25). */
export type Family = 'violation' | 'eligibility' | 'non_participation';
export type ShortFamily = Exclude<Family, 'violation'>;

/** The family that a case of the kind belongs to. */
export const familyOf = (violation: Violation): Family => {
  if (violation === 'excessive_absence') return 'eligibility';
  return violation === 'non_participation' ? 'non_participation' : 'violation';
};

/** The one result that each family of the short path may have, besides none. */
export const RESULT_OF: Readonly<Record<ShortFamily, Exclude<ShortOutcome, 'none'>>> = {
  eligibility: 'disqualified',
  non_participation: 'absent_zero',
};

export const isShort = (family: Family): family is ShortFamily => family !== 'violation';
