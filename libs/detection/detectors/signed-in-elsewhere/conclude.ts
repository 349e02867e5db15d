import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { publicLines, wanderers, type LineUse } from '../presence/telling-lines.js';
import { citations, groupBy, known, limitsOf, repeated, round } from '../reading.js';
import { defaults as scatterDefaults, type Fix } from '../spoofed-scatter/day.js';
import { stillOf } from '../spoofed-scatter/usual.js';
import { counted } from '../wording.js';
import { defaults, type ElsewhereDay, type Limits, type Placed } from './day.js';

type Days = readonly { readonly window: string; readonly measure: ElsewhereDay }[];

/** One finding per student who keeps signing in from where the class is not. */
export function concludeElsewhere(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = known(days[0]).measure.offering;
  const onSite = meetingsOnSite(
    days.flatMap(({ measure }) => measure.signIns),
    limit,
  );
  const students = groupBy(onSite, (one) => one.subject);
  const still = stillOf(onSite.flatMap(fixOf), scatterDefaults);
  const believed = (one: Placed): boolean => one.claims !== undefined && !still.has(one.subject);
  const wander = wanderers(onSite.flatMap(lineOf));
  const isElsewhere = awayIn(students, believed, limit);
  const isAway = (one: Placed): boolean =>
    isElsewhere(one) && !(one.ground === 'line' && wander.has(one.subject));
  const shares = [...students.values()].map((own) => own.filter(isAway).length / own.length);
  const usual = shares.filter((share) => share < limit.ownShare);
  // What happens to honest phones of this class; of few phones little is known.
  const rate = (usual.reduce((sum, share) => sum + share, 0) + 1) / (usual.length + 2);
  return [...students.keys()].sort().flatMap((subject) => {
    const own = known(students.get(subject));
    const isMuch = (some: readonly Placed[]): boolean =>
      some.length >= limit.fewest && some.length >= own.length * limit.ownShare;
    const seen = own.filter(isAway);
    if (!isMuch(seen)) return [];
    const { lines, cites } = publicLines(seen.flatMap(lineOf), context.baselines);
    const away = seen.filter(({ ground, net }) => ground !== 'line' || !lines.has(net));
    const llr = isMuch(away) ? weigh(away, believed, rate) : 0;
    if (llr < 3) return [];
    const finding = findingOf(subject, offering, away, own.length, students.size, llr, limit);
    return [{ ...finding, baselines: cites }];
  });
}

const lineOf = ({ ground, subject, net, at }: Placed): readonly LineUse[] =>
  ground === 'line' ? [{ subject, line: net, at }] : [];

const fixOf = ({ subject, room, claims, at, source, id }: Placed): readonly Fix[] =>
  claims ? [{ subject, room, ...claims, at, source, id }] : [];

/**
 * Meetings that took place on the campus, by the sign-ins themselves. Lines on which a third of the
 * class is seen are its phones' carriers, registered or not, and say nothing of where a meeting was.
 */
function meetingsOnSite(all: readonly Placed[], limit: Limits): readonly Placed[] {
  const linesAreSilent = linesAreCommon(all, limit);
  const silent = new Set(['none', ...(linesAreSilent ? ['line'] : [])]);
  return [...groupBy(all, (one) => one.meeting).values()]
    .filter((own) => {
      const here = own.filter(({ ground }) => ground === 'here').length;
      const elsewhere = own.filter(({ ground }) => ground !== 'here' && !silent.has(ground)).length;
      // A few on the campus and all others on their phones at home would be a meeting online.
      return linesAreSilent
        ? here >= Math.max(limit.onSite, own.length * limit.hereShare) &&
            elsewhere <= (here + elsewhere) * limit.elsewhereShare
        : here >= limit.onSite && elsewhere <= own.length * limit.elsewhereShare;
    })
    .flat();
}

function linesAreCommon(all: readonly Placed[], limit: Limits): boolean {
  const students = new Set(all.map(({ subject }) => subject));
  const onLines = new Set(all.flatMap(({ ground, subject }) => (ground === 'line' ? subject : [])));
  return onLines.size > students.size * limit.commonShare;
}

/** Whether a sign-in came from elsewhere, as far as the class's own sign-ins let that be said. */
function awayIn(
  students: ReadonlyMap<string, readonly Placed[]>,
  believed: (one: Placed) => boolean,
  limit: Limits,
): (one: Placed) => boolean {
  const common = students.size * limit.commonShare;
  const seen = new Map<string, number>();
  for (const own of students.values()) {
    const nets = new Set(own.flatMap(({ ground, net }) => (net === '' ? [] : [net, ground])));
    for (const net of nets) seen.set(net, (seen.get(net) ?? 0) + 1);
  }
  const rare = (name: string): boolean => (seen.get(name) ?? 0) <= common;
  return (one) => {
    const { ground, net } = one;
    if (ground === 'far') return true;
    // A dormitory that reaches into the hall, or a line that is a carrier's: many are seen there.
    if (ground === 'dormitory') return rare(net);
    return ground === 'line' && rare('line') && !believed(one);
  };
}

/**
 * Argued, not fitted. The first sign-in from elsewhere is as rare as the class shows, held at 1 in
 * 100 (4.6): reception, an exception granted, a mistake in the register; each may befall the same
 * student again, so further ones count 0.7. A position in the room speaks for its owner, half, unless
 * his positions do not scatter as phones do. An unregistered line may be a phone behind a VPN: half
 * of 3.4, and lines alone stay below a case (4).
 */
function weigh(away: readonly Placed[], believed: (one: Placed) => boolean, rate: number): number {
  const rare = Math.max(0, -Math.log(rate));
  const sure = away.filter(({ ground }) => ground !== 'line');
  const nats = sure.map((one) => Math.min(4.6, rare) * (believed(one) ? 0.5 : 1));
  const lines = away.filter(({ ground }) => ground === 'line').map(() => Math.min(3.4, rare) / 2);
  const most = sure.length > 0 ? 9 : 4;
  return round(Math.min(most, repeated([...nats, ...lines], 0.7)), 3);
}

function findingOf(
  subject: string,
  offering: string,
  away: readonly Placed[],
  all: number,
  students: number,
  llr: number,
  limit: Limits,
): Finding {
  const meetings = away.length;
  return {
    anchor: subject,
    subject,
    offering,
    llr,
    events: citations(away.map(({ source, id }) => ({ source, id }))),
    numbers: [
      { name: 'meetings_elsewhere', value: meetings, threshold: limit.fewest, unit: 'meetings' },
      {
        name: 'share_of_sign_ins',
        value: round((100 * meetings) / all),
        threshold: round(100 * limit.ownShare),
        unit: '%',
      },
    ],
    reason: {
      zh: `在 ${meetings} 次课上，同班同学在校园网内签到，而该账号从宿舍或校外的网络、或远离教室的位置签到。`,
      en: `At ${counted(meetings, 'meeting')}, while the class signed in on the campus network, this account did so from a dormitory, from a line off the campus, or from a position far away.`,
    },
    innocent: INNOCENT,
    firstAt: away.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: away.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
    population: [{ name: 'class', of: offering, n: students }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'network',
    tested: 'a dormitory or line on which a third of the class is seen tells no place',
    outcome: 'unlikely',
  },
  {
    name: 'position_in_the_room',
    tested: 'weighs half of it away, unless the positions lie closer together than phones ever do',
    outcome: 'unlikely',
  },
  {
    name: 'vpn',
    tested:
      'carriers, registered VPNs, lines that change each time and lines that many accounts are on tell no place; unregistered lines alone make no case',
    outcome: 'unlikely',
  },
  {
    name: 'class_online',
    tested:
      'online offerings, live lectures and meetings without sign-ins on the campus are left out',
    outcome: 'excluded',
  },
];
