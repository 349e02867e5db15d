import { behaviour, unless, type Given } from '../behaviour.js';
import type { CommandName } from '../commands.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { listedAs } from '../listed-as.js';
import type { Status } from '../stage.js';
import { STAGES_INVESTIGATION } from './stages.js';

/** Two investigators or more; nobody who reviewed or decided, nobody with a conflict. */
export const addInvestigator = behaviour({
  name: 'add_investigator',
  roles: ['officer'],
  stages: STAGES_INVESTIGATION,
  decide: (given) => {
    const { act, data, facts } = given;
    if (facts.people.investigators.includes(data.person)) return unless([], () => []);
    return unless(
      [mayInvestigate(given, data.person), listedAs(given, 'officer', [data.person])],
      () => [fact('InvestigatorAdded', { ...act, person: data.person })],
    );
  },
});

export const mayInvestigate = (
  { facts, no }: Pick<Given<CommandName, Status>, 'facts' | 'no'>,
  person: string,
): Refusal | undefined => {
  const { people, student } = facts;
  if (people.reviewers.includes(person))
    return no('ReviewerIsInvestigator', `${person} has reviewed a finding of this case`);
  if (people.committee.includes(person))
    return no('CommitteeMemberConflicted', `${person} sits on the committee of this case`);
  if (people.appeals.includes(person))
    return no('AppealMemberTookPart', `${person} has ruled on an appeal of this case`);
  return people.interests[person] === true || person === student
    ? no('PersonConflicted', `${person} has a conflict of interest in this case`)
    : undefined;
};
