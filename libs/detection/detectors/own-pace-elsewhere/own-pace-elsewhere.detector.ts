import type { Detector } from '../../detector.js';
import { SITTING_TYPES } from '../sittings/read-sittings.js';
import { concludePace } from './conclude.js';
import { paceDay, type PaceDay } from './measure.js';

/**
 * Whether quick papers of one course are the student's own tempo, which all courses then show, or are at
 * leisure everywhere else: seen over all courses, which the judges of one class cannot.
 */
export const ownPaceElsewhere: Detector<PaceDay> = {
  name: 'own-pace-elsewhere',
  version: '1',
  violation: 'exam_brushing',
  group: 'answer-owner',
  key: 'student',
  types: SITTING_TYPES,
  window: 'day',
  defaults: {},
  measure: paceDay,
  conclude: concludePace,
};
