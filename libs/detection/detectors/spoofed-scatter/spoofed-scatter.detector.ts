import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { pointOf } from '../geo.js';
import { signInsOf } from '../signins.js';
import { concludeScatter } from './conclude.js';
import { defaults, type Fix, type ScatterDay } from './day.js';

/**
 * Invented positions: honest fixes drift by 4.2 m outdoors and 12.5 m indoors, while a tool draws
 * within some metres of the teacher's own point, week after week (threats.md 1.4). What is usual in
 * this room, on these phones, with this rounding, is learnt from the class.
 */
export const spoofedScatter: Detector<ScatterDay> = {
  name: 'spoofed-scatter',
  version: '5',
  violation: 'proxy_attendance',
  group: 'signin-position',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeScatter,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): ScatterDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  // At home everybody sits in the same chair.
  if (context.roster.offering(offering)?.mode === 'fully_online') return null;
  const fixes = signInsOf(events).flatMap(({ subject, meeting, at, event }): Fix[] => {
    const point = pointOf(event);
    if (!point || event.data['method'] === 'live') return [];
    const { lat, lon, accuracyM } = point;
    const room = context.roster.meeting(meeting, offering)?.room ?? '';
    const { source, id } = event;
    return [
      { subject, room, lat, lon, ...(accuracyM !== undefined && { accuracyM }), at, source, id },
    ];
  });
  return fixes.length === 0 ? null : { offering, fixes };
}
