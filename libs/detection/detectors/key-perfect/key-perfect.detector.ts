import type { Detector } from '../../detector.js';
import { keyDay, KEY_TYPES, type KeyDay } from '../assessments/key-day.js';
import { concludePerfect } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Papers answered from a harvested key: first tries without a mistake, paper after paper, on items
 * whose answers another student had drawn out before, by somebody whose other work is not like that.
 */
export const keyPerfect: Detector<KeyDay> = {
  name: 'key-perfect',
  version: '5',
  violation: 'exam_brushing',
  group: 'key',
  key: 'course',
  perStudent: true,
  types: KEY_TYPES,
  window: 'day',
  defaults,
  measure: keyDay,
  conclude: concludePerfect,
};
