import type { AttributedActivity, Detector } from '../../detector.js';
import { textIn } from '../reading.js';
import { signInsOf } from '../signins.js';
import { concludeReused } from './conclude.js';
import { defaults, type PhotoDay, type PhotoSignIn } from './day.js';

/**
 * Reused photo: no camera makes the same file twice. A picture that serves for several meetings, or
 * for several accounts, was kept and sent again (threats.md 1.4: one tool sends its `0.jpg` each time).
 */
export const reusedPhoto: Detector<PhotoDay> = {
  name: 'reused-photo',
  version: '1',
  violation: 'proxy_attendance',
  group: 'signin-photo',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  sensitiveTo: ['feed'],
  defaults,
  measure,
  conclude: concludeReused,
};

function measure(events: readonly AttributedActivity[]): PhotoDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  const signIns = signInsOf(events).flatMap(({ subject, meeting, at, event }): PhotoSignIn[] => {
    const photo = textIn(event, 'photoHash');
    if (photo === undefined || photo.length < SHORTEST) return [];
    return [{ subject, meeting, photo, at, source: event.source, id: event.id }];
  });
  return signIns.length === 0 ? null : { offering, signIns };
}

/** Characters: less is no hash, and two pictures may share it. */
const SHORTEST = 8;
