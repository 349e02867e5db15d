import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { placeOf } from '../presence/presence.js';
import { clientText } from '../reading.js';
import { pointOf } from '../geo.js';
import { digest, signInsOf } from '../signins.js';
import { concludeCopied } from './conclude.js';
import { defaults, type PositionDay, type PlacedSignIn } from './day.js';

/**
 * Copied positions: honest phones scatter by metres (4.2 m outdoors, 12.5 m indoors, threats.md
 * 1.4), so that several accounts on one point to the sixth decimal, or one account on the same
 * point each week, carry a position that was typed in.
 */
export const copiedPosition: Detector<PositionDay> = {
  name: 'copied-position',
  version: '7',
  violation: 'proxy_attendance',
  group: 'signin-position',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeCopied,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): PositionDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  const signIns = signInsOf(events).flatMap((one): PlacedSignIn[] => {
    const point = pointOf(one.event);
    if (!point || !fine(point.lat) || !fine(point.lon)) return [];
    const { subject, meeting, at, event, device: id } = one;
    const device = id === undefined ? '' : digest(id);
    const exact = `${point.lat},${point.lon}`;
    const phone = PHONE.test(one.userAgent ?? '') ? { phone: true as const } : {};
    const here = placeOf(clientText(event, 'ip'), context)?.kind === 'campus';
    const onCampus = here ? { onCampus: true as const } : {};
    const { source, id: name } = event;
    return [
      { subject, meeting, point: exact, device, ...phone, ...onCampus, at, source, id: name },
    ];
  });
  return signIns.length === 0 ? null : { offering, signIns };
}

const PHONE = /Android|iPhone|\bMobile\b/;

/** Five decimals are a metre; coarser values are rounded by the vendor and meet by chance. */
const fine = (degrees: number): boolean =>
  Math.abs(degrees * 1e4 - Math.round(degrees * 1e4)) > 1e-6;
