import type { Detector } from '../../detector.js';
import { BY_HAND } from '../presence/presence.js';
import { concludeSignedFor } from './conclude.js';
import { defaults, type SignedForDay } from './day.js';
import { measure } from './measure.js';

/**
 * Signed in for: at some meetings of one course an account is signed in by a device that it uses for
 * nothing but these lessons, and meanwhile works elsewhere on its own; at the others it signs in with its own.
 */
export const signedInFor: Detector<SignedForDay> = {
  name: 'signed-in-for',
  version: '3',
  violation: 'proxy_attendance',
  group: 'account-place',
  key: 'student',
  types: [...BY_HAND, 'probity.session.started.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeSignedFor,
};
