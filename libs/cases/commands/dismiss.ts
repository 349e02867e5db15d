import { behaviour, unless } from '../behaviour.js';
import { meetAllClocks } from '../clocks.js';
import { fact } from '../events.js';

/** Nothing to pursue. New signals only append from here; a person may reopen on new evidence. */
export const dismiss = behaviour({
  name: 'dismiss',
  roles: ['officer'],
  stages: ['triage', 'investigating'],
  decide: ({ act, data, facts }) =>
    unless([], () => [
      fact('CaseDismissed', { ...act, reason: data.reason }),
      ...meetAllClocks(facts, act),
    ]),
});
