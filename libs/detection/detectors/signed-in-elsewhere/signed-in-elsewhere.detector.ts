import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { metresBetween, pointOf, type Point } from '../geo.js';
import { placeOf } from '../presence/presence.js';
import { groupBy, limitsOf, median } from '../reading.js';
import { addressedSignInsOf, type SignIn } from '../signins.js';
import { concludeElsewhere } from './conclude.js';
import { defaults, type ElsewhereDay, type Placed } from './day.js';

/**
 * Signed in from elsewhere: while the class signs in on the campus, an account does so from a
 * dormitory, a line in town, or kilometres away, meeting after meeting, by whatever method.
 */
export const signedInElsewhere: Detector<ElsewhereDay> = {
  name: 'signed-in-elsewhere',
  version: '7',
  violation: 'proxy_attendance',
  group: 'signin-place',
  key: 'offering',
  types: ['probity.attendance.signed_in.v1'],
  window: 'day',
  defaults,
  measure,
  conclude: concludeElsewhere,
};

function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): ElsewhereDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  if (context.roster.offering(offering)?.mode === 'fully_online') return null;
  const { farM, graceMinutes } = limitsOf(defaults, context.parameters);
  const inRoom = addressedSignInsOf(events).filter(
    (one) => one.event.data['method'] !== 'live' && !isOver(one, graceMinutes, context),
  );
  const signIns = [...groupBy(inRoom, (one) => one.meeting).values()].flatMap((own) => {
    const middle = middleOf(own);
    return own.map((one) => placed(one, middle, farM, context));
  });
  return signIns.length === 0 ? null : { offering, signIns };
}

/** Whoever signs in when the lesson is long over says no place that another one belies: he was absent (art. 16). */
function isOver(
  { meeting, event }: SignIn,
  graceMinutes: number,
  { roster }: MeasureContext,
): boolean {
  const endsAt = roster.meeting(meeting, event.data.offering)?.endsAt;
  return endsAt !== undefined && Math.min(event.at, event.time) > endsAt + graceMinutes * 60_000;
}

function placed(
  one: SignIn,
  middle: Point | undefined,
  farM: number,
  context: MeasureContext,
): Placed {
  const { subject, meeting, at, ip, event } = one;
  const place = placeOf(ip, context);
  const point = pointOf(event);
  // A position without its accuracy may be a guess from the address, which a VPN moves at will.
  const sure = point?.accuracyM !== undefined && point.accuracyM <= farM;
  const far = middle && point && sure && metresBetween(middle, point) > farM;
  const claims = middle && point && !far ? { claims: { lat: point.lat, lon: point.lon } } : {};
  const own = place?.kind === 'campus' || place?.kind === 'lab';
  const ground = own ? 'here' : far ? 'far' : (place?.kind ?? 'none');
  const net = ground === 'dormitory' || ground === 'line' ? (place?.net ?? '') : '';
  const { source, id } = event;
  const room = context.roster.meeting(meeting, event.data.offering)?.room ?? '';
  return {
    ...{ subject, meeting, ground: ground as Placed['ground'], net, room, at, source, id },
    ...claims,
  };
}

/** Where most of the phones are: the room, whatever a few of them claim. */
function middleOf(signIns: readonly SignIn[]): Point | undefined {
  const points = signIns.flatMap(({ event }) => pointOf(event) ?? []);
  if (points.length < 3) return undefined;
  const lat = median(points.map((point) => point.lat));
  const lon = median(points.map((point) => point.lon));
  return lat === undefined || lon === undefined ? undefined : { lat, lon, accuracyM: undefined };
}
