import type { Detector } from '../../detector.js';
import { absenceBy, defaults } from './conclude.js';
import type { Share, ShareFor } from './share.js';
import { ATTENDANCE_TYPES, attendanceOf, type Attendance } from './day.js';

/** Of art. 17 of the built-in regulation. */
const A_THIRD: Share = { numerator: 1, denominator: 3 };

/**
 * Absent for more than a third of the teaching hours (arts 15–17): exact, no statistics. Counts only
 * what is certain: meetings of the timetable in force, past which every feed is complete. A sign-in
 * after the lesson, or to a live one that was left at once, is no attendance (art. 16).
 */
export const excessiveAbsence: Detector<Attendance> = {
  name: 'excessive-absence',
  version: '3',
  violation: 'excessive_absence',
  group: 'attendance-record',
  key: 'offering',
  ofRoster: true,
  types: ATTENDANCE_TYPES,
  window: 'day',
  defaults,
  tooMany: 'too many',
  measure: (events) => attendanceOf(events),
  conclude: absenceBy(() => A_THIRD),
};

/**
 * The same by the shares of another regulation. `terms` tells them apart from those of another: who
 * judged by others judges anew.
 */
export const excessiveAbsenceBy = (shareFor: ShareFor, terms: string): Detector<Attendance> => ({
  ...excessiveAbsence,
  version: `${excessiveAbsence.version}-${terms}`,
  conclude: absenceBy(shareFor),
});
