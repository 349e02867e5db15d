import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { groupBy } from '../reading.js';
import { signInsOf } from '../signins.js';
import { concludeRelay } from './conclude.js';
import { relaysOf, type Relay } from './relays.js';

export interface RelayDay {
  readonly offering: string;
  readonly relays: readonly Relay[];
}

const defaults = {
  /** Accounts that used one code from elsewhere: two friends in bed are not a trade. Our own choice. */
  fewest: 3,
  /** Sign-ins of a meeting from the campus needed to say where it took place. */
  onSite: 5,
  /** Share elsewhere above which it is the register of networks that is wrong, or a class online. */
  elsewhereShare: 0.35,
  /** Farther than this from the middle of the class, metres; indoor drift is 12.5 m (threats.md 1.4). */
  farM: 1000,
  /** All within this many seconds: sent to a group and scanned at once (threats.md 1.4). */
  burstSec: 6,
} as const;

/**
 * A relayed code: the QR code on the classroom's screen turns over every ten seconds, yet several
 * accounts far from the room use the same one, again and again.
 */
export const relayedCode: Detector<RelayDay> = {
  name: 'relayed-code',
  version: '1',
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
  const codes = signInsOf(events).filter((one) => one.event.data['method'] === 'qr');
  const meetings = groupBy(codes, (one) => one.meeting);
  const relays = [...meetings.values()].flatMap((own) => relaysOf(own, context));
  return relays.length === 0 ? null : { offering, relays };
}
