import { behaviour, unless } from '../behaviour.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';
import type { CaseFacts } from '../state.js';

/**
 * Nothing to pursue. New signals only append from here; a person may reopen on new evidence. A case
 * that was decided before ends by a new decision: no officer alone sets a committee's aside. One about an
 * offering that was concluded and reopened has nothing left to notify anybody of once no finding stands.
 */
export const dismiss = behaviour({
  name: 'dismiss',
  roles: ['officer'],
  stages: ['triage', 'investigating'],
  decide: ({ act, data, facts, no }) =>
    unless(
      [
        facts.decisions > 0 && !nothingStands(facts)
          ? no('WrongState', 'the case was decided before: only a new finding or decision ends it')
          : undefined,
      ],
      () => [fact('CaseDismissed', { ...act, reason: data.reason }), ...meetAllClocks(facts, act)],
    ),
});

const nothingStands = ({ family, findings }: CaseFacts): boolean =>
  family === 'course_compliance' && findings.length === 0;
