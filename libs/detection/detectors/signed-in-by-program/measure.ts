import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { placeOf } from '../presence/presence.js';
import { firstAbove, groupBy, limitsOf, textIn } from '../reading.js';
import { signInsOf, type SignIn } from '../signins.js';
import { defaults, type Left, type Limits, type ProgramDay, type Timed } from './day.js';

const OUT = 'probity.attendance.signed_out.v1';
/** Half of the second in which a room that is closed lets everybody out. */
const CROWD_MS = 500;

export function measure(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): ProgramDay | null {
  const offering = events.find((event) => event.data.offering !== undefined)?.data.offering;
  if (offering === undefined) return null;
  const limit = limitsOf(defaults, context.parameters);
  const outs = events.filter(({ type, serverTimed }) => type === OUT && serverTimed);
  const ins = signInsOf(events.filter(({ type, serverTimed }) => type !== OUT && serverTimed));
  const left = leavingsOf(outs, context);
  const signIns = [...groupBy(ins, ({ meeting }) => meeting).values()].flatMap((own) =>
    own.length < limit.fewest ? [] : timed(own, left, limit, context),
  );
  return signIns.length === 0 ? null : { offering, signIns };
}

function timed(
  own: readonly SignIn[],
  left: ReadonlyMap<string, Left>,
  limit: Limits,
  context: MeasureContext,
): Timed[] {
  const sorted = own.map(({ at }) => at).sort((a, b) => a - b);
  const silent =
    context.roster.offering(own[0]?.event.data.offering ?? '')?.mode === 'fully_online';
  return own.flatMap(({ subject, meeting, at, ip, userAgent, event }): Timed[] => {
    const live = event.data['method'] === 'live';
    const out = live ? left.get(`${meeting}\n${subject}`) : undefined;
    if (live ? !out || out.crowd > limit.closedShare : silent) return [];
    const kind = placeOf(ip, context)?.kind;
    const strange = kind === 'line' || kind === 'dormitory';
    const rank = (firstAbove(sorted, at) - 0.5) / sorted.length;
    const { source, id } = event;
    return [
      {
        ...{ subject, meeting, at, rank, source, id },
        ground: ip === undefined ? 'none' : strange ? 'strange' : 'usual',
        agent: userAgent !== undefined,
        ...(out && { left: out }),
      },
    ];
  });
}

/** The last time that each account left each room. */
function leavingsOf(
  outs: readonly AttributedActivity[],
  context: MeasureContext,
): ReadonlyMap<string, Left> {
  const last = new Map<
    string,
    { readonly meeting: string; readonly offering: string | undefined; readonly at: number }
  >();
  for (const event of outs) {
    const meeting = textIn(event, 'meeting');
    if (meeting === undefined || !Number.isFinite(event.at)) continue;
    const key = `${meeting}\n${event.subject}`;
    if ((last.get(key)?.at ?? -Infinity) < event.at)
      last.set(key, { meeting, offering: event.data.offering, at: event.at });
  }
  const times = new Map(
    [...groupBy(last.values(), ({ meeting }) => meeting)].map(([meeting, own]) => [
      meeting,
      own.map(({ at }) => at).sort((a, b) => a - b),
    ]),
  );
  return new Map(
    [...last].flatMap(([key, { meeting, offering, at }]): [string, Left][] => {
      const ends = context.roster.meeting(meeting, offering)?.endsAt;
      const all = times.get(meeting) ?? [];
      if (ends === undefined || !Number.isFinite(ends)) return [];
      const near = firstAbove(all, at + CROWD_MS) - firstAbove(all, at - CROWD_MS - 1) - 1;
      return [[key, { ms: at - ends, crowd: near / Math.max(1, all.length - 1) }]];
    }),
  );
}
