import type { Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, known, round } from '../reading.js';
import { counted, spoken } from '../wording.js';
import { kmBetween, type Apart, type LineSpot, type Spot } from './apart.js';
import type { Limits, PlacesDay } from './day.js';
import type { DeviceTerm } from './device-term.js';

type Days = readonly Measured<PlacesDay>[];

/** A day on which two devices were too far apart for the time between them. */
interface FarDay {
  readonly apart: Apart;
  readonly km: number;
  /** Nothing flies so fast. */
  readonly flown: boolean;
}

/** Everything that one side did while the other was elsewhere. */
interface Sides {
  readonly days: readonly FarDay[];
  readonly offerings: readonly string[];
  readonly llr: number;
}

/** One finding per offering that a device in one city worked on while the account's other one was in another. */
export function concludeApart(
  days: Days,
  terms: ReadonlyMap<string, DeviceTerm>,
  limit: Limits,
): readonly Finding[] {
  const apart = days.flatMap(({ measure }) => measure.apart ?? []);
  const far = apart.length === 0 ? [] : farOf(apart, days, limit);
  if (far.length === 0) return [];
  const subject = known(days[0]?.subject);
  const sides = sidesOf(far, days, terms);
  if (!sides || sides.days.length < limit.days || sides.llr < 3) return [];
  return sides.offerings.map((offering) => findingOf(subject, offering, sides, limit));
}

/** Days on which the two were farther from each other than the time between them allows. */
function farOf(apart: readonly Apart[], days: Days, limit: Limits): readonly FarDay[] {
  const pins = days.flatMap(({ measure }) => measure.pins ?? []);
  const lines = groupBy(
    days.flatMap(({ measure }) => measure.lines ?? []),
    ([net]) => net,
  );
  return apart.flatMap((one): FarDay[] => {
    const here = one.at ? [one.at] : spotsOn(lines.get(one.net ?? '') ?? []);
    const there = one.other ? [one.other] : pins;
    const all = here.flatMap((a) => there.map((b) => kmBetween(a, b)));
    if (all.length === 0) return [];
    const km = Math.min(...all);
    const hours = one.gapMin / 60;
    return km < limit.jumpKm || hours >= km / limit.hurryKmh
      ? []
      : [{ apart: one, km, flown: hours < km / limit.kmh }];
  });
}

const spotsOn = (lines: readonly LineSpot[]): readonly Spot[] =>
  lines.map(([, lat, lon]) => [lat, lon]);

/**
 * All devices that were away, and all that were at work at the university meanwhile. Whoever is away may be
 * the owner or the helper: the owner's devices are at home in more courses.
 */
function sidesOf(
  far: readonly FarDay[],
  term: Days,
  terms: ReadonlyMap<string, DeviceTerm>,
): Sides | undefined {
  const away = new Set(far.map(({ apart }) => apart.devices[0]));
  const there = new Set(far.map(({ apart }) => apart.devices[1]));
  const own = far.filter(
    ({ apart: { devices } }) =>
      !there.has(devices[0]) && !away.has(devices[1]) && !together(term, devices),
  );
  if (own.length === 0) return undefined;
  const courses = (side: 0 | 1): number =>
    new Set(own.flatMap(({ apart }) => [...(terms.get(apart.devices[side])?.offerings ?? [])]))
      .size;
  const [first, second] = [courses(0), courses(1)];
  if (first === second) return undefined;
  const side = first < second ? 0 : 1;
  const byDay = groupBy(own, ({ apart }) => dayOf(apart.firstAt));
  const days = [...byDay.values()].map((same) =>
    same.reduce((best, one) => (Number(one.flown) > Number(best.flown) ? one : best)),
  );
  const offerings = new Set(own.flatMap(({ apart }) => apart.offerings[side]));
  return { days, offerings: [...offerings].sort(), llr: weigh(days) };
}

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/**
 * Whether some day shows the two on one network: then they are one household's, and one of them reaches
 * the campus by a tunnel, or was left behind there. The same room on different days is a roommate's machine.
 */
const together = (term: Days, [a, b]: readonly [string, string]): boolean =>
  term.some(({ measure: { devices } }) => {
    const [one, other] = [a, b].map((name) => devices.find(({ device }) => device === name));
    return one?.nets.some((net) => other?.nets.includes(net)) === true;
  });

/**
 * Argued, not fitted. A day on which one device is measured a hundred kilometres and more from where another,
 * which never shared a network with it, works by hand: sooner than door to door by anything (1.5), sooner
 * than anything flies (2.5); a nat of its own for the pair. A false fix, or a flight, comes once or twice.
 */
const weigh = (days: readonly FarDay[]): number =>
  round(
    Math.min(
      12,
      days.reduce((sum, { flown }) => sum + (flown ? 2.5 : 1.5), 1),
    ),
    3,
  );

function findingOf(
  subject: string,
  offering: string,
  { days, llr }: Sides,
  limit: Limits,
): Finding {
  const km = days.reduce((most, one) => Math.max(most, one.km), 0);
  const apart = days.map((one) => one.apart);
  return {
    anchor: `apart ${offering}`,
    subject,
    offering,
    llr,
    events: citations(apart.flatMap(({ events }) => events)),
    numbers: [
      { name: 'days', value: days.length, threshold: limit.days, unit: 'days' },
      { name: 'distance', value: spoken(km), threshold: limit.jumpKm, unit: 'km' },
    ],
    reason: {
      zh: `有 ${days.length} 天，该账号的一台设备实测位于约 ${spoken(km)} km 之外，前后不久另一台设备却在学校由人操作，间隔短于任何交通所需时间；两台设备从未在同一天使用过同一网络。`,
      en: `On ${counted(days.length, 'day')} one device of this account was measured about ${spoken(km)} km from where another was used by hand, sooner before or after than anybody gets there; no day shows the two on one network.`,
    },
    innocent: INNOCENT,
    firstAt: apart.reduce((least, { firstAt }) => Math.min(least, firstAt), Infinity),
    lastAt: apart.reduce((most, { lastAt }) => Math.max(most, lastAt), -Infinity),
    baselines: [],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'vpn',
    tested:
      'positions are measured ones, with their accuracy; the other place is measured or a network of the university where devices were measured; devices that shared a network on any day are left out',
    outcome: 'excluded',
  },
  {
    name: 'travel',
    tested: 'door to door at 300 km/h was allowed for, on several days',
    outcome: 'excluded',
  },
];
