import type { AttributedActivity, Detector } from '../../detector.js';
import { signInsOf } from '../signins.js';
import { concludeOrder } from './conclude.js';
import { defaults, type OrderDay } from './day.js';

/**
 * Repeated order: a tool signs its accounts in one after another, from the top of its list, each time (threats.md
 * 1.4). What addresses, devices and agents it shows does not matter: the order does, within seconds, week
 * after week.
 */
export const repeatedOrder: Detector<OrderDay> = {
  name: 'repeated-order',
  version: '2',
  violation: 'proxy_attendance',
  group: 'signin-hand',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeOrder,
};

function measure(events: readonly AttributedActivity[]): OrderDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  const signIns = signInsOf(events)
    .filter(({ event }) => event.serverTimed)
    .map(({ subject, meeting, at, event: { source, id } }) => ({
      ...{ subject, meeting, at, source, id },
    }));
  return signIns.length === 0 ? null : { offering, signIns };
}
