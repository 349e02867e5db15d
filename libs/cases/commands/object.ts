import { behaviour, studentAct, unless, type Given } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { clockOf, meetClock } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

type Objection = Given<'object', 'objection_open' | 'objection_closed'>;

/**
 * The student's objection on the short path. A paper handed in in time counts although the window
 * lapsed before it was recorded.
 */
export const objectTo = behaviour({
  name: 'object',
  roles: ['student'],
  stages: ['objection_open', 'objection_closed'],
  elsewhere: { invited: 'NoticeNotServed' },
  ownTimes: true,
  decide: (given) => {
    const { act, data, facts } = given;
    const { text, attachments = [] } = data;
    return unless(
      [
        inTime(given),
        reasonGiven(given, text, 'the objection'),
        attachmentsKnown(given, attachments),
      ],
      () => [
        fact('ObjectionFiled', { ...studentAct(given), text, attachments }),
        ...meetClock(facts, act, 'defence'),
      ],
    );
  },
});

const inTime = ({ act, facts, stage, no }: Objection): Refusal | undefined => {
  if (stage.status === 'objection_closed' && stage.closedBy === 'filed')
    return no('WrongState', 'the objection is on file');
  if (act.at < stage.service.deliveredAt)
    return no('TimeOutOfOrder', 'at lies before the delivery of the notice');
  const due = clockOf(facts, 'defence')?.due ?? Infinity;
  return act.at >= due ? no('WrongState', 'the time to object is over') : undefined;
};
