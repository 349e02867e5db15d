import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { groupBy, limitsOf } from '../reading.js';
import { addressedSignInsOf } from '../signins.js';
import { concludeRelay } from './conclude.js';
import { relaysOf } from './relays.js';
import { defaults, type RelayDay } from './day.js';

/**
 * A relayed code: the QR code on the classroom's screen turns over every ten seconds, yet several
 * accounts far from the room use the same one, again and again.
 */
export const relayedCode: Detector<RelayDay> = {
  name: 'relayed-code',
  version: '7',
  violation: 'proxy_attendance',
  group: 'signin-place',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeRelay,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): RelayDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  // A code shown in a video conference may be used from anywhere.
  if (context.roster.offering(offering)?.mode === 'fully_online') return null;
  const limit = limitsOf(defaults, context.parameters);
  const codes = addressedSignInsOf(events).filter((one) => one.event.data['method'] === 'qr');
  const meetings = groupBy(codes, (one) => one.meeting);
  const relays = [...meetings.values()].flatMap((own) => relaysOf(own, limit, context));
  return relays.length === 0 ? null : { offering, relays };
}
