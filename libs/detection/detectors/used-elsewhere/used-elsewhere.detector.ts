import type { AttributedActivity, Detector, MeasureContext } from '../../detector.js';
import { lagsOf, timely } from '../lateness.js';
import { BY_HAND, presenceOf, type Presence } from '../presence/presence.js';
import { cite, limitsOf, round, textIn } from '../reading.js';
import { signInsOf } from '../signins.js';
import { concludeUsed } from './conclude.js';
import { defaults, type Limits, type UsedDay, type UsedMeeting } from './day.js';

const SIGNED_IN = 'probity.attendance.signed_in.v1';

/**
 * Used elsewhere: while an account is signed in to a class on the campus, somebody's hand works with
 * it on another device in a dormitory, sooner than one could walk there, or while the class goes on.
 * Unregistered lines say nothing: a laptop in the lecture hall may be behind a VPN or a hotspot.
 */
export const usedElsewhere: Detector<UsedDay> = {
  name: 'used-elsewhere',
  version: '2',
  violation: 'proxy_attendance',
  group: 'account-place',
  key: 'student',
  types: [...BY_HAND],
  window: 'day',
  defaults,
  measure,
  conclude: concludeUsed,
};

function measure(events: readonly AttributedActivity[], context: MeasureContext): UsedDay | null {
  const signIns = events.filter(({ type }) => type === SIGNED_IN);
  if (signIns.length === 0) return null;
  const limit = limitsOf(defaults, context.parameters);
  const lags = lagsOf(events);
  const sound = (event: AttributedActivity) =>
    timely(event, lags.get(event.source) ?? 0, limit.lateSec);
  const acts: Presence[] = [];
  for (const event of events) {
    if (event.type === SIGNED_IN || !sound(event)) continue;
    const act = presenceOf(event, 0, context);
    if (act?.netKind === 'dormitory') acts.push(act);
  }
  const meetings = signInsOf(signIns.filter(sound)).flatMap(({ event }) => {
    const own = presenceOf(event, 0, context);
    return own ? (meetingOf(own, acts, limit, context) ?? []) : [];
  });
  return meetings.length === 0 ? null : { meetings };
}

function meetingOf(
  signIn: Presence,
  acts: readonly Presence[],
  limit: Limits,
  context: MeasureContext,
): UsedMeeting | undefined {
  const { event, at, device, net, netKind } = signIn;
  const { offering } = event.data;
  const meeting = textIn(event, 'meeting');
  if (offering === undefined || meeting === undefined) return undefined;
  if (event.data['method'] === 'live') return undefined;
  if (context.roster.offering(offering)?.mode === 'fully_online') return undefined;
  const claim = { offering, meeting, at, signedInNet: net ?? '' };
  // Signed in from home: nobody claims to be on the campus.
  if (netKind === 'dormitory' || netKind === 'line')
    return { ...claim, nearestSec: undefined, nets: [], events: [] };
  const ends = context.roster.meeting(meeting, offering)?.endsAt ?? at + limit.classSec * 1000;
  const until = Math.max(at + limit.walkSec * 1000, ends - limit.leavingSec * 1000);
  // Who comes late was somewhere else a while before.
  const from = at - limit.beforeSec * 1000;
  const within = acts.filter((one) => one.device !== device && one.at >= from && one.at <= until);
  const nearest = within.reduce((least, one) => Math.min(least, Math.abs(one.at - at)), Infinity);
  return {
    ...claim,
    nearestSec: within.length === 0 ? undefined : round(nearest / 1000),
    nets: [...new Set(within.flatMap((one) => one.net ?? []))].sort().slice(0, 8),
    events:
      within.length === 0 ? [] : [cite(event), ...within.slice(0, 5).map((one) => cite(one.event))],
  };
}
