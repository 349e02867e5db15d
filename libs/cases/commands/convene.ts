import { behaviour, unless, type Given } from '../behaviour.js';
import type { CommandName } from '../commands.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { listedAs } from '../listed-as.js';
import type { Status } from '../stage.js';

/** The committee meets once the defence is closed; convened again, it votes anew. */
export const convene = behaviour({
  name: 'convene',
  roles: ['committee'],
  stages: ['defence_closed', 'deliberation', 'remitted'],
  elsewhere: { notice_issued: 'NoticeNotServed', defence_open: 'DefenceStillOpen' },
  decide: (given) => {
    const { act, data } = given;
    const seated = data.secretary === undefined ? data.members : [...data.members, data.secretary];
    return unless(
      [
        composed(given),
        ...seated.map((person) => maySit(given, person)),
        listedAs(given, 'committee', seated),
      ],
      () => [fact('CommitteeConvened', { ...act, ...data })],
    );
  },
});

const composed = ({ data, context, no }: Given<'convene', Status>): Refusal | undefined => {
  const size = new Set(data.members).size;
  const least = context.limits.committeeMinimum;
  if (size !== data.members.length) return no('QuorumNotMet', 'a member is named twice');
  if (size < least || size % 2 === 0)
    return no('QuorumNotMet', `a committee has ${least} members or more, an odd number`);
  return data.members.includes(data.chair)
    ? undefined
    : no('QuorumNotMet', 'the chair is one of the members');
};

/** Who investigated, taught, reported or ruled on the appeal does not decide. */
export const maySit = (
  { facts, no }: Pick<Given<CommandName, Status>, 'facts' | 'no'>,
  person: string,
): Refusal | undefined => {
  const { people, course, student, recusals, deeds } = facts;
  const why =
    (people.investigators.includes(person) && 'investigated the case') ||
    (course.owner === person && 'is responsible for the course') ||
    (course.teachers.includes(person) && 'teaches the course') ||
    (course.reporters?.includes(person) && 'reported the case') ||
    (deeds.some((one) => one.person === person && one.act === 'LegalReviewRecorded') &&
      'reviewed whether it is lawful') ||
    (people.interests[person] === true && 'declared a conflict of interest') ||
    (recusals.some((one) => one.person === person && one.granted === true) && 'was recused') ||
    (student === person && 'is the person concerned');
  if (why) return no('CommitteeMemberConflicted', `${person} ${why}`);
  return people.appeals.includes(person)
    ? no('AppealMemberTookPart', `${person} ruled on the appeal`)
    : undefined;
};
