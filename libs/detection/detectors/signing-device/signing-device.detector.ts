import type { Detector } from '../../detector.js';
import { concludeSigning, defaults } from './conclude.js';
import { SIGNING_TYPES, signingDay, type SigningDay } from './day.js';

/**
 * A phone that goes to lessons for several: one device signs accounts in to different lessons, in
 * turn, week after week, and they study elsewhere. Who is paid to sit in for others need not sign two in to
 * the same one.
 */
export const signingDevice: Detector<SigningDay> = {
  name: 'signing-device',
  version: '4',
  violation: 'proxy_attendance',
  group: 'signin-hand',
  key: 'device',
  types: SIGNING_TYPES,
  window: 'day',
  defaults,
  measure: signingDay,
  conclude: concludeSigning,
};
