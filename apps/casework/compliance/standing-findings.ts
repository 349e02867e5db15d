import { complianceOf, type Finding } from '../../../libs/regulation/compliance/compliance.js';
import type { Shelf } from '../../../libs/regulation/shelf.js';
import type { Offering, RosterView } from '../../../libs/roster/roster-view.js';

/** What the regulations in force at `now` (milliseconds) find about an offering. */
export const findingsOf = (
  offering: Offering,
  view: RosterView,
  regulations: Shelf,
  now: number,
): readonly Finding[] => {
  const peers = peersOf(offering, view);
  return regulations.inForceAt(now).flatMap((set) => complianceOf(set, offering, peers, now));
};

/** Those that somebody has to answer for: a note asks nothing of anybody. */
export const toAnswer = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ severity }) => severity !== 'info');

/** The other classes of the same course; the group's name holds the term. */
const peersOf = ({ id, group }: Offering, view: RosterView): readonly Offering[] =>
  group === undefined
    ? []
    : [...view.offerings()].filter((other) => other.group === group && other.id !== id);
