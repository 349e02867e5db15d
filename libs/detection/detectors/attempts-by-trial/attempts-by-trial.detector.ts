import type { Detector } from '../../detector.js';
import { concludeTrial } from './conclude.js';
import { SUBMITTED, trialDay, type TrialDay } from './day.js';
import { defaults } from './limits.js';

/**
 * A key found by trial: one attempt of a paper after the other within seconds, the mark rising with each option
 * that is changed, until it is full. Nobody opens, reads and hands in a paper a dozen times in a minute.
 */
export const attemptsByTrial: Detector<TrialDay> = {
  name: 'attempts-by-trial',
  version: '2',
  violation: 'exam_brushing',
  group: 'answer-pacing',
  key: 'offering',
  perStudent: true,
  types: [SUBMITTED],
  window: 'day',
  defaults,
  measure: trialDay,
  conclude: concludeTrial,
};
