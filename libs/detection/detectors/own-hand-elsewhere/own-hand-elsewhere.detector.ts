import type { Detector } from '../../detector.js';
import { BY_HAND } from '../presence/presence.js';
import { concludeHand } from './conclude.js';
import { defaults, type HandDay } from './day.js';
import { handDay } from './measure.js';

/**
 * The owner at home while the exam is written elsewhere: seen over all courses, which the judges of one
 * class cannot. Also what speaks for those who sit every exam on a borrowed machine.
 */
export const ownHandElsewhere: Detector<HandDay> = {
  name: 'own-hand-elsewhere',
  version: '4',
  violation: 'exam_impersonation',
  group: 'exam-owner',
  key: 'student',
  types: [...BY_HAND, 'probity.session.started.v1', 'probity.video.played.v1'],
  window: 'day',
  defaults,
  measure: handDay,
  conclude: concludeHand,
};
