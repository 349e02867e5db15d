import { behaviour, unless, type Given } from '../behaviour.js';
import { evidenceUsable, noStaleEvidence } from '../checks.js';
import { meetClock } from '../clocks.js';
import { fact } from '../events.js';
import { isShort, RESULT_OF } from '../family.js';
import type { Refusal } from '../refusals.js';
import { enoughDays, lackingIn } from './issue-notice.js';

const STAGES = ['triage', 'invited', 'objection_open', 'objection_closed'] as const;

type Issue = Given<'issue_notice', (typeof STAGES)[number]>;

/** The notice of the short path: facts, article, what follows, and the time to object. */
export const inviteObjection = behaviour({
  name: 'issue_notice',
  roles: ['officer'],
  stages: STAGES,
  decide: (given) => {
    const { act, data, facts, stage, context } = given;
    const { proposed } = data;
    if (!isShort(facts.family) || proposed.outcome !== RESULT_OF[facts.family])
      return unless([wrongProposal(given)], () => []);
    const outcome = RESULT_OF[facts.family];
    return unless(
      [
        complete(given),
        evidenceUsable(given, data.evidence),
        noStaleEvidence(given, data.evidence),
        proposed.maxLevel === undefined
          ? undefined
          : given.no('NoBasisForLevel', 'the short path knows no discipline level'),
        enoughDays(given),
      ],
      () => [
        fact('ObjectionInvited', {
          ...act,
          ...data,
          proposed: { outcome },
          notice: 'notice' in stage ? stage.notice.notice + 1 : 1,
          defenceDays: data.defenceDays ?? context.limits.defenceDays,
        }),
        ...meetClock(facts, act, 'triage'),
        ...meetClock(facts, act, 'defence'),
      ],
    );
  },
});

const wrongProposal = ({ data, facts, no }: Issue): Refusal =>
  no('NoticeIncomplete', `${data.proposed.outcome} is not what ${facts.family} may lead to`);

const complete = (given: Issue): Refusal | undefined => {
  const { data, facts, context, no } = given;
  const lacking = lackingIn(given, 'other');
  if (!data.clauses.some((clause) => context.clauses.restsOn(clause, facts.violation)))
    lacking.push(`the article on ${facts.violation}`);
  return lacking.length === 0
    ? undefined
    : no('NoticeIncomplete', `the notice must name ${lacking.join('; ')}`);
};
