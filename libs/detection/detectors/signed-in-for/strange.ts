import type { DaySignIn } from './day.js';

/** A device that does nothing but sign in to one course, and what was done meanwhile. */
export interface Strange {
  readonly offering: string;
  readonly signIns: readonly DaySignIn[];
  /** Those during which own devices were at work elsewhere. */
  readonly contradicted: readonly DaySignIn[];
  /** Sign-ins to the course, on whatever device. */
  readonly ofCourse: number;
  readonly own: number;
  readonly ownContradicted: number;
}
