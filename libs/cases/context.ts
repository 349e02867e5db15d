import type { Calendar } from '../regulation/calendar.js';
import type { Clauses } from '../regulation/clauses.js';
import type { Limits } from '../regulation/limits.js';
import type { Staff } from './staff.js';

/** What a decision about a case may look up besides the case's own history: all of it versioned. */
export interface CaseContext {
  readonly calendar: Calendar;
  readonly limits: Limits;
  readonly clauses: Clauses;
  readonly staff: Staff;
}
