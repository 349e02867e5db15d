import { behaviour, unless, type Given } from '../behaviour.js';
import { interestsDeclared, noStaleEvidence, reasonGiven } from '../checks.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';
import { isShort, RESULT_OF } from '../family.js';
import type { Refusal } from '../refusals.js';
import { isBlank } from '../text.js';

type Confirming = Given<'confirm', 'objection_closed' | 'short_remitted'>;

/** A second person decides the short path: a reviewer, or a teacher of the course. */
export const confirm = behaviour({
  name: 'confirm',
  roles: ['reviewer', 'teacher'],
  stages: ['objection_closed', 'short_remitted'],
  elsewhere: { invited: 'NoticeNotServed', objection_open: 'DefenceStillOpen' },
  decide: (given) => {
    const { act, data, facts, stage } = given;
    return unless(
      [
        mayConfirm(given),
        interestsDeclared(given, [act.by]),
        withinNotice(given),
        data.outcome === 'none' ? undefined : noStaleEvidence(given, stage.notice.evidence),
        reasonGiven(given, data.facts, 'the facts'),
        stage.objections.length > 0 && isBlank(data.answer)
          ? given.no('DefencePointUnanswered', 'the objection has no answer')
          : undefined,
      ],
      () => [
        fact('CaseConfirmed', { ...act, ...data, decision: facts.decisions + 1 }),
        ...meetAllClocks(facts, act),
      ],
    );
  },
});

const mayConfirm = ({ act, command, facts, stage, no }: Confirming): Refusal | undefined => {
  if (stage.notice.by === act.by)
    return no('ConfirmerIsIssuer', 'whoever gave notice cannot confirm it');
  const { owner, teachers } = facts.course;
  const teaches = owner === act.by || teachers.includes(act.by);
  if (command.actor.role === 'teacher' && !teaches)
    return no('PersonHasNoPart', 'a teacher confirms cases of their own course');
  return facts.people.appeals.includes(act.by)
    ? no('AppealMemberTookPart', `${act.by} ruled on the appeal`)
    : undefined;
};

/** What the notice proposed, or nothing; after an appeal no more than was decided before. */
const withinNotice = ({ data, facts, stage, no }: Confirming): Refusal | undefined => {
  if (data.outcome === 'none') return undefined;
  if (stage.status === 'short_remitted' && stage.confirmation.outcome === 'none')
    return no('DecisionExceedsNotice', 'an appeal never makes it heavier', 'moe-41#61');
  return isShort(facts.family) && data.outcome === RESULT_OF[facts.family]
    ? undefined
    : no('DecisionExceedsNotice', `${data.outcome} is not what the notice proposed`);
};
