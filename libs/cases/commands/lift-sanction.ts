import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { clockOf, meetClock } from '../clocks.js';
import { fact } from '../events.js';
import { maySit } from './convene.js';

/** Order 41 art. 57: towards the end of its period the committee lifts a sanction, or does not. */
export const liftSanction = behaviour({
  name: 'lift_sanction',
  roles: ['committee'],
  stages: ['sanction_running'],
  decide: (given) => {
    const { act, command, data, facts, no } = given;
    const review = clockOf(facts, 'lifting_review');
    return unless(
      [
        maySit(given, act.by),
        review === undefined || command.now < review.due
          ? no(
              'DeadlineFloor',
              'the lifting is reviewed towards the end of the period',
              'moe-41#57',
            )
          : undefined,
        reasonGiven(given, data.reason, 'the reason'),
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [
        fact('LiftingDecided', { ...act, ...data }),
        ...meetClock(facts, act, 'lifting_review'),
        ...(data.lifted ? meetClock(facts, act, 'sanction') : []),
      ],
    );
  },
});
