import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { fact } from '../events.js';

/** The chair rules on a recusal, never on their own. */
export const ruleRecusal = behaviour({
  name: 'rule_recusal',
  roles: ['committee', 'appeals'],
  stages: ['deliberation', 'appealed', 'short_appealed'],
  decide: (given) => {
    const { act, command, data, facts, stage, no } = given;
    const sits =
      stage.status === 'deliberation'
        ? stage.committee.chair === act.by
        : command.actor.role === 'appeals';
    const asked = facts.recusals.some(
      ({ person, granted }) => person === data.person && granted === undefined,
    );
    return unless(
      [
        sits ? undefined : no('PersonHasNoPart', 'the chair rules on a recusal'),
        act.by === data.person
          ? no('PersonHasNoPart', 'nobody rules on their own recusal; convene with another chair')
          : undefined,
        asked ? undefined : no('UnknownReference', 'no such request is open'),
        reasonGiven(given, data.reason, 'the reason'),
      ],
      () => [fact('RecusalRuled', { ...act, ...data })],
    );
  },
});
