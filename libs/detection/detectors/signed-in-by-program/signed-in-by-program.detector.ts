import type { Detector } from '../../detector.js';
import { concludeProgram } from './conclude.js';
import { defaults, type ProgramDay } from './day.js';
import { measure } from './measure.js';

/**
 * Signed in by a program: it answers at once, or leaves in the same second, time after time, from a
 * machine elsewhere, without the name that every client here gives itself; by hand the same account
 * is as slow as anybody.
 */
export const signedInByProgram: Detector<ProgramDay> = {
  name: 'signed-in-by-program',
  version: '2',
  violation: 'proxy_attendance',
  group: 'signin-time',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1', 'probity.attendance.signed_out.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeProgram,
};
