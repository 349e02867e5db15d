import { VIOLATIONS, type Violation } from '../detection/violation.js';
import type { ShortOutcome } from './outcome-kind.js';

/**
 * `violation` goes the full path (art. 24), `eligibility` and `non_participation` the short one
 * (arts 17 and 25); `course_compliance` is addressed to a college and knows no student (arts 8, 9, 19, 20).
 */
export const FAMILIES = [
  ...['violation', 'eligibility', 'non_participation', 'course_compliance'],
] as const;
export type Family = (typeof FAMILIES)[number];
export type ShortFamily = Exclude<Family, 'violation' | 'course_compliance'>;

/** What a case is about: a kind of violation, or how a course is run. */
export type Matter = Violation | 'course_compliance';
export const MATTERS: readonly Matter[] = [...VIOLATIONS, 'course_compliance'];

/** The family that a case of the kind belongs to. */
export const familyOf = (matter: Matter): Family => {
  if (matter === 'course_compliance') return matter;
  if (matter === 'excessive_absence') return 'eligibility';
  return matter === 'non_participation' ? 'non_participation' : 'violation';
};

/** The one result that each family of the short path may have, besides none. */
export const RESULT_OF: Readonly<Record<ShortFamily, Exclude<ShortOutcome, 'none'>>> = {
  eligibility: 'disqualified',
  non_participation: 'absent_zero',
};

export const isShort = (family: Family): family is ShortFamily => Object.hasOwn(RESULT_OF, family);
