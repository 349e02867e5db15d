import type { Principal } from '../../libs/platform/principal.js';
import type { RosterView } from '../../libs/roster/roster-view.js';

/** The offerings of an officer's college; undefined where the caller sees all. */
export const offeringsFor = (
  { role, name }: Principal,
  roster: RosterView,
): readonly string[] | undefined => {
  const college = role === 'officer' ? roster.person(name)?.college : undefined;
  if (college === undefined) return undefined;
  return [...roster.offerings()]
    .filter((offering) => offering.college === college)
    .map(({ id }) => id);
};
