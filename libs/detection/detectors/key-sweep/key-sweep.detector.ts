import type { Detector } from '../../detector.js';
import { concludeSweep } from './conclude.js';
import { sweepDay, SWEEP_TYPES, type SweepDay } from './day.js';
import { defaults } from './limits.js';

/**
 * Whole keys drawn out as no learner does, whoever uses them and wherever: before any work of one's own, by attempt
 * after attempt begun for the look alone, faster than anybody reads what is shown. Who looks at
 * the answers of what he handed in is not judged.
 */
export const keySweep: Detector<SweepDay> = {
  name: 'key-sweep',
  version: '3',
  violation: 'content_leak',
  group: 'harvest',
  key: 'offering',
  perStudent: true,
  types: SWEEP_TYPES,
  window: 'day',
  defaults,
  measure: sweepDay,
  conclude: concludeSweep,
};
