import type { Detector } from '../../detector.js';
import { keyDay, KEY_TYPES, type KeyDay } from '../assessments/key-day.js';
import { concludeHarvesting } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Harvested answers: one student draws out the key of papers in which he knew little, and another
 * then answers the same items right, unlike his own other work and unlike the class.
 */
export const answerHarvesting: Detector<KeyDay> = {
  name: 'answer-harvesting',
  version: '1',
  violation: 'content_leak',
  group: 'harvest',
  key: 'offering',
  perStudent: true,
  types: KEY_TYPES,
  window: 'day',
  defaults,
  measure: keyDay,
  conclude: concludeHarvesting,
};
