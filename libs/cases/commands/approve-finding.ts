import { behaviour, unless, type Given } from '../behaviour.js';
import { interestsDeclared } from '../checks.js';
import { meetAllClocks, meetClock } from '../clocks.js';
import { fact } from '../events.js';
import type { CommandName } from '../commands.js';
import type { Refusal } from '../refusals.js';

/** The second person agrees: a notice may go out, or the case ends where nothing is established. */
export const approveFinding = behaviour({
  name: 'approve_finding',
  roles: ['reviewer'],
  stages: ['finding_review'],
  decide: (given) => {
    const { act, facts, stage } = given;
    return unless([mayReview(given), interestsDeclared(given, [act.by])], () =>
      stage.finding.established
        ? [fact('FindingApproved', act), ...meetClock(facts, act, 'review')]
        : [
            fact('FindingApproved', act),
            fact('CaseDismissed', { ...act, reason: 'not_established' }),
            ...meetAllClocks(facts, act),
          ],
    );
  },
});

/** Nobody reviews their own investigation, and nothing is reviewed twice. */
export const mayReview = ({
  act,
  facts,
  stage,
  no,
}: Given<CommandName, 'finding_review'>): Refusal | undefined => {
  if (stage.review === 'approved') return no('WrongState', 'the finding is approved already');
  return facts.people.investigators.includes(act.by)
    ? no('ReviewerIsInvestigator', 'whoever investigated cannot review the finding')
    : undefined;
};
