import type { Principal } from '../../libs/platform/principal.js';
import { notFound } from '../../libs/platform/problem.js';
import type { RosterView, SubjectId } from '../../libs/roster/roster-view.js';

/**
 * The subject behind a student number, if the caller may see the student's timeline: officers all
 * or their college's, auditors all, students their own. Others see events through their cases.
 *
 * @throws Problem 404 when there is no such student, or not for the caller
 */
export const visibleSubject = (
  roster: RosterView,
  caller: Principal,
  studentNumber: string,
): SubjectId => {
  const subject = roster.subjectOf(studentNumber);
  if (subject === undefined || !maySee(roster, caller, studentNumber, subject)) {
    throw notFound('this student');
  }
  return subject;
};

const maySee = (
  roster: RosterView,
  { role, name }: Principal,
  studentNumber: string,
  subject: SubjectId,
): boolean => {
  if (role === 'auditor') return true;
  if (role === 'student') return name === studentNumber;
  if (role !== 'officer') return false;
  const college = roster.person(name)?.college;
  return college === undefined || roster.student(subject)?.college === college;
};
