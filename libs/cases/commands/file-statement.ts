import { behaviour, studentAct, unless, type Given } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { clockOf, meetClock } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

type Filing = Given<'file_statement', 'defence_open' | 'defence_closed'>;

/**
 * The student's statement and defence, point by point; every point will need an answer. A paper
 * that was handed in in time counts even if it is recorded after the clock lapsed.
 */
export const fileStatement = behaviour({
  name: 'file_statement',
  roles: ['student'],
  stages: ['defence_open', 'defence_closed'],
  elsewhere: { notice_issued: 'NoticeNotServed' },
  ownTimes: true,
  decide: (given) => {
    const { act, data, facts } = given;
    const final = data.final !== false;
    const attachments = data.attachments ?? [];
    return unless(
      [
        inTime(given),
        saysSomething(given, final),
        ...data.points.map((point) => reasonGiven(given, point, 'a point')),
        attachmentsKnown(given, attachments),
      ],
      () => [
        fact('StatementFiled', { ...studentAct(given), points: data.points, final, attachments }),
        ...(final ? meetClock(facts, act, 'defence') : []),
      ],
    );
  },
});

const inTime = ({ act, facts, stage, no }: Filing): Refusal | undefined => {
  if (stage.status === 'defence_closed' && stage.closedBy !== 'lapsed')
    return no('WrongState', `the defence was closed: ${stage.closedBy}`);
  if (act.at < stage.service.deliveredAt)
    return no('TimeOutOfOrder', 'at lies before the delivery of the notice');
  const due = clockOf(facts, 'defence')?.due ?? Infinity;
  return act.at >= due ? no('WrongState', 'the time for statement and defence is over') : undefined;
};

const saysSomething = ({ data, stage, no }: Filing, final: boolean): Refusal | undefined =>
  data.points.length === 0 && !(final && stage.defence.points.length > 0)
    ? no('ReasonMissing', 'a statement has at least one point; to say nothing, waive')
    : undefined;
