import type { Detector } from '../../detector.js';
import { keyDay, KEY_TYPES, type KeyDay } from '../assessments/key-day.js';
import { concludeHarvesting } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Harvested answers: one student draws out the key of papers in which he knew little, and another
 * then answers the same items right, unlike his own other work and unlike the class. The two may be
 * of different classes that write the same paper (art. 20).
 */
export const answerHarvesting: Detector<KeyDay> = {
  name: 'answer-harvesting',
  version: '6',
  violation: 'content_leak',
  group: 'harvest',
  key: 'course',
  perStudent: true,
  types: KEY_TYPES,
  window: 'day',
  defaults,
  measure: keyDay,
  conclude: concludeHarvesting,
};
