import { behaviour, unless } from '../behaviour.js';
import { fact } from '../events.js';

/** An officer takes the flag up; from here on the machine moves nothing. */
export const claim = behaviour({
  name: 'claim',
  roles: ['officer'],
  stages: ['flagged'],
  decide: ({ act }) => unless([], () => [fact('CaseClaimed', act)]),
});
