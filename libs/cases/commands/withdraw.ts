import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';
import { STAGES_IN_WORK } from './stages.js';

/** The vendor retracts what the case rests on. */
export const withdraw = behaviour({
  name: 'withdraw',
  roles: ['officer'],
  stages: ['flagged', ...STAGES_IN_WORK],
  decide: (given) => {
    const { act, data, facts } = given;
    return unless(
      [
        reasonGiven(given, data.reason, 'the reason'),
        reasonGiven(given, data.reference, "the vendor's reference"),
      ],
      () => [fact('CaseWithdrawn', { ...act, ...data }), ...meetAllClocks(facts, act)],
    );
  },
});
