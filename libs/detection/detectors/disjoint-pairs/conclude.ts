import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, known, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type Limits } from './day.js';
import { spotsKept, type KeptDay } from './kept.js';
import { partiesOf, type Bond, type DaySpot } from './parties.js';
import { crewOf, poolOf } from './pool.js';
import { strangerOf, type Stranger } from './stranger.js';
import { usualFor, type Usual } from './usual.js';
import { weigh, weighsInClass } from './weigh.js';
import { widespreadIn } from './widespread.js';

interface Weighed {
  readonly stranger: Stranger;
  readonly usual: Usual;
  readonly llr: number;
}

type Days = readonly Measured<KeptDay>[];

/** One finding per offering whose work a stranger does. */
export function concludePairs(days: Days, context: JudgeContext): readonly Finding[] {
  const subject = known(days[0]?.subject);
  const limit = limitsOf(defaults, context.parameters);
  const spots = days.flatMap(({ window, measure }) =>
    spotsKept(measure).map((spot): DaySpot => ({ ...spot, day: window })),
  );
  const own = withoutLabs(spots);
  const widespread = widespreadIn(own, limit);
  const suspected = suspectsOf(own, widespread).flatMap(
    ({ party, parties, bond, crew: several }): Weighed[] => {
      const stranger = strangerOf(party, parties, bond, limit, several);
      if (stranger === undefined) return [];
      const usual = usualFor(stranger, context.baselines);
      const llr = weigh(stranger, usual, limit);
      return llr < 3 ? [] : [{ stranger, usual, llr }];
    },
  );
  const byOffering = new Map<string, Weighed>();
  for (const weighed of suspected.filter((one) => !isBesideStranger(one, suspected)))
    for (const offering of weighed.stranger.offerings)
      if (weighed.llr > (byOffering.get(offering)?.llr ?? 0)) byOffering.set(offering, weighed);
  return [...byOffering]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([offering, weighed]) => findingOf(subject, offering, weighed, limit));
}

/**
 * Beside somebody who is a stranger with more reason, the owner's own laptop looks like one: it has the
 * courses that were not lent.
 */
const isBesideStranger = (one: Weighed, all: readonly Weighed[]): boolean => {
  const owner = new Set(one.stranger.owner);
  return all.some(
    (other) => other.llr > one.llr && other.stranger.spots.some((spot) => owner.has(spot)),
  );
};

interface Suspect {
  readonly party: readonly DaySpot[];
  readonly parties: readonly (readonly DaySpot[])[];
  readonly bond: Bond;
  readonly crew?: number;
}

/** Each party beside all others, and a crew that takes turns as one. */
function suspectsOf(own: readonly DaySpot[], widespread: ReadonlySet<string>): readonly Suspect[] {
  const places = partiesOf(own, 'places', widespread);
  const machines = partiesOf(own, 'machines', widespread);
  const single = [
    ...places.map((party): Suspect => ({ party, parties: places, bond: 'places' })),
    ...machines.map((party): Suspect => ({ party, parties: machines, bond: 'machines' })),
  ];
  const pool = poolOf(places);
  const [crew] = pool ?? [];
  return pool && crew
    ? [...single, { party: crew, parties: pool, bond: 'places', crew: crewOf(crew) }]
    : single;
}

/** Machines of a laboratory are everybody's, on platforms that tell no address, too. */
function withoutLabs(spots: readonly DaySpot[]): readonly DaySpot[] {
  const seats = spots.filter(({ ground }) => ground === 'lab');
  const devices = new Set(seats.map(({ device }) => device).filter((one) => one !== ''));
  const agents = new Set(seats.map(({ agent }) => agent).filter((one) => one !== ''));
  const isSeat = ({ device, agent }: DaySpot): boolean =>
    device === '' ? agents.has(agent) : devices.has(device);
  return spots.filter((spot) => spot.ground !== 'lab' && !(spot.ground === 'none' && isSeat(spot)));
}

function findingOf(
  subject: string,
  offering: string,
  { stranger, usual, llr }: Weighed,
  limit: Limits,
): Finding {
  const { days, ownDays, turns, contradictions } = stranger;
  const work = stranger.work.filter((one) => one.offering === offering);
  const places = stranger.spots.filter((spot) =>
    spot.work.some((one) => one.offering === offering),
  );
  const clashes = contradictions.days;
  const [zhShare, enShare] =
    stranger.share >= limit.whole ? ['几乎全部', 'Nearly all'] : ['有相当一部分', 'Many'];
  const few = clashes >= limit.clashDays;
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations(work.flatMap((one) => one.events)),
    numbers: [
      {
        name: 'stranger_days',
        value: days,
        threshold: few ? limit.fewDays : limit.days,
        unit: 'days',
      },
      { name: 'own_days', value: ownDays, threshold: limit.ownDays, unit: 'days' },
      { name: 'turns', value: turns, threshold: limit.turns, unit: 'times' },
      {
        name: 'share',
        value: round(stranger.share * 100),
        threshold: round((few ? limit.fewShare : limit.share) * 100),
        unit: '%',
      },
      ...(clashes > 0
        ? [{ name: 'contradictions', value: clashes, threshold: 1, unit: 'days' }]
        : []),
      ...(weighsInClass(stranger)
        ? [{ name: 'while_in_class', value: stranger.inClass.days, threshold: 2, unit: 'days' }]
        : []),
    ],
    reason: {
      zh: `该课程的视频和测验（${days} 天）${zhShare}在一组设备和网络上完成，而本账号另有 ${ownDays} 天的其他课程学习从未用过其中任何一个；两者交替 ${turns} 次${clashes > 0 ? `，其中 ${clashes} 天几乎同时出现在两个地点` : ''}。`,
      en: `${enShare} videos and quizzes of this course, on ${counted(days, 'day')}, were done on machines and networks that the account's other work, on ${counted(ownDays, 'day')}, never touched; the two took turns ${counted(turns, 'time')}${clashes > 0 ? ` and on ${counted(clashes, 'day')} were in two places at about the same moment` : ''}.`,
    },
    innocent: innocentOf(stranger),
    firstAt: places.reduce((least, spot) => Math.min(least, spot.firstAt), Infinity),
    lastAt: places.reduce((most, spot) => Math.max(most, spot.lastAt), -Infinity),
    baselines: usual.cites,
    population: [
      { name: 'own_term', of: '', n: days + ownDays },
      ...(usual.n > 0 ? [{ name: 'platform', of: usual.of, n: usual.n } as const] : []),
    ],
  };
}

const innocentOf = (stranger: Stranger): readonly InnocentExplanation[] => [
  {
    name: 'own_second_machine',
    tested:
      "machines that ever shared a network, and networks that ever shared a machine, are taken for one person's; the course was compared on the same kinds of days and hours",
    outcome: 'unlikely',
  },
  {
    name: 'vpn',
    tested:
      'registered VPN and carrier addresses join nothing; one user agent on both sides weighs, unless either has a device id that lasts',
    outcome:
      (stranger.sameAgent && !stranger.twoDevices) || !stranger.registered
        ? 'possible'
        : 'unlikely',
  },
  {
    name: 'replaced_machine_or_move',
    tested: 'a new machine or a new home takes over once; only taking turns counts',
    outcome: 'excluded',
  },
  {
    name: 'shared_machine',
    tested: 'machines of laboratories and places everybody uses belong to no side',
    outcome: 'excluded',
  },
];
