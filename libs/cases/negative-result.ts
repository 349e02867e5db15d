import { isShort, RESULT_OF, type Family } from './family.js';
import type { CaseFacts } from './state.js';

/** Results that leave no grade standing (arts 24, 17, 25); the fourth, `failed`, is not ours to decide. */
export const NEGATIVE_RESULTS = ['grade_void', 'disqualified', 'absent_zero'] as const;
export type NegativeResult = (typeof NEGATIVE_RESULTS)[number];

export const isNegative = (kind: string): kind is NegativeResult =>
  (NEGATIVE_RESULTS as readonly string[]).includes(kind);

/** What the decision that stands does to the grade; an organiser without a grade there has none to lose. */
export const resultOf = ({
  standing,
  course,
}: Pick<CaseFacts, 'standing' | 'course'>): NegativeResult | undefined => {
  if (standing === undefined || !isNegative(standing.kind)) return undefined;
  return standing.kind === 'grade_void' && !course.enrolled ? undefined : standing.kind;
};

/** The one that a case of the family may come to. */
export const resultIn = (family: Family): NegativeResult | undefined => {
  if (isShort(family)) return RESULT_OF[family];
  return family === 'violation' ? 'grade_void' : undefined;
};
