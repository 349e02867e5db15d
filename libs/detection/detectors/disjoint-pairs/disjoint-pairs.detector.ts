import type { Detector } from '../../detector.js';
import { concludePairs } from './conclude.js';
import { defaults } from './day.js';
import type { KeptDay } from './kept.js';
import { spotsOf } from './spots.js';

/**
 * Two hands on one account: over the term its work falls into two sets of machines and networks
 * that never meet, each with courses of its own, taking turns all the time. Lending is a copied
 * password: another machine logs in elsewhere and does one part of the work (threats.md 1.5).
 */
export const disjointPairs: Detector<KeptDay> = {
  name: 'disjoint-pairs',
  version: '10',
  violation: 'account_lending',
  group: 'parting',
  key: 'student',
  types: [
    'session.started',
    'content.viewed',
    'forum.posted',
    'attendance.signed_in',
    ...['played', 'paused', 'seeked', 'ended', 'completed'].map((name) => `video.${name}`),
    ...['started', 'answered', 'answer_shown', 'submitted'].map((name) => `assessment.${name}`),
  ].map((name) => `probity.${name}.v1`),
  window: 'day',
  defaults,
  measure: spotsOf,
  conclude: concludePairs,
};
