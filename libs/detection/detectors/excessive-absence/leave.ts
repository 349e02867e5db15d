import type { Leave } from '../../../roster/roster-records.js';
import type { Offering } from '../../../roster/roster-view.js';
import type { Policy } from '../../policy/policy.js';

/**
 * Whether a leave keeps a missed meeting from counting (art. 17): granted by a teacher of the course
 * **and** the class adviser, and made up where the policy asks for it. Where the roster does not
 * name the adviser, anybody but the teachers may have been.
 */
export const isExcused = (
  leave: Leave,
  { owner, teachers }: Pick<Offering, 'owner' | 'teachers'>,
  adviser: string | undefined,
  counts: Policy['review']['leaveCounts'],
): boolean => {
  if (counts === 'always' || (counts === 'unless_made_up' && !leave.madeUp)) return false;
  const staff = new Set([...teachers, ...(owner === undefined ? [] : [owner])]);
  const byTeacher = leave.approvedBy.filter((person) => staff.size === 0 || staff.has(person));
  const byAdviser = leave.approvedBy.filter((person) =>
    adviser === undefined ? !staff.has(person) : person === adviser,
  );
  // One person who is both approves as both; where nobody is named, it takes two.
  const people = new Set([...byTeacher, ...byAdviser]).size;
  const known = staff.size > 0 || adviser !== undefined;
  return byTeacher.length > 0 && byAdviser.length > 0 && (known || people > 1);
};
