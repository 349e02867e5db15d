import { behaviour, studentAct, unless, type Given } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { clockOf, meetClock, startClock } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';

const STAGES = ['appeal_open', 'final', 'confirmation_served', 'short_final'] as const;

type Filing = Given<'file_appeal', (typeof STAGES)[number]>;

/**
 * Order 41 art. 60: within the window after delivery. `receivedAt` counts for papers that an
 * officer records, also when the window has closed in the meantime; a student's own act is now.
 */
export const fileAppeal = behaviour({
  name: 'file_appeal',
  roles: ['student'],
  stages: STAGES,
  elsewhere: {
    short_executed: 'AppealWindowClosed',
    short_upheld: 'AppealWindowClosed',
    executed: 'AppealWindowClosed',
    upheld: 'AppealWindowClosed',
    provincial_appeal: 'AppealWindowClosed',
    sanction_running: 'AppealWindowClosed',
    lifted: 'AppealWindowClosed',
  },
  ownTimes: true,
  decide: (given) => {
    const { data, facts, context, no } = given;
    const received = receivedAt(given);
    const act = { ...studentAct(given), at: received };
    const { grounds, text, attachments } = data;
    return unless(
      [
        inWindow(given, received),
        grounds.length === 0 ? no('ReasonMissing', 'an appeal names its grounds') : undefined,
        reasonGiven(given, text, 'the appeal'),
        attachmentsKnown(given, attachments),
      ],
      () => [
        fact('AppealFiled', { ...act, grounds, text, attachments }),
        ...meetClock(facts, act, 'appeal'),
        startClock(context, act, 'appeal_conclusion', received),
      ],
    );
  },
});

const receivedAt = ({ command, data, act }: Filing): number =>
  command.onBehalf ? (data.receivedAt ?? act.at) : command.now;

const inWindow = (
  { command, data, facts, stage, no }: Filing,
  received: number,
): Refusal | undefined => {
  const named = data.receivedAt ?? received;
  if (Math.max(named, received) > command.now || named < stage.decisionService.deliveredAt)
    return no(
      'TimeOutOfOrder',
      'an appeal is received between the delivery of the decision and now',
    );
  const due = clockOf(facts, 'appeal')?.due ?? -Infinity;
  const already = 'appeal' in stage && stage.appeal !== undefined;
  return already || received >= due
    ? no('AppealWindowClosed', 'the time for an appeal to the school is over')
    : undefined;
};
