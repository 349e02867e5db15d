import { behaviour, unless, type Given } from '../behaviour.js';
import { interestsDeclared, reasonGiven } from '../checks.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { stillStanding } from './offering-finding.js';

type Conclude = Given<'conclude_compliance', 'college_answered'>;

/**
 * A second person closes the case: remedied where the roster shows it, else persisted, which hands it
 * to academic affairs. Neither touches a grade: while a rule blocks, grades are not verified (art. 19).
 */
export const concludeCompliance = behaviour({
  name: 'conclude_compliance',
  roles: ['reviewer'],
  stages: ['college_answered'],
  elsewhere: { triage: 'NoticeNotServed', college_notified: 'DefenceStillOpen' },
  decide: (given) => {
    const { act, data, facts } = given;
    return unless(
      [
        secondPerson(given),
        interestsDeclared(given, [act.by]),
        reasonGiven(given, data.facts, 'the facts'),
        asItIs(given),
      ],
      () => [
        fact('ComplianceConcluded', { ...act, ...data, decision: facts.decisions + 1 }),
        ...meetAllClocks(facts, act),
      ],
    );
  },
});

const secondPerson = ({ act, facts, stage, no }: Conclude): Refusal | undefined => {
  if (stage.toCollege.by === act.by)
    return no('ConfirmerIsIssuer', 'whoever gave notice cannot conclude on it');
  const { owner, teachers } = facts.course;
  const party =
    owner === act.by || teachers.includes(act.by) || stage.answers.some(({ by }) => by === act.by);
  return party
    ? no('PersonHasNoPart', 'whoever answers for the course does not conclude on it')
    : undefined;
};

/** What is on file about the offering decides, not what somebody says of it. */
const asItIs = ({ data, facts, stage, no }: Conclude): Refusal | undefined => {
  const [standing] = stillStanding(stage.toCollege.findings, facts.findings);
  if (data.outcome === 'remedied')
    return standing && no('FindingStands', `the finding ${standing.code} stands`, standing.article);
  return standing === undefined
    ? no('FindingRemedied', 'none of the findings stands any more')
    : undefined;
};
