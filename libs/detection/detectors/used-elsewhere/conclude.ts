import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, limitsOf, median, round } from '../reading.js';
import { counted, lasting } from '../wording.js';
import { defaults, type Limits, type UsedDay, type UsedMeeting } from './day.js';

/** One finding per course to which the account signs in while it is used elsewhere. */
export function concludeUsed(
  days: readonly Measured<UsedDay>[],
  context: JudgeContext,
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const subject = days[0]?.subject ?? '';
  const all = days.flatMap(({ measure }) => measure.meetings);
  // Where the account also signs in to classes the register takes a lecture hall for a dormitory.
  const halls = new Set(all.map((one) => one.signedInNet));
  const isUsed = (one: UsedMeeting): boolean =>
    one.nearestSec !== undefined && one.nets.some((net) => !halls.has(net));
  return [...groupBy(all, (one) => one.offering)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([offering, meetings]) => {
      const used = meetings.filter(isUsed);
      if (used.length < limit.fewest || used.length < meetings.length * limit.ownShare) return [];
      const llr = weigh(used, limit);
      return llr >= 3 ? [findingOf(subject, offering, used, meetings.length, llr, limit)] : [];
    });
}

const isQuick = ({ nearestSec = Infinity }: UsedMeeting, limit: Limits): boolean =>
  nearestSec <= limit.walkSec;

/**
 * Argued, not fitted. Sooner than one walks: a room-mate at the laptop, a wrong entry in the
 * register, taken as 1 in 12 (2.5). Later during the class: also whoever signs in and goes home, 1
 * in 5 (1.6), which alone makes no case (5). Habits repeat: from the second on 0.7.
 */
function weigh(used: readonly UsedMeeting[], limit: Limits): number {
  const quick = used.filter((one) => isQuick(one, limit)).length;
  const sum = (first: number, count: number): number =>
    count === 0 ? 0 : first * (1 + 0.7 * (count - 1));
  const later = sum(1.6, used.length - quick) * (quick > 0 ? 0.7 : 1);
  return round(Math.min(9, sum(2.5, quick) + Math.min(5, later)), 3);
}

function findingOf(
  subject: string,
  offering: string,
  used: readonly UsedMeeting[],
  all: number,
  llr: number,
  limit: Limits,
): Finding {
  const meetings = used.length;
  const quick = used.filter((one) => isQuick(one, limit)).length;
  const usual = lasting(median(used.flatMap((one) => one.nearestSec ?? [])) ?? 0);
  return {
    anchor: offering,
    subject,
    offering,
    llr,
    events: citations(used.flatMap((one) => one.events)),
    numbers: [
      { name: 'meetings', value: meetings, threshold: limit.fewest, unit: 'meetings' },
      {
        name: 'share_of_sign_ins',
        value: round((100 * meetings) / all),
        threshold: round(100 * limit.ownShare),
        unit: '%',
      },
      ...(quick > 0
        ? [{ name: 'sooner_than_one_walks', value: quick, threshold: 1, unit: 'meetings' }]
        : []),
    ],
    reason: {
      zh: `在 ${meetings} 次课上，该账号在教室签到，同时又有人在宿舍用另一台设备操作该账号，两者通常只相隔约 ${usual.zh}。`,
      en: `At ${counted(meetings, 'meeting')} this account signed in to the class while somebody worked with it on another device in a dormitory, usually about ${usual.en} apart.`,
    },
    innocent: INNOCENT,
    firstAt: used.reduce((least, one) => Math.min(least, one.at), Infinity),
    lastAt: used.reduce((most, one) => Math.max(most, one.at), -Infinity),
    baselines: [],
    population: [{ name: 'own_term', of: '', n: all }],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'video_left_running',
    tested: 'only acts by hand count, not a player that runs on or a session left open',
    outcome: 'excluded',
  },
  {
    name: 'left_early',
    tested: 'the last ten minutes of a class are left out; later acts alone make no case',
    outcome: 'possible',
  },
  {
    name: 'network',
    tested: 'places from which the account also signs in to classes, carriers and VPNs say nothing',
    outcome: 'excluded',
  },
];
