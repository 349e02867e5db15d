import { behaviour, studentAct, unless, type Given } from '../behaviour.js';
import { attachmentsKnown } from '../checks.js';
import { clockOf, meetClock, startProvince } from '../clocks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import { isServed } from './record-delivery.js';
import { STAGES_APPEALABLE } from './stages.js';

type Filing = Given<'file_provincial_appeal', (typeof STAGES_APPEALABLE)[number]>;

/**
 * Order 41 art. 62: to the education authority of the province, within the window after the
 * school's conclusion was delivered. The school may learn of it late: then the paper proves the day.
 */
export const fileProvincialAppeal = behaviour({
  name: 'file_provincial_appeal',
  roles: ['student'],
  stages: STAGES_APPEALABLE,
  elsewhere: { lifted: 'AppealWindowClosed', archived: 'AppealWindowClosed' },
  ownTimes: true,
  decide: (given) => {
    const { command, data, facts, context } = given;
    const act = { ...studentAct(given), at: command.now };
    const paper = data.attachment ?? command.onBehalf?.attachment;
    return unless([attachmentsKnown(given, [paper]), inWindow(given, paper)], () => [
      fact('ProvincialAppealFiled', {
        ...act,
        filedAt: data.filedAt,
        ...(paper !== undefined && { attachment: paper }),
      }),
      ...meetClock(facts, act, 'provincial_appeal'),
      startProvince(context, act, data.filedAt),
    ]);
  },
});

const inWindow = (
  { command, data, facts, stage, no }: Filing,
  paper: string | undefined,
): Refusal | undefined => {
  const { ruling, provincial } = stage;
  if (ruling === undefined)
    return no('AppealWindowClosed', 'the appeal to the school comes first', 'moe-41#62');
  if (provincial !== undefined)
    return no('AppealWindowClosed', 'the province has concluded', 'moe-41#62');
  const clock = clockOf(facts, 'provincial_appeal');
  if (clock === undefined || !isServed(facts, 'appeal_decision', ruling.at))
    return no('WrongState', 'the conclusion on the appeal has not been delivered');
  if (data.filedAt < clock.start || data.filedAt > command.now)
    return no('TimeOutOfOrder', 'it was filed between the delivery of the conclusion and now');
  const told = paper === undefined ? command.now : data.filedAt;
  return told >= clock.due
    ? no('AppealWindowClosed', 'the time for an appeal to the province is over', 'moe-41#62')
    : undefined;
};
