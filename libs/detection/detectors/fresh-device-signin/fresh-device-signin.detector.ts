import type { AttributedActivity, Detector } from '../../detector.js';
import { clientText } from '../reading.js';
import { deviceOf, digest } from '../signins.js';
import { concludeFresh } from './conclude.js';
import { defaults, type FreshDay, type SignInRow } from './day.js';

const SIGNED_IN = 'probity.attendance.signed_in.v1';

/**
 * A new device at each sign-in: an account signs in to a course every time by a device that is never
 * seen before or after, while it works in the course on devices that stay and the class's sign-ins come from
 * phones that stay. Tools that sign in for a list make a device up for each call (threats.md 1.4:
 * `generateDeviceCode`, `uuidv4()` on every request). Nobody else need be signed in beside it. Where the client does not
 * name itself either, as everybody's does (cxOrz sends no user agent), no device need stay.
 */
export const freshDeviceSignIn: Detector<FreshDay> = {
  name: 'fresh-device-signin',
  version: '2',
  violation: 'proxy_attendance',
  group: 'signin-device',
  key: 'offering',
  perStudent: true,
  types: [SIGNED_IN, 'probity.video.played.v1', 'probity.assessment.started.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeFresh,
};

const MOST_DEVICES = 8;

function rowOf(device: string, event: AttributedActivity): SignInRow {
  const { at, source, id } = event;
  const named = clientText(event, 'userAgent') !== undefined;
  return named ? [digest(device), at, source, id] : [digest(device), at, source, id, 1];
}

function measure(events: readonly AttributedActivity[]): FreshDay | null {
  const signIns: SignInRow[] = [];
  const own = new Set<string>();
  for (const event of events) {
    const device = deviceOf(event);
    if (device === undefined) continue;
    if (event.type !== SIGNED_IN) own.add(device);
    else if (event.data['method'] !== 'live') signIns.push(rowOf(device, event));
  }
  if (signIns.length === 0 && own.size === 0) return null;
  return { signIns, at: [...own].slice(0, MOST_DEVICES).map(digest) };
}
