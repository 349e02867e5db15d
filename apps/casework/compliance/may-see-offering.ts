import type { Principal } from '../../../libs/platform/principal.js';
import type { Offering, RosterView } from '../../../libs/roster/roster-view.js';

/** An officer of a college its offerings, one of the university all; a teacher their own. */
export const maySeeOffering = (
  { role, name }: Principal,
  offering: Offering,
  view: RosterView,
): boolean => {
  if (role === 'auditor') return true;
  if (role === 'teacher') return offering.owner === name || offering.teachers.includes(name);
  const college = view.person(name)?.college;
  return college === undefined || college === offering.college;
};
