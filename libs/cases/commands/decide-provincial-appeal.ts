import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { meetAllClocks, meetClock } from '../clocks.js';
import { fact, type CaseEvent } from '../events.js';
import { executed } from '../execution.js';

/**
 * Order 41 art. 63, from the province's paper: it upholds, revokes, or orders the school to change
 * the decision or to decide anew, which the school's committee then does.
 */
export const decideProvincialAppeal = behaviour({
  name: 'decide_provincial_appeal',
  roles: ['appeals'],
  stages: ['provincial_appeal'],
  decide: (given) => {
    const { act, command, data, facts, stage, context, no } = given;
    const { result, receivedAt } = data;
    const possible = receivedAt >= stage.filing.filedAt && receivedAt <= command.now;
    const follows = (): readonly CaseEvent[] => {
      if (result === 'revoke') return meetAllClocks(facts, act);
      const met = meetClock(facts, act, 'provincial_appeal');
      if (result !== 'uphold') return met;
      const { resumes } = stage;
      if (resumes.status === 'upheld')
        return [fact('CaseFinal', act), ...meetAllClocks(facts, act)];
      // The registry and the student file may both have answered in the meantime.
      const { fileReference, acknowledged } = facts.execution;
      const settled = fileReference !== undefined && acknowledged !== undefined;
      return resumes.status === 'final' && settled
        ? [...met, ...executed(context, act, resumes)]
        : met;
    };
    return unless(
      [
        possible
          ? undefined
          : no('TimeOutOfOrder', "the province's paper came between the filing and now"),
        reasonGiven(given, data.ground, 'the ground'),
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [fact('ProvincialAppealDecided', { ...act, ...data }), ...follows()],
    );
  },
});
