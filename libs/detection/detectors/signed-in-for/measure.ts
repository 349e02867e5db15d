import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { lagsOf, timely } from '../lateness.js';
import { placeOf } from '../presence/presence.js';
import { cite, clientText, groupBy, known, limitsOf, textIn } from '../reading.js';
import { deviceOf, digest, signInsOf, type SignIn } from '../signins.js';
import { defaults, type DaySignIn, type Limits, type OwnAct, type SignedForDay } from './day.js';

export const SIGNED_IN = 'probity.attendance.signed_in.v1';
const STARTED = 'probity.session.started.v1';

interface Act extends OwnAct {
  readonly at: number;
  readonly ip: string;
}

export function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): SignedForDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const lags = lagsOf(events);
  const sound = (event: AttributedActivity) =>
    timely(event, lags.get(event.source) ?? 0, limit.lateSec);
  const others = events.filter(({ type }) => type !== SIGNED_IN);
  const signIns = signInsOf(events.filter(({ type }) => type === SIGNED_IN).filter(sound));
  const apart = signIns.length === 0 ? others : outside(others, signIns, limit, context);
  const busy = [...rawNamesIn(apart)].map(digest).sort().slice(0, limit.most);
  const platforms = [...new Set(apart.map(({ source }) => source))].sort();
  const acts =
    signIns.length === 0 ? [] : others.filter(sound).flatMap((one) => actOf(one, context));
  const claims = signIns.flatMap(({ event }) => claimOf(event, acts, limit, context));
  return claims.length === 0 && busy.length === 0 ? null : { signIns: claims, busy, platforms };
}

/** Without what goes with a sign-in: opening the app for it, and answering in the lesson on the same device. */
function outside(
  others: readonly AttributedActivity[],
  signIns: readonly SignIn[],
  limit: Limits,
  context: MeasureContext,
): readonly AttributedActivity[] {
  const lessons = signIns.map(({ event, at, meeting }) => ({
    ...{ source: event.source, offering: event.data.offering, name: rawNamesOf(event)[0] },
    from: at - limit.openingSec * 1000,
    to: context.roster.meeting(meeting, event.data.offering)?.endsAt ?? at + limit.classSec * 1000,
  }));
  return others.filter(
    (event) =>
      !lessons.some(
        ({ source, offering, name, from, to }) =>
          event.at >= from &&
          event.at <= to &&
          event.source === source &&
          (event.data.offering ?? offering) === offering &&
          rawNamesOf(event)[0] === name &&
          (event.type === STARTED || event.type.startsWith('probity.assessment.')),
      ),
  );
}

/** The device where one is named, and the agent: an app names a device that its web page does not. */
const rawNamesOf = (event: AttributedActivity): readonly string[] =>
  [deviceOf(event), clientText(event, 'userAgent')].filter((name) => name !== undefined);

/** Of most days every event has the same two. */
function rawNamesIn(events: readonly AttributedActivity[]): ReadonlySet<string> {
  const names = new Set<string>();
  let [lastDevice, lastAgent]: (string | undefined)[] = [];
  for (const event of events) {
    const device = deviceOf(event);
    const agent = clientText(event, 'userAgent');
    if (device !== undefined && device !== lastDevice) names.add((lastDevice = device));
    if (agent !== undefined && agent !== lastAgent) names.add((lastAgent = agent));
  }
  return names;
}

const namesOf = (event: AttributedActivity): readonly string[] => rawNamesOf(event).map(digest);

function actOf(event: AttributedActivity, context: MeasureContext): readonly Act[] {
  const ip = clientText(event, 'ip');
  const names = namesOf(event);
  if (ip === undefined || names.length === 0) return [];
  const kind = placeOf(ip, context)?.kind;
  // On the campus, or in its computer rooms: perhaps in that very class.
  if (kind === 'campus' || kind === 'lab') return [];
  return [{ names, away: kind !== undefined, event: cite(event), at: event.at, ip }];
}

function claimOf(
  event: AttributedActivity,
  acts: readonly Act[],
  limit: Limits,
  context: MeasureContext,
): readonly DaySignIn[] {
  const { offering } = event.data;
  const meeting = textIn(event, 'meeting');
  const names = namesOf(event);
  if (offering === undefined || meeting === undefined || names.length === 0) return [];
  if (event.data['method'] === 'live') return [];
  if (context.roster.offering(offering)?.mode === 'fully_online') return [];
  const { at, source } = event;
  const ends = context.roster.meeting(meeting, offering)?.endsAt ?? at + limit.classSec * 1000;
  const within = acts.filter(
    (act) =>
      act.at >= at - limit.beforeSec * 1000 &&
      act.at <= ends - limit.leavingSec * 1000 &&
      // Behind one address the two lie side by side.
      act.ip !== clientText(event, 'ip') &&
      !act.names.some((name) => names.includes(name)),
  );
  const first = [...groupBy(within, (act) => act.names[0]).values()].map((own) => known(own[0]));
  const seen = first.slice(0, 4).map(({ names: its, away, event: ref }) => {
    return { names: its, away, event: ref };
  });
  return [{ offering, meeting, source, names, at, event: cite(event), acts: seen }];
}
