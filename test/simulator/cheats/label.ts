/** A true case, kept apart from the events. */
export interface LabelledCase {
  readonly student: string;
  readonly offering: string;
  readonly violation: 'course_brushing' | 'proxy_attendance' | 'account_lending';
  readonly family: string;
  readonly effort: 'blatant' | 'moderate' | 'adaptive';
  /** Whoever signs others in with his own phone takes part, though his own record is true. */
  readonly part: 'participant' | 'organiser';
}

export const keyOf = (student: string, offering: string): string => `${student} ${offering}`;
