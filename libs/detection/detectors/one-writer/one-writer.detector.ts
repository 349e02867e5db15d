import type { Detector } from '../../detector.js';
import type { ClientDay } from '../sittings/client-day.js';
import { clientDay, CLIENT_TYPES } from '../sittings/read-clients.js';
import { concludeOneWriter } from './conclude.js';
import { defaults } from './limits.js';

/**
 * One hand that writes several students' sittings: the same machine, or the same line and agent with
 * fresh devices, one after another or in turns, which these students never study with; or a room off the
 * campus with a strange machine for each.
 */
export const oneWriter: Detector<ClientDay> = {
  name: 'one-writer',
  version: '6',
  violation: 'exam_impersonation',
  group: 'exam-stranger',
  key: 'offering',
  perStudent: true,
  types: CLIENT_TYPES,
  window: 'day',
  defaults,
  measure: clientDay,
  conclude: concludeOneWriter,
};
