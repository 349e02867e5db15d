import type { Detector } from '../../detector.js';
import { SITTING_TYPES, sittingDay } from '../sittings/read-sittings.js';
import type { SittingDay } from '../sittings/sitting.js';
import { concludePacing } from './conclude.js';
import { defaults } from './limits.js';

/**
 * A machine's pace: answers that follow each other more evenly than a hand's, whatever the item, or
 * all at one instant where the class's come one by one. People's gaps are very heavy-tailed
 * (threats.md, calibration), those of tools a constant and a small jitter (threats.md 1.3).
 */
export const fixedPacing: Detector<SittingDay> = {
  name: 'fixed-pacing',
  version: '5',
  violation: 'exam_brushing',
  group: 'answer-pacing',
  key: 'offering',
  perStudent: true,
  types: SITTING_TYPES,
  window: 'day',
  defaults,
  measure: sittingDay,
  conclude: concludePacing,
};
