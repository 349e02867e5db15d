import type { CaseScope } from '../../../libs/cases/case-index.js';
import { STUDENTS_EVENTS } from '../cases/students-view.js';
import { rowInScope } from '../cases/visibility.js';
import type { CaseChange } from './case-change.js';

/**
 * Whether somebody is told of a change: who may see the case now. A student, moreover, from the
 * notice on, and of what the history of the own case shows.
 */
export const isTold = (scope: CaseScope, { now, then, type }: CaseChange): boolean =>
  rowInScope(scope, now) &&
  (scope.kind !== 'student' || (rowInScope(scope, then) && STUDENTS_EVENTS.has(type)));

/** The least that sends a client to look: no names, no texts. `status` as it was after the change. */
export const toldOf = (change: CaseChange, stamp: (instant: number) => string) => ({
  case: change.case,
  version: change.version,
  status: change.then.status,
  type: change.type,
  at: stamp(Date.parse(change.at)),
});
