import type { Detector } from '../../detector.js';
import { concludeClose } from './conclude.js';
import { submissionDay, SUBMITTED, type SubmissionDay } from './day.js';
import { defaults } from './limits.js';

/**
 * Close submitters: two who hand in side by side, paper after paper (Ruipérez-Valiente et al. 2017).
 * Roommates and study groups do that as well: never a case by itself, and no second time where
 * answers are alike, which has the same causes.
 */
export const closeSubmissions: Detector<SubmissionDay> = {
  name: 'close-submissions',
  version: '1',
  violation: 'content_leak',
  group: 'answers',
  key: 'offering',
  perStudent: true,
  types: [SUBMITTED],
  window: 'day',
  defaults,
  measure: submissionDay,
  conclude: concludeClose,
};
