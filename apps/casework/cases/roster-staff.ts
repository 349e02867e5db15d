import type { SeatRole, Staff } from '../../../libs/cases/staff.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';

/** How many a role's work needs: two investigators, three members of each committee. */
const NEEDED: Readonly<Record<SeatRole, number>> = { officer: 2, committee: 3, appeals: 3 };

/** Whose word an extension may rest on: reviewers, committees and the administration, not who works the case. */
const APPROVERS: readonly string[] = ['reviewer', 'committee', 'appeals', 'admin'];

/**
 * The people as the roster lists them. A listed person serves in the listed roles only. Somebody
 * who is not listed may serve as long as the roster lists fewer people of the role than its work
 * needs: then it is no list of them, and the identity provider alone knows who there is.
 */
export const rosterStaff = (roster: RosterView): Staff => ({
  mayApprove: (person) => {
    const roles = roster.person(person)?.roles ?? [];
    if (roles.length > 0) return roles.some((role) => APPROVERS.includes(role));
    // Where the roster lists no approver it is no list of them.
    return ![...roster.people()].some((one) => one.roles.some((role) => APPROVERS.includes(role)));
  },
  collegeOf: (person) => roster.person(person)?.college,
  mayServe: (person, role) => {
    const listed = roster.person(person);
    if (listed && listed.roles.length > 0) return listed.roles.includes(role);
    let others = 0;
    for (const { roles } of roster.people()) if (roles.includes(role)) others += 1;
    return others < NEEDED[role];
  },
});
