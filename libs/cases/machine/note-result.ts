import { behaviour, unless } from '../behaviour.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact } from '../events.js';
import { resultIn } from '../negative-result.js';

/**
 * What another case of the same student and offering came to, where it is another result than this one
 * could come to: one grade bears one of them. Said again, or taken back where nothing was said, it changes nothing.
 */
export const noteResult = behaviour({
  name: 'note_result',
  roles: ['system'],
  stages: STAGES_CLAIMED,
  decide: ({ act, data, facts }) => {
    const { case: other } = data;
    const result = data.result === resultIn(facts.family) ? undefined : data.result;
    return unless([], () =>
      other === facts.id || facts.otherResults[other] === result
        ? []
        : [fact('OtherResultNoted', { ...act, case: other, ...(result && { result }) })],
    );
  },
});
