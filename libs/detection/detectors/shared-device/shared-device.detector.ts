import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { deviceOf } from '../signins.js';
import { concludeShared } from './conclude.js';
import { defaults, SERVED_TYPES, type DeviceUse } from './day.js';
import { useOf } from './use.js';

/**
 * A helper's machine: one device serves the study of several accounts, day after day, outside the
 * laboratories where machines are shared by design.
 */
export const sharedDevice: Detector<DeviceUse> = {
  name: 'shared-device',
  version: '10',
  violation: 'account_lending',
  group: 'device',
  key: 'device',
  types: SERVED_TYPES,
  window: 'day',
  defaults,
  measure,
  conclude: concludeShared,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): DeviceUse | null {
  // Devices named by a filler text are no device, whatever the key says.
  const named = events.filter((event) => deviceOf(event) !== undefined);
  return named.length === 0 ? null : useOf(named, context);
}
