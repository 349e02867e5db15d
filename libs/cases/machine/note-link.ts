import { behaviour, unless } from '../behaviour.js';
import { STAGES_CLAIMED } from '../commands/stages.js';
import { fact } from '../events.js';

/** The other side of a link that a person made; a repeat finds it there. */
export const noteLink = behaviour({
  name: 'note_link',
  roles: ['system'],
  stages: ['flagged', 'withdrawn_flag', ...STAGES_CLAIMED],
  decide: ({ act, data, facts }) =>
    unless([], () =>
      data.case === facts.id || facts.links.includes(data.case)
        ? []
        : [fact('CaseLinkNoted', { ...act, case: data.case })],
    ),
});
