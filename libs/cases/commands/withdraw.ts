import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';
import { STAGES_IN_WORK } from './stages.js';

/**
 * The vendor retracts what the case rests on. Once the school has decided, no officer alone sets that aside:
 * the retraction is new evidence, which the appeals committee hears or a reopening rests on, and the school
 * decides anew (order 41, art. 61).
 */
export const withdraw = behaviour({
  name: 'withdraw',
  roles: ['officer'],
  stages: ['flagged', ...STAGES_IN_WORK],
  decide: (given) => {
    const { act, data, facts, no } = given;
    return unless(
      [
        facts.decisions > 0
          ? no('DecisionStands', 'the school has decided: only a new decision takes that back')
          : undefined,
        reasonGiven(given, data.reason, 'the reason'),
        reasonGiven(given, data.reference, "the vendor's reference"),
      ],
      () => [fact('CaseWithdrawn', { ...act, ...data }), ...meetAllClocks(facts, act)],
    );
  },
});
