import { behaviour, unless } from '../behaviour.js';
import { interestsDeclared, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { mayRuleOnAppeal } from './decide-appeal.js';

/** The appeals committee recommends that the decision waits, or no longer waits. */
export const stayExecution = behaviour({
  name: 'stay_execution',
  roles: ['appeals'],
  stages: ['appealed', 'upheld', 'remitted', 'short_appealed', 'short_upheld', 'short_remitted'],
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [
        mayRuleOnAppeal(given, act.by),
        interestsDeclared(given, [act.by]),
        reasonGiven(given, data.reason, 'the reason'),
      ],
      () => [fact('ExecutionStayRuled', { ...act, ...data })],
    );
  },
});
