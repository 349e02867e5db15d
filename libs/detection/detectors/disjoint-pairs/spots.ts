import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { timely, usualLag } from '../lateness.js';
import { BY_HAND, placeOf } from '../presence/presence.js';
import { cite, clientText, groupBy, known, limitsOf, spread, textIn } from '../reading.js';
import { LONGEST_SEC, median, numberIn, positionOf, round } from '../reading.js';
import { deviceOf, digest, isSameClient } from '../signins.js';
import { defaults, type Limits, type Spot, type Work } from './day.js';
import { kept, type KeptDay } from './kept.js';

const MOST_SPOTS = 24;
const MOST_ACTS = 24;
const NEAR_MIN = 15;
const MIN = 60_000;
const HOUR = 60 * MIN;
const NONE: readonly number[] = [];
const SIGNED_IN = 'probity.attendance.signed_in.v1';

/** A machine and where it stood, as far as an event or its session tells. */
export type Machine = Pick<Spot, 'source' | 'device' | 'agent' | 'hand' | 'net' | 'ground'>;

/** What was done where on one day. */
export function spotsOf(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): KeptDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const machineOf = machinesIn(events, context);
  const classes = classesIn(events, machineOf, context);
  const spots = [...groupBy(events, machineOf)]
    .slice(0, MOST_SPOTS)
    .map(([machine, own]) => spotOf(machine, own, classes, limit, context));
  if (spots.length === 0) return null;
  return kept({ spots }, (spot) => nearOthers(spot, spots));
}

/** Instants of one machine alone contradict nothing: only those close to another's are kept. */
function nearOthers(spot: Spot, spots: readonly Spot[]): readonly number[] {
  const others = spots.filter(
    ({ device, agent }) => device !== spot.device || agent !== spot.agent,
  );
  if (others.length === 0) return NONE;
  const near = spot.acts.filter((at) =>
    others.some(({ acts }) => acts.some((other) => Math.abs(at - other) <= NEAR_MIN)),
  );
  return spread(near, MOST_ACTS);
}

type Told = Partial<Record<'ip' | 'device' | 'agent', string>>;

/** What sessions told of their client, one event or another. */
function sessionsIn(events: readonly AttributedActivity[]): ReadonlyMap<string, Told> {
  const sessions = new Map<string, Told>();
  let before: AttributedActivity | undefined;
  for (const event of events) {
    if (before && isAlike(before, event)) continue;
    before = event;
    const session = sessionOf(event);
    if (session === undefined) continue;
    const told = sessions.get(session) ?? {};
    sessions.set(session, told);
    told.ip ??= clientText(event, 'ip');
    told.device ??= deviceOf(event);
    told.agent ??= clientText(event, 'userAgent');
  }
  return sessions;
}

/** Whether two events tell the same session and client: most do of those that follow each other. */
function isAlike(a: AttributedActivity, b: AttributedActivity): boolean {
  const [one, other] = [a.data.client, b.data.client];
  return (
    a.data['session'] === b.data['session'] && isSameClient(one, other) && a.source === b.source
  );
}

/** Some vendors tell address and device with a session's start only: its other events share them. */
export function machinesIn(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): (event: AttributedActivity) => Machine | undefined {
  const sessions = sessionsIn(events);
  const machines = new Map<string, Machine>();
  const machineOf = (event: AttributedActivity): Machine | undefined => {
    const session = sessions.size === 0 ? undefined : sessions.get(sessionOf(event) ?? '');
    const device = deviceOf(event) ?? session?.device ?? '';
    const agent = clientText(event, 'userAgent') ?? session?.agent ?? '';
    const ip = clientText(event, 'ip') ?? session?.ip;
    if (device === '' && agent === '') return undefined;
    // Addresses of one line are one spot.
    const machine = machineFrom(event.source, { device, agent, ip }, context);
    const name = [machine.source, machine.device, machine.agent, machine.net].join('\n');
    const same = machines.get(name) ?? machine;
    machines.set(name, same);
    return same;
  };
  let before: { event: AttributedActivity; machine: Machine | undefined } | undefined;
  return (event) => {
    if (!before || !isAlike(before.event, event)) before = { event, machine: machineOf(event) };
    return before.machine;
  };
}

function machineFrom(
  source: string,
  { device, agent, ip }: { device: string; agent: string; ip: string | undefined },
  context: MeasureContext,
): Machine {
  const place = placeOf(ip, context);
  return {
    source,
    device: device === '' ? '' : digest(device),
    agent: agent === '' ? '' : digest(agent),
    hand: /mobile|android|iphone/i.test(agent),
    net: place?.net ?? '',
    ground: place?.kind ?? 'none',
  };
}

const sessionOf = (event: AttributedActivity): string | undefined => {
  const session = textIn(event, 'session');
  return session === undefined ? undefined : `${event.source}\n${session}`;
};

function spotOf(
  machine: Machine,
  own: readonly AttributedActivity[],
  classes: readonly Attended[],
  limit: Limits,
  context: MeasureContext,
): Spot {
  const lag = usualLag(own);
  const isOff = machine.ground === 'dormitory' || machine.ground === 'line';
  const acts = new Set<number>();
  let duringClass = false;
  for (const one of own) {
    if (!isAct(one.type) || !timely(one, lag, limit.lateSec)) continue;
    const { at } = one;
    acts.add(Math.floor(at / MIN));
    duringClass ||= isOff && classes.some(({ from, to }) => at > from && at < to);
  }
  // Member by member: a machine's copy that grows by ten others costs more than all that is in them.
  return {
    source: machine.source,
    device: machine.device,
    agent: machine.agent,
    hand: machine.hand,
    net: machine.net,
    ground: machine.ground,
    work: workOf(own, context),
    attends: own.some(({ type }) => type === SIGNED_IN),
    acts: [...acts],
    byHand: acts.size > 0,
    duringClass,
    firstAt: known(own[0]).at,
    lastAt: known(own.at(-1)).at,
  };
}

/** When the owner of the account was in a room with his class, by his sign-in. */
interface Attended {
  readonly from: number;
  readonly to: number;
}

/** From the sign-in until people begin to leave. */
function classesIn(
  events: readonly AttributedActivity[],
  machineOf: (event: AttributedActivity) => Machine | undefined,
  context: MeasureContext,
): readonly Attended[] {
  const limit = limitsOf(defaults, context.parameters);
  const { roster } = context;
  const signIns = events.filter(({ type }) => type === SIGNED_IN);
  if (signIns.length === 0) return [];
  return signIns.flatMap((event): Attended[] => {
    if (!event.serverTimed) return [];
    if (event.data['method'] === 'live') return [];
    if (roster.offering(event.data.offering ?? '')?.mode === 'fully_online') return [];
    const ground = machineOf(event)?.ground;
    if (ground === 'dormitory' || ground === 'line') return [];
    const ends = roster.meeting(textIn(event, 'meeting') ?? '', event.data.offering)?.endsAt;
    const to = (ends ?? event.at + limit.classSec * 1000) - limit.leavingSec * 1000;
    return [{ from: event.at, to }];
  });
}

/** Somebody sat down: a login, too, where no other machine's login is meant to be the same one. */
const isAct = (type: string): boolean => BY_HAND.has(type) || type === 'probity.session.started.v1';

const isWork = (type: string): boolean =>
  type.startsWith('probity.video.') || type.startsWith('probity.assessment.');

/** Whether an event is of an exam; neighbours mostly are of one activity. */
function examsIn({ roster }: MeasureContext): (event: AttributedActivity) => boolean {
  let before: AttributedActivity['data'] | undefined;
  let isExam = false;
  return ({ data }) => {
    if (before?.offering !== data.offering || before?.activity !== data.activity)
      isExam =
        roster.offering(data.offering ?? '')?.assessments.get(data.activity ?? '')?.kind === 'exam';
    before = data;
    return isExam;
  };
}

/** Exams have seats, and judges, of their own. */
function workOf(events: readonly AttributedActivity[], context: MeasureContext): Work[] {
  const isExam = examsIn(context);
  const worked = groupBy(events, (event) =>
    isWork(event.type) && !isExam(event) ? event.data.offering : undefined,
  );
  return [...worked].map(([offering, own]) => {
    const { at } = known(own[0]);
    const speed = median(speedsIn(own));
    const told = speed === undefined ? {} : { speed: round(speed, 2) };
    return { offering, at, part: partOf(at, context), ...told, events: spread(own, 2).map(cite) };
  });
}

/** Weekday or weekend, and a third of the local day, which begins at 04:00. */
function partOf(at: number, context: MeasureContext): number {
  const day = context.localDay(at);
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const third = [8, 14].filter((hours) => context.localDay(at - hours * HOUR) === day).length;
  return (weekday === 0 || weekday === 6 ? 3 : 0) + third;
}

/** Speeds of videos watched from their beginning to their end. */
function speedsIn(events: readonly AttributedActivity[]): number[] {
  const videos = groupBy(events, ({ type, data }) =>
    type.startsWith('probity.video.') ? data.activity : undefined,
  );
  return [...videos.values()].flatMap((own) => {
    const begin = own.find((one) => one.type === 'probity.video.played.v1');
    const end = own.find((one) => one.type === 'probity.video.completed.v1');
    if (!begin || !end || (positionOf(begin) ?? 1) > 1) return [];
    const last = positionOf(end) ?? numberIn(end, 'lengthSec', 1, LONGEST_SEC);
    const length = last ?? Math.max(0, ...own.map((one) => positionOf(one) ?? 0));
    const speed = length / ((end.at - begin.at) / 1000);
    return speed > 0.3 && speed < 5 ? [speed] : [];
  });
}
