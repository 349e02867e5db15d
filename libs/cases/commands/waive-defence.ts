import { behaviour, studentAct, unless } from '../behaviour.js';
import { attachmentsKnown } from '../checks.js';
import { clockOf, meetClock } from '../clocks.js';
import { fact } from '../events.js';

/** The student gives up the rest of the time; points already filed still need answers. */
export const waiveDefence = behaviour({
  name: 'waive_defence',
  roles: ['student'],
  stages: ['defence_open'],
  elsewhere: { notice_issued: 'NoticeNotServed' },
  decide: (given) => {
    const { act, data, facts, no } = given;
    const over = act.at >= (clockOf(facts, 'defence')?.due ?? Infinity);
    return unless(
      [
        over ? no('WrongState', 'the time for statement and defence is over') : undefined,
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [
        fact('DefenceWaived', {
          ...studentAct(given),
          ...(data.attachment !== undefined && { attachment: data.attachment }),
        }),
        ...meetClock(facts, act, 'defence'),
      ],
    );
  },
});
