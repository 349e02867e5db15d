import { behaviour, unless } from '../behaviour.js';
import { attachmentsKnown, reasonGiven } from '../checks.js';
import { fact } from '../events.js';
import { STAGES_CLAIMED } from './stages.js';

/** Art. 24: where the law is broken the authorities are told. The case goes its own way on. */
export const refer = behaviour({
  name: 'refer',
  roles: ['officer'],
  stages: STAGES_CLAIMED,
  decide: (given) => {
    const { act, data } = given;
    return unless(
      [
        reasonGiven(given, data.authority, 'the authority'),
        reasonGiven(given, data.reason, 'the reason'),
        attachmentsKnown(given, [data.attachment]),
      ],
      () => [fact('CaseReferred', { ...act, ...data })],
    );
  },
});
