import type { Detector } from '../../detector.js';
import type { ClientDay } from '../sittings/client-day.js';
import { clientDay, CLIENT_TYPES } from '../sittings/read-clients.js';
import { concludeUnlike } from './conclude.js';
import { defaults } from './limits.js';

/**
 * Somebody else at the exam: a device and a network that the whole term does not know, while the class
 * sits it where it always sits, a score above the coursework, another pace (Komosny & Rehman 2022;
 * Kamalov 2021). One difference is nothing.
 */
export const unlikeTerm: Detector<ClientDay> = {
  name: 'unlike-term',
  version: '5',
  violation: 'exam_impersonation',
  group: 'exam-stranger',
  key: 'offering',
  perStudent: true,
  types: CLIENT_TYPES,
  window: 'day',
  defaults,
  measure: clientDay,
  conclude: concludeUnlike,
};
