import { behaviour, unless } from '../behaviour.js';
import { fact } from '../events.js';
import { isBlank } from '../text.js';
import { STAGES_CLAIMED } from './stages.js';

/** Everybody on a case says, for themselves, whether they have a conflict of interest in it. */
export const declareInterest = behaviour({
  name: 'declare_interest',
  roles: ['officer', 'reviewer', 'committee', 'appeals', 'legal', 'teacher'],
  stages: STAGES_CLAIMED,
  decide: ({ act, data, no }) =>
    unless(
      [
        data.conflict && isBlank(data.relation)
          ? no('ReasonMissing', 'a conflict of interest names the relation')
          : undefined,
      ],
      () => [
        fact('InterestDeclared', {
          ...act,
          conflict: data.conflict,
          ...(data.relation && { relation: data.relation }),
        }),
      ],
    ),
});
