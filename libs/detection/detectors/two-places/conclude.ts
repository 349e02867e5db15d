import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, round, limitsOf, known } from '../reading.js';
import { counted, spoken } from '../wording.js';
import type { Clash, ClashKind } from './clashes.js';
import { concludeApart } from './conclude-apart.js';
import { concludeSessions } from './conclude-sessions.js';
import { acquainted, deviceTerms, strangerOf, type DeviceTerm } from './device-term.js';
import { defaults, type PlacesDay, type Limits } from './day.js';

type Days = readonly Measured<PlacesDay>[];

/** All clashes of one pair of devices over the term. */
interface Pair {
  readonly kind: ClashKind;
  readonly stranger: DeviceTerm;
  readonly days: number;
  readonly count: number;
  readonly collisions: number;
  readonly km: number;
  /** Offerings the stranger worked in while the owner was elsewhere. */
  readonly offerings: readonly string[];
  /** Offerings that only the stranger ever touched. */
  readonly alone: ReadonlySet<string>;
  readonly clashes: readonly Clash[];
}

/** One finding per offering in which a stranger worked while the owner was elsewhere. */
export function concludeTwoPlaces(days: Days, context: JudgeContext): readonly Finding[] {
  const subject = known(days[0]?.subject);
  const limit = limitsOf(defaults, context.parameters);
  const terms = deviceTerms(days.map(({ measure }) => measure));
  const byPair = groupBy(
    days.flatMap(({ measure }) => measure.clashes),
    (clash) => `${clash.kind} ${clash.devices.join(' ')}`,
  );
  const pairs = [...byPair.values()].flatMap((clashes) => pairOf(clashes, terms) ?? []);
  const byOffering = new Map<string, { pair: Pair; llr: number }>();
  for (const pair of pairs)
    for (const offering of pair.offerings) {
      const llr = weigh(pair, offering, limit);
      if (llr >= 3 && llr > (byOffering.get(offering)?.llr ?? 0))
        byOffering.set(offering, { pair, llr });
    }
  const apart = [...byOffering]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([offering, { pair, llr }]) => findingOf(subject, offering, pair, llr, limit));
  const cities = concludeApart(days, terms, limit).filter(({ offering, llr }) =>
    apart.every((one) => one.offering !== offering || one.llr < llr),
  );
  const others = apart.filter(({ offering }) => cities.every((one) => one.offering !== offering));
  return [...others, ...cities, ...concludeSessions(days, limit)];
}

function pairOf(
  clashes: readonly Clash[],
  terms: ReadonlyMap<string, DeviceTerm>,
): Pair | undefined {
  const { kind, devices } = known(clashes[0]);
  const [a, b] = devices.map((device) => terms.get(device));
  if (!a || !b) return undefined;
  // One's own phone and laptop meet in one network some time; positions by fix need no such care.
  if (kind !== 'far' && acquainted(a, b)) return undefined;
  const stranger = kind === 'line' ? (a.ownGround ? b : a) : strangerOf(a, b);
  // A laptop seen on the university's networks is the student's, whatever VPN it uses today; and
  // one that wanders over many lines is a carrier or a VPN, not a helper's home.
  if (kind === 'line' && (stranger.ownGround || stranger.nets.size > 2)) return undefined;
  const side = devices[0] === stranger.device ? 0 : 1;
  const others = [...terms.values()].filter((term) => term.device !== stranger.device);
  const touched = new Set(others.flatMap((term) => [...term.offerings]));
  return {
    kind,
    stranger,
    days: clashes.length,
    count: clashes.reduce((sum, clash) => sum + clash.count, 0),
    collisions: clashes.reduce((sum, clash) => sum + clash.collisions, 0),
    km: clashes.reduce((most, clash) => Math.max(most, clash.km), 0),
    offerings: [...new Set(clashes.flatMap((clash) => clash.offerings[side]))].sort(),
    alone: new Set([...stranger.offerings].filter((offering) => !touched.has(offering))),
    clashes,
  };
}

/**
 * Argued, not fitted. A pair of measured positions that no journey connects is a forged or broken
 * fix at best (3 nats), and seldom so on several days (1.5 each). Registered places: reception that
 * reaches over, between devices that never meet (2), 1.2 a day, the day's count up to 2 in all. An unknown line may be one's own
 * laptop behind a VPN that is never switched off (2): days, acts within two seconds on both, and an
 * offering that the owner's devices never touch speak against it.
 */
function weigh(pair: Pair, offering: string, limit: Limits): number {
  if (pair.days < daysOf(pair, limit) || pair.count < fewestOf(pair, limit)) return 0;
  if (pair.kind === 'far')
    return round(Math.min(12, 3 + 1.5 * (pair.days - 1) + 0.3 * pair.count), 3);
  if (pair.kind === 'near')
    return round(Math.min(12, 2 + 1.2 * pair.days + Math.min(2, 0.25 * pair.count)), 3);
  const repeated = Math.min(3.5, 0.6 * pair.days);
  const alone = pair.alone.has(offering) ? 2.5 : 0;
  return round(2 + repeated + alone + Math.min(4, 0.8 * pair.collisions), 3);
}

const fewestOf = ({ kind }: Pair, limit: Limits): number =>
  kind === 'far' ? limit.farClashes : limit.clashes;

const daysOf = ({ kind }: Pair, limit: Limits): number =>
  kind === 'line' ? Math.max(limit.days, limit.lineDays) : limit.days;

function findingOf(
  subject: string,
  offering: string,
  pair: Pair,
  llr: number,
  limit: Limits,
): Finding {
  const distance = pair.kind === 'far' ? `${spoken(pair.km)} km` : '';
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations(pair.clashes.flatMap((clash) => clash.events)),
    numbers: [
      { name: 'clashes', value: pair.count, threshold: fewestOf(pair, limit), unit: 'events' },
      { name: 'days', value: pair.days, threshold: daysOf(pair, limit), unit: 'days' },
      ...(pair.kind === 'far'
        ? [{ name: 'distance', value: spoken(pair.km), threshold: limit.farKm, unit: 'km' }]
        : []),
      ...(pair.collisions > 0
        ? [{ name: 'same_moment', value: pair.collisions, threshold: 1, unit: 'events' }]
        : []),
    ],
    reason: {
      zh: `有 ${pair.days} 天，该账号共 ${pair.count} 次在两台设备、两个地点${distance ? `（相距约 ${distance}）` : ''}之间来回操作，快于一个人往返所需的时间。`,
      en: `On ${counted(pair.days, 'day')} this account went back and forth ${counted(pair.count, 'time')} between two devices in two places${distance ? `, about ${distance} apart` : ''}, faster than one person can go there and back.`,
    },
    innocent: innocentOf(pair),
    firstAt: pair.clashes.reduce((least, clash) => Math.min(least, clash.firstAt), Infinity),
    lastAt: pair.clashes.reduce((most, clash) => Math.max(most, clash.lastAt), -Infinity),
    baselines: [],
  };
}

const innocentOf = (pair: Pair): readonly InnocentExplanation[] => [
  {
    name: 'vpn',
    tested: 'registered VPN and carrier addresses, and devices seen on campus, tell no place',
    outcome: pair.kind === 'line' ? 'possible' : 'excluded',
  },
  {
    name: 'reinstalled',
    tested: 'a replaced phone goes over once; only going back and forth on several days counts',
    outcome: 'excluded',
  },
  {
    name: 'video_left_running',
    tested: 'without measured positions only acts by hand count, not a player that runs on',
    outcome: pair.kind === 'far' ? 'unlikely' : 'excluded',
  },
  {
    name: 'travel',
    tested: 'a journey is one move; there and back at 900 km/h was allowed for',
    outcome: 'excluded',
  },
];
