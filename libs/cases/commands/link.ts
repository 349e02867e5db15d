import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { STAGES_CLAIMED } from './stages.js';

/** Cases are linked, never merged: each student has a finding of their own. */
export const link = behaviour({
  name: 'link',
  roles: ['officer'],
  stages: ['flagged', ...STAGES_CLAIMED],
  decide: (given) => {
    const { act, data, facts, no } = given;
    const others = data.cases.filter((id) => id !== facts.id);
    return unless(
      [
        reasonGiven(given, data.reason, 'the reason'),
        others.length === 0
          ? no('UnknownReference', 'a case is linked with at least one other')
          : undefined,
      ],
      () => [fact('CasesLinked', { ...act, cases: others, reason: data.reason })],
    );
  },
});
