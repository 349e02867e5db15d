import type { MutableRosterView } from './mutable-roster-view.js';

/** The view as the decider reads it. */
export type RosterState = Pick<
  MutableRosterView,
  | 'subjectOf'
  | 'student'
  | 'person'
  | 'personName'
  | 'offeringRow'
  | 'enrolmentsOf'
  | 'meetingRow'
  | 'leavesOf'
  | 'pledge'
  | 'networkOfBlock'
>;
