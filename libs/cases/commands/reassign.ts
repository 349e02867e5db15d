import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { listedAs } from '../listed-as.js';
import { STAGES_IN_WORK } from './stages.js';

/** Another officer takes charge; who investigates does not change. */
export const reassign = behaviour({
  name: 'reassign',
  roles: ['officer'],
  stages: STAGES_IN_WORK,
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [reasonGiven(given, data.reason, 'the reason'), listedAs(given, 'officer', [data.person])],
      () => [fact('CaseReassigned', { ...act, ...data })],
    );
  },
});
