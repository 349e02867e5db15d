import type { Detector } from '../../detector.js';
import { SITTING_TYPES, sittingDay } from '../sittings/read-sittings.js';
import type { SittingDay } from '../sittings/sitting.js';
import { concludeBursts } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Papers of which all answers came within two seconds, by the server's clock and the device's, on platforms that
 * take each answer as it is given: no hand fills in a paper so, a packet does. What is handed in after as long as
 * the class needs may be another client's way and is left.
 */
export const oneBurst: Detector<SittingDay> = {
  name: 'one-burst',
  version: '1',
  violation: 'exam_brushing',
  group: 'answer-pacing',
  key: 'offering',
  perStudent: true,
  types: SITTING_TYPES,
  window: 'day',
  defaults,
  measure: sittingDay,
  conclude: concludeBursts,
};
