import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { fact } from '../events.js';

/** 校长办公会 resolved on the expulsion that the notice proposes (order 41, art. 56). */
export const recordPresidentsMeeting = behaviour({
  name: 'record_presidents_meeting',
  roles: ['committee'],
  stages: ['defence_closed', 'deliberation'],
  decide: (given) => {
    const { act, command, data, stage, no } = given;
    const possible = data.heldAt >= stage.notice.at && data.heldAt <= command.now;
    return unless(
      [
        possible
          ? undefined
          : no('TimeOutOfOrder', 'the meeting was held between the notice and now'),
        reasonGiven(given, data.resolution, 'the resolution'),
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [fact('PresidentsMeetingRecorded', { ...act, ...data })],
    );
  },
});
