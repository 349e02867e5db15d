import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { pauseClocks } from '../clocks.js';
import { fact } from '../events.js';
import { STAGES_OPEN } from './stages.js';

/** The case and all its clocks stand still, with a reason. */
export const suspend = behaviour({
  name: 'suspend',
  roles: ['officer'],
  stages: STAGES_OPEN,
  decide: (given) => {
    const { act, data, facts } = given;
    return unless([reasonGiven(given, data.reason, 'the reason')], () => [
      fact('CaseSuspended', { ...act, ...data }),
      ...pauseClocks(facts, act, 'suspend'),
    ]);
  },
});
