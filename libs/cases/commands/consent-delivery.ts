import { behaviour, studentAct, unless, type Given } from '../behaviour.js';
import { attachmentsKnown } from '../checks.js';
import { fact } from '../events.js';
import type { Refusal } from '../refusals.js';
import type { Status } from '../stage.js';
import { isBlank } from '../text.js';
import { STAGES_CLAIMED } from './stages.js';

/**
 * The student agrees to electronic delivery at an address, or takes that back; an officer records a
 * signed paper. A paper may be older than the case's last step: it counts from its own day.
 */
export const consentDelivery = behaviour({
  name: 'consent_delivery',
  roles: ['student'],
  stages: STAGES_CLAIMED,
  ownTimes: true,
  decide: (given) => {
    const { data } = given;
    return unless([addressNamed(given), attachmentsKnown(given, [data.attachment])], () => [
      fact('DeliveryConsentRecorded', { ...studentAct(given), ...data }),
    ]);
  },
});

const addressNamed = ({ data, no }: Given<'consent_delivery', Status>): Refusal | undefined =>
  data.given && (data.address === undefined || isBlank(data.address))
    ? no('ReasonMissing', 'the consent names the address that is delivered to')
    : undefined;
