import { behaviour, unless, type Given } from '../behaviour.js';
import { interestsDeclared, reasonGiven } from '../checks.js';
import { meetClock } from '../clocks.js';
import type { CommandName } from '../commands.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { listedAs } from '../listed-as.js';
import type { Status } from '../stage.js';

/** Order 41 art. 61: the appeals committee upholds, or sends the case back to the school. */
export const decideAppeal = behaviour({
  name: 'decide_appeal',
  roles: ['appeals'],
  stages: ['appealed', 'short_appealed'],
  decide: (given) => {
    const { act, data, facts, context, no } = given;
    const persons = [...new Set([act.by, ...data.members])];
    const size = new Set(data.members).size;
    const least = context.limits.committeeMinimum;
    return unless(
      [
        ...persons.map((person) => mayRuleOnAppeal(given, person)),
        size < least || size % 2 === 0
          ? no('QuorumNotMet', `an appeals committee has ${least} members or more, an odd number`)
          : undefined,
        data.result === 'upheld' && data.recommend !== undefined
          ? no('ResultContradictory', `what is upheld is not recommended to ${data.recommend}`)
          : undefined,
        listedAs(given, 'appeals', data.members),
        interestsDeclared(given, persons),
        reasonGiven(given, data.reasons, 'the reasons'),
      ],
      () => [
        fact('AppealDecided', { ...act, ...data }),
        ...meetClock(facts, act, 'appeal_conclusion'),
      ],
    );
  },
});

/** Nobody who took any part before, nor the course's teachers, nor anybody recused or conflicted. */
export const mayRuleOnAppeal = (
  { facts, no }: Pick<Given<CommandName, Status>, 'facts' | 'no'>,
  person: string,
): Refusal | undefined => {
  const { people, course, recusals, student } = facts;
  const earlier =
    people.tookPart.includes(person) ||
    course.owner === person ||
    course.teachers.includes(person) ||
    course.reporters?.includes(person) === true ||
    student === person;
  if (earlier)
    return no('AppealMemberTookPart', `${person} took part in the case before the appeal`);
  const recused = recusals.some((one) => one.person === person && one.granted !== false);
  return people.interests[person] === true || recused
    ? no('PersonConflicted', `${person} declared a conflict of interest or is to be recused`)
    : undefined;
};
