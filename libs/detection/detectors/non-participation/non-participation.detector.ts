import { SCHEMAS } from '../../../activity/schemas/all.js';
import type { Detector } from '../../detector.js';
import { UNLISTED } from '../../wanted.js';
import { concludeParticipation, defaults } from './conclude.js';
import { presenceOf, type Presence } from './day.js';

/** What others say of a student, and what the vendor says of itself, is no login. */
const NOT_BY_STUDENT = new Set([
  'probity.grade.recorded.v1',
  'probity.platform.reported.v1',
  'probity.feed.completed.v1',
  'probity.attendance.opened.v1',
  'probity.attendance.closed.v1',
]);

/**
 * Enrolled, but never logged in until the learning window closed (art. 25): exact, no statistics.
 * Whatever an account did shows that somebody was logged in.
 */
export const nonParticipation: Detector<Presence> = {
  name: 'non-participation',
  version: '2',
  violation: 'non_participation',
  group: 'attendance-record',
  key: 'student',
  ofRoster: true,
  types: [...Object.keys(SCHEMAS).filter((type) => !NOT_BY_STUDENT.has(type)), UNLISTED],
  window: 'day',
  defaults,
  tooMany: 'all day',
  measure: (events) => presenceOf(events),
  conclude: concludeParticipation,
};
