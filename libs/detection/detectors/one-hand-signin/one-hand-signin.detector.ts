import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { groupBy, limitsOf } from '../reading.js';
import { concludeOneHand } from './conclude.js';
import { clientOf, handsOf } from './hands.js';
import { digest, signInsOf } from '../signins.js';
import { defaults, type SignInDay } from './day.js';

/**
 * One hand signing many: at one meeting several accounts come from one device, or from one address
 * and user agent with devices never seen before or after, or as evenly spaced as a list. Kept per
 * offering, so that what happens once is told from what happens every week.
 */
export const oneHandSignIn: Detector<SignInDay> = {
  name: 'one-hand-signin',
  version: '8',
  violation: 'proxy_attendance',
  group: 'signin-hand',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeOneHand,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): SignInDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  const signIns = signInsOf(events).filter(({ ip, event }) => {
    // A computer room has a machine for whoever comes, a family one for all: neither is a hand.
    const lab = ip !== undefined && context.roster.network(ip)?.kind === 'lab';
    return !lab && event.data['method'] !== 'live';
  });
  const limits = limitsOf(defaults, context.parameters);
  const meetings = groupBy(signIns, (one) => one.meeting);
  return {
    offering,
    devices: signIns.map((one) => [
      one.subject,
      one.device === undefined ? '' : digest(one.device),
    ]),
    clients: signIns.map((one) => [one.subject, clientOf(one) ?? '']),
    hands: [...meetings.values()].flatMap((own) => handsOf(own, limits)),
  };
}
