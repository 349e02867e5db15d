import type { Violation } from '../../../libs/detection/violation.js';
import type { SimOffering } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';

/** A true case, kept apart from the events. */
export interface LabelledCase {
  readonly student: string;
  readonly offering: string;
  readonly violation: Violation;
  readonly family: string;
  readonly effort: Effort;
  /** Whoever signs others in with his own phone takes part, though his own record is true. */
  readonly part: 'participant' | 'organiser';
  /**
   * Kinds that the same act comes under as well (a studio that brushes was lent the account): such
   * an accusation is not false, and its absence no miss.
   */
  readonly also?: readonly Violation[];
}

/** A tool's default settings; some care; or somebody who knows the common rules. */
export type Effort = 'blatant' | 'moderate' | 'adaptive';

export interface Pair {
  readonly student: SimStudent;
  readonly offering: SimOffering;
}

export const labelOf = (
  { student, offering }: Pair,
  rest: Omit<LabelledCase, 'student' | 'offering' | 'part'> & { part?: LabelledCase['part'] },
): LabelledCase => ({
  student: student.number,
  offering: offering.id,
  part: 'participant',
  ...rest,
});

export const keyOf = (student: string, offering: string): string => `${student} ${offering}`;

/** What a wrong happening bears (`Happening.wrong`). */
export const caseKey = ({
  student,
  offering,
  violation,
}: Pick<LabelledCase, 'student' | 'offering' | 'violation'>): string =>
  `${student} ${offering} ${violation}`;
