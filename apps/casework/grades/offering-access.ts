import type { Principal } from '../../../libs/platform/principal.js';
import { notFound } from '../../../libs/platform/problem.js';
import type { Offering, RosterView } from '../../../libs/roster/roster-view.js';

/**
 * The offering, if the caller may see its grades: registrar and auditor all, teachers their own,
 * officers those of their college.
 *
 * @throws Problem 404
 */
export const visibleOffering = (
  roster: RosterView,
  { role, name }: Principal,
  id: string,
): Offering => {
  const offering = roster.offering(id);
  if (offering === undefined) throw notFound('this offering');
  const theirs =
    role === 'teacher'
      ? offering.owner === name || offering.teachers.includes(name)
      : role !== 'officer' || isOfCollege(roster, name, offering);
  if (!theirs) throw notFound('this offering');
  return offering;
};

const isOfCollege = (roster: RosterView, name: string, { college: where }: Offering): boolean => {
  const college = roster.person(name)?.college;
  return college === undefined || college === where;
};
