import type { CaseRow, CaseScope } from '../../../libs/cases/case-index.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import type { Case } from '../../../libs/cases/state.js';
import { Problem } from '../../../libs/platform/problem.js';
import type { Principal, Role } from '../../../libs/platform/principal.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';

/** Roles that may read case content at all; others are answered 403. */
export const CASE_READERS: readonly Role[] = [
  'officer',
  'reviewer',
  'committee',
  'appeals',
  'legal',
  'teacher',
  'student',
  'auditor',
];

/** States whose cases wait for anybody of the role. */
const QUEUES: Partial<Record<Role, readonly string[]>> = {
  reviewer: ['finding_review'],
  committee: ['defence_closed', 'deliberation', 'remitted', 'sanction_running'],
  appeals: ['appealed', 'provincial_appeal'],
  legal: ['notice_issued', 'defence_open', 'defence_closed', 'deliberation', 'remitted'],
  teacher: [],
};

/** The same for the other families, whose cases a reviewer confirms or concludes. */
const SHORT_QUEUES: Partial<Record<Role, readonly string[]>> = {
  reviewer: ['defence_closed', 'remitted', 'college_answered'],
  appeals: ['appealed'],
};

/** Nobody's cases: for a person whom the roster does not know. */
const NOTHING: CaseScope = {
  kind: 'queue',
  role: '',
  statuses: [],
  short: [],
  person: '',
};

/** Whose cases the caller may read. */
export const scopeOf = ({ role, name }: Principal, roster: RosterView): CaseScope => {
  if (role === 'auditor') return { kind: 'all' };
  if (role === 'officer') {
    const college = roster.person(name)?.college;
    return college === undefined ? { kind: 'all' } : { kind: 'college', college, person: name };
  }
  if (role === 'student') {
    const student = roster.subjectOf(name);
    return student === undefined ? NOTHING : { kind: 'student', student };
  }
  const statuses = QUEUES[role];
  if (!statuses) throw new Problem(403, 'forbidden', 'this role reads no cases');
  return { kind: 'queue', role, statuses, short: SHORT_QUEUES[role] ?? [], person: name };
};

/** The same rule for one case; the list and the single case never disagree. */
export const inScope = (scope: CaseScope, found: Case): boolean => rowInScope(scope, rowOf(found));

/** What of a case decides who may see it. */
export type Standing = Pick<
  CaseRow,
  'family' | 'status' | 'student' | 'college' | 'noticed' | 'people' | 'escalated'
>;

export const rowInScope = (scope: CaseScope, row: Standing): boolean => {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'college':
      return row.college === scope.college || row.people.includes(scope.person);
    case 'student':
      return row.noticed && row.student === scope.student;
    case 'queue':
      return (
        (row.family === 'violation' ? scope.statuses : scope.short).includes(row.status) ||
        row.escalated.includes(scope.role) ||
        row.people.includes(scope.person)
      );
  }
};
