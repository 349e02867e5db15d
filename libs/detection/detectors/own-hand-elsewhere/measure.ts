import type { AttributedActivity, MeasureContext } from '../../detector.js';
import { timely, usualLag } from '../lateness.js';
import { cite, clientText, groupBy, known, limitsOf, spread } from '../reading.js';
import { BY_HAND, placeOf } from '../presence/presence.js';
import { attemptOf, kindOf } from '../sittings/read-sittings.js';
import { deviceOf, digest } from '../signins.js';
import { defaults, type Act, type ExamPlace, type HandDay } from './day.js';

const AROUND_MS = 15 * 60_000;
/** More machines or places in a day than a person has. */
const MOST = 6;
/** A machine has a device id on each platform, and a user agent or two. */
const MOST_NAMES = 12;

interface Seen {
  readonly event: AttributedActivity;
  readonly device: string;
  readonly agent: string | undefined;
  readonly place: ReturnType<typeof placeOf>;
}

export function handDay(
  events: readonly AttributedActivity[],
  context: MeasureContext,
): HandDay | null {
  const limit = limitsOf(defaults, context.parameters);
  const lag = usualLag(events);
  const seen: Seen[] = [];
  // An event's device mostly is its neighbour's.
  let [lastName, name] = ['', ''];
  for (const event of events) {
    const userAgent = clientText(event, 'userAgent');
    const device = deviceOf(event) ?? userAgent;
    if (device === undefined || !timely(event, lag, limit.lateSec)) continue;
    if (device !== lastName) {
      lastName = device;
      name = digest(device);
    }
    const agent = userAgent && digest(userAgent);
    const place = placeOf(clientText(event, 'ip'), context);
    seen.push({ event, device: name, agent, place });
  }
  if (seen.length === 0) return null;
  const exams = examsOf(seen, context);
  const apart =
    exams.length === 0
      ? seen
      : seen.filter(
          ({ event, device }) =>
            !exams.some(
              ({ from, to, devices }) =>
                devices.includes(device) &&
                event.at >= from - AROUND_MS &&
                event.at <= to + AROUND_MS,
            ),
        );
  const ground = apart.filter(({ place }) => isGround(place));
  const own = namesOf(ground);
  const agents = valuesOf(apart, ({ agent }) => agent);
  const naming = valuesOf(apart, ({ event }) => deviceOf(event) && event.source);
  return {
    devices: valuesOf(apart, ({ device }) => device),
    ...(own.length > 0 && { own }),
    ...(agents.length > 0 && { agents }),
    ...(naming.length > 0 && { naming }),
    nets: valuesOf(apart, ({ place }) => place?.net),
    ...(exams.length > 0 && { exams }),
  };
}

const isGround = (place: Seen['place']): boolean => place !== undefined && place.kind !== 'line';

function valuesOf(seen: readonly Seen[], value: (one: Seen) => string | undefined): string[] {
  const values = new Set<string>();
  let last: string | undefined;
  for (const one of seen) {
    const own = value(one);
    // Neighbours mostly have one value: the set is asked only where it differs.
    if (own !== undefined && own !== last) values.add((last = own));
  }
  return [...values].sort().slice(0, MOST);
}

/** Devices and user agents, each once. */
function namesOf(seen: readonly Seen[]): string[] {
  const names = new Set<string>();
  let before: Seen | undefined;
  for (const one of seen) {
    if (before?.device === one.device && before.agent === one.agent) continue;
    before = one;
    names.add(one.device);
    if (one.agent) names.add(one.agent);
  }
  return [...names].sort().slice(0, MOST_NAMES);
}

function examsOf(seen: readonly Seen[], context: MeasureContext): ExamPlace[] {
  const sat = seen.filter(({ event }) => event.type.startsWith('probity.assessment.'));
  if (sat.length === 0) return [];
  const attempts = groupBy(
    sat,
    ({ event }) => `${String(event.data.offering)}\n${attemptOf(event) ?? ''}`,
  );
  return [...attempts.values()].flatMap((own) => examOf(own, seen, context) ?? []).slice(0, MOST);
}

function examOf(
  own: readonly Seen[],
  seen: readonly Seen[],
  context: MeasureContext,
): ExamPlace | undefined {
  const first = known(own[0]).event;
  const last = known(own.at(-1)).event;
  const { offering, activity } = first.data;
  if (typeof offering !== 'string' || typeof activity !== 'string') return undefined;
  const told = own.find(({ event }) => event.data['kind'] !== undefined)?.event;
  if (kindOf(told, offering, activity, context) !== 'exam') return undefined;
  const devices = valuesOf(own, ({ device }) => device);
  return {
    ...{ offering, assessment: activity, from: first.at, to: last.at, devices },
    ...(own.every(({ event }) => deviceOf(event) === undefined) && { agents: true as const }),
    source: first.source,
    browsers: valuesOf(own, ({ agent }) => agent),
    nets: valuesOf(own, ({ place }) => place?.net),
    away: own.every(({ place }) => place?.kind === 'line'),
    lab: own.some(({ place }) => place?.kind === 'lab'),
    acts: actsOf(
      seen.filter(({ event }) => event.at >= first.at && event.at <= last.at),
      devices,
      first,
    ),
    events: (last === first ? [first] : [first, last]).map(cite),
  };
}

const actsOf = (
  during: readonly Seen[],
  devices: readonly string[],
  { source, data: { offering } }: AttributedActivity,
): Act[] =>
  [
    ...groupBy(
      during.filter(
        ({ event, device, place }) =>
          BY_HAND.has(event.type) &&
          !devices.includes(device) &&
          isGround(place) &&
          place?.kind !== 'lab',
      ),
      ({ device }) => device,
    ),
  ]
    .slice(0, MOST)
    .map(([device, all]) => ({
      device,
      agent: all[0]?.agent ?? '',
      count: all.length,
      there: all.filter(({ event }) => event.source === source && event.data.offering === offering)
        .length,
      events: spread(all, 2).map(({ event }) => cite(event)),
    }));
