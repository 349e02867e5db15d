import type { Detector } from '../../detector.js';
import { absenceBy, defaults } from './conclude.js';
import type { Share, ShareFor } from './share.js';
import { attendanceOf, type Attendance } from './day.js';

/** Of art. 17 of the built-in regulation. */
const A_THIRD: Share = { numerator: 1, denominator: 3 };

/**
 * Absent for more than a third of the teaching hours (arts 15–17): exact, no statistics. Counts only
 * what is certain: meetings of the timetable in force, past which every feed is complete.
 */
export const excessiveAbsence: Detector<Attendance> = {
  name: 'excessive-absence',
  version: '2',
  violation: 'excessive_absence',
  group: 'attendance-record',
  key: 'offering',
  ofRoster: true,
  types: ['probity.attendance.signed_in.v1'],
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
