import type { Detector } from '../../detector.js';
import { concludeAbsence, defaults } from './conclude.js';
import { attendanceOf, type Attendance } from './day.js';

/**
 * Absent for more than a third of the teaching hours (arts 15–17): exact, no statistics. Counts only
 * what is certain: meetings of the timetable in force, past which every feed is complete.
 */
export const excessiveAbsence: Detector<Attendance> = {
  name: 'excessive-absence',
  version: '1',
  violation: 'excessive_absence',
  group: 'attendance-record',
  key: 'offering',
  ofRoster: true,
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  tooMany: 'too many',
  measure: (events) => attendanceOf(events),
  conclude: concludeAbsence,
};
