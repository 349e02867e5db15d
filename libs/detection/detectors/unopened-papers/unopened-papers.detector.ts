import type { Detector } from '../../detector.js';
import { SITTING_TYPES, sittingDay } from '../sittings/read-sittings.js';
import type { SittingDay } from '../sittings/sitting.js';
import { concludeUnopened, defaults } from './conclude.js';

/**
 * Papers answered before anybody had opened them, where the class opens its own: who sends answers to the
 * platform by a program needs no page.
 */
export const unopenedPapers: Detector<SittingDay> = {
  name: 'unopened-papers',
  version: '1',
  violation: 'exam_brushing',
  group: 'paper-start',
  key: 'offering',
  perStudent: true,
  types: SITTING_TYPES,
  window: 'day',
  sensitiveTo: ['feed', 'connection'],
  defaults,
  measure: sittingDay,
  conclude: concludeUnopened,
};
