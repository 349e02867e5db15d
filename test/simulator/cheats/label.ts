import type { Violation } from '../../../libs/detection/violation.js';

/** A true case, kept apart from the events. */
export interface LabelledCase {
  readonly student: string;
  readonly offering: string;
  readonly violation: Violation;
  readonly family: string;
  readonly effort: 'blatant' | 'moderate' | 'adaptive';
  /** Whoever signs others in with his own phone takes part, though his own record is true. */
  readonly part: 'participant' | 'organiser';
}

export const keyOf = (student: string, offering: string): string => `${student} ${offering}`;

/** What a wrong happening bears (`Happening.wrong`). */
export const caseKey = ({
  student,
  offering,
  violation,
}: Pick<LabelledCase, 'student' | 'offering' | 'violation'>): string =>
  `${student} ${offering} ${violation}`;
