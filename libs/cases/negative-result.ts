import { isShort, RESULT_OF, type Family } from './family.js';
import { isNegative, type NegativeResult } from './outcome-kind.js';
import type { CaseFacts } from './state.js';

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
