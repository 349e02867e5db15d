import { behaviour, unless } from '../behaviour.js';
import { evidenceUsable, reasonGiven } from '../checks.js';
import { fact } from '../events.js';

/** Each point of the defence is heard and answered; the last answer to a point stands. */
export const answerPoint = behaviour({
  name: 'answer_point',
  roles: ['officer', 'committee'],
  stages: ['defence_open', 'defence_closed', 'deliberation', 'remitted'],
  decide: (given) => {
    const { act, data, stage, no } = given;
    const known = data.point >= 1 && data.point <= stage.defence.points.length;
    return unless(
      [
        known ? undefined : no('UnknownReference', `the defence has no point ${data.point}`),
        reasonGiven(given, data.answer, 'the answer'),
        evidenceUsable(given, data.evidence ?? []),
      ],
      () => [fact('PointAnswered', { ...act, ...data })],
    );
  },
});
