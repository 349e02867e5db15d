import { behaviour, unless } from '../behaviour.js';
import { reasonGiven } from '../checks.js';
import { pauseClocks } from '../clocks.js';
import { fact } from '../events.js';

/** A question to the vendor or the student: the investigation's clock stands still meanwhile. */
export const awaitAnswer = behaviour({
  name: 'await',
  roles: ['officer'],
  stages: ['investigating'],
  decide: (given) => {
    const { act, data, facts } = given;
    return unless([reasonGiven(given, data.question, 'the question')], () => [
      fact('AnswerAwaited', { ...act, ...data, hold: data.hold === true }),
      ...pauseClocks(facts, act, 'await', ['investigation']),
    ]);
  },
});
