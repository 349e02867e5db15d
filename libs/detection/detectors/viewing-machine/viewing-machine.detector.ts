import type { Detector } from '../../detector.js';
import { conclude } from './conclude.js';
import { defaults } from './day.js';
import type { KeptMachines } from './kept.js';
import { measure, TYPES } from './measure.js';

/**
 * A machine for the videos alone: one course's videos go through a machine outside the university that
 * does nothing else on the account, while its papers, and all other courses, are done on
 * machines that it never meets. People who study take their papers to where they watch; a password
 * handed over for the videos does that (threats.md 1.5).
 */
export const viewingMachine: Detector<KeptMachines> = {
  name: 'viewing-machine',
  version: '2',
  violation: 'course_brushing',
  // Somebody else's hands, as in `played-for-several`.
  group: 'hands',
  key: 'student',
  types: TYPES,
  window: 'day',
  defaults,
  measure,
  conclude,
};
