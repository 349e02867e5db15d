import { behaviour, studentAct, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { fact } from '../events.js';

/** The student asks that somebody does not sit on their case. */
export const requestRecusal = behaviour({
  name: 'request_recusal',
  roles: ['student'],
  stages: [
    'notice_issued',
    'defence_open',
    'defence_closed',
    'deliberation',
    'appealed',
    'remitted',
    'short_appealed',
  ],
  decide: (given) => {
    const { data } = given;
    return unless([reasonGiven(given, data.reason, 'the reason')], () => [
      fact('RecusalRequested', { ...studentAct(given), ...data }),
    ]);
  },
});
