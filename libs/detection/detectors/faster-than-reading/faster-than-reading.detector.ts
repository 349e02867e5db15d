import type { Detector } from '../../detector.js';
import { SITTING_TYPES, sittingDay } from '../sittings/read-sittings.js';
import type { SittingDay } from '../sittings/sitting.js';
import { concludeHaste } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Right answers in less time than the class needs for the same items: what an item takes is learnt
 * from those who got it right, its length is unknown. Haste with wrong answers is giving up.
 */
export const fasterThanReading: Detector<SittingDay> = {
  name: 'faster-than-reading',
  version: '8',
  violation: 'exam_brushing',
  group: 'answer-pacing',
  key: 'offering',
  perStudent: true,
  types: SITTING_TYPES,
  window: 'day',
  defaults,
  measure: sittingDay,
  conclude: concludeHaste,
};
