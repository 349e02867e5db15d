import type { JudgeContext, Measured } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, limitsOf, round } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type FreshDay, type Limits } from './day.js';

type Days = readonly Measured<FreshDay>[];

/** One student's sign-ins to the course. */
interface Read {
  readonly subject: string;
  readonly signIns: FreshDay['signIns'];
  /** Of them on devices that are seen that once. */
  readonly fresh: FreshDay['signIns'];
  /** A device of his own worked in the course on several days. */
  readonly stays: boolean;
  /** Nearly all by clients that told no name. */
  readonly nameless: boolean;
}

/** One finding per student whose sign-ins each come from a device nobody saw before. */
export function concludeFresh(days: Days, context: JudgeContext): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const offering = context.key.slice('offering:'.length);
  const all = [...groupBy(days, ({ subject }) => subject)]
    .map(([subject, own]) => readOf(subject, own, limit))
    .filter(({ signIns }) => signIns.length >= limit.fewest);
  const odd = all.filter((one) => isFresh(one, limit));
  if (all.length - odd.length < limit.classmates || odd.length > all.length * limit.commonShare)
    return [];
  const tells = isTold(all, limit);
  const unnamed = odd.filter(({ nameless }) => nameless).length;
  return odd
    .filter(({ stays, nameless }) => stays || (tells && nameless))
    .map((one) =>
      tells && one.nameless
        ? findingOf(offering, one, unnamed, all.length, limit)
        : findingOf(offering, { ...one, nameless: false }, odd.length, all.length, limit),
    )
    .sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

/** Whether the class's clients name themselves; those in question are in it, and few. */
function isTold(all: readonly Read[], limit: Limits): boolean {
  const rows = all.filter(({ nameless }) => !nameless).flatMap(({ signIns }) => signIns);
  const named = rows.filter(([, , , , nameless]) => !nameless).length;
  return named >= limit.tellsShare * rows.length;
}

function readOf(subject: string, days: Days, limit: Limits): Read {
  const signIns = days.flatMap(({ measure }) => measure.signIns);
  const seen = new Map<string, number>();
  for (const [device] of signIns) seen.set(device, (seen.get(device) ?? 0) + 1);
  const worked = new Map<string, number>();
  for (const { measure } of days)
    for (const device of measure.at) worked.set(device, (worked.get(device) ?? 0) + 1);
  const fresh = signIns.filter(([device]) => seen.get(device) === 1 && !worked.has(device));
  const unnamed = fresh.filter(([, , , , nameless]) => nameless).length;
  return {
    subject,
    signIns,
    fresh,
    nameless: unnamed >= limit.fewest && unnamed >= limit.share * signIns.length,
    stays: [...worked.values()].some((count) => count >= limit.ownDays),
  };
}

const isFresh = ({ signIns, fresh }: Read, limit: Limits): boolean =>
  fresh.length >= limit.fewest && fresh.length >= limit.share * signIns.length;

/**
 * Argued, not fitted. How few of the class have a new device each time, held at 1 in 60 (4.1), less half a nat: an
 * app that opens a window without a memory for scanning alone is some one's habit. No case by itself. Browsers of every
 * sort name themselves; that such a one does not either is taken for 1 in 30 more (3.4): a program's library.
 */
const MOST = 4.1;
const HABIT = 0.5;
const NAMELESS = 3.4;

function findingOf(
  offering: string,
  { subject, signIns, fresh, nameless }: Read,
  alike: number,
  n: number,
  limit: Limits,
): Finding {
  const times = fresh.map(([, at]) => at);
  return {
    anchor: subject,
    ...{ subject, offering },
    llr: round(
      Math.max(0, Math.min(MOST, Math.log((n + 1) / alike)) - HABIT) + (nameless ? NAMELESS : 0),
      3,
    ),
    events: citations(fresh.map(([, , source, id]) => ({ source, id }))),
    numbers: [
      { name: 'devices_seen_once', value: fresh.length, threshold: limit.fewest, unit: 'sign-ins' },
      { name: 'sign_ins', value: signIns.length, threshold: limit.fewest, unit: 'sign-ins' },
    ],
    reason: {
      zh: `${signIns.length} 次签到中有 ${fresh.length} 次来自此前此后都未出现过的设备，每次都不同；${nameless ? '且客户端不报名称，而同班的都报' : '而该账号在本课程的学习使用固定设备'}，同班 ${n} 人中只有 ${alike} 人如此签到。`,
      en: `${fresh.length} of ${counted(signIns.length, 'sign-in')} came from devices never seen before or after, another each time, ${nameless ? "by a client that does not name itself, as the class's do" : 'while the account works in this course on devices that stay'}; ${alike} of ${n} in the class sign in like that.`,
    },
    innocent: innocentOf(nameless),
    firstAt: Math.min(...times),
    lastAt: Math.max(...times),
    baselines: [],
    population: [{ name: 'class', of: offering, n }],
  };
}

const innocentOf = (nameless: boolean): readonly InnocentExplanation[] => [
  {
    name: 'cookies_cleared',
    tested: nameless
      ? 'browsers whose cookies are cleared name themselves'
      : 'whoever clears them has no device that stays in the course either',
    outcome: nameless ? 'unlikely' : 'excluded',
  },
  {
    name: 'platform_renames_devices',
    tested: "the class's own sign-ins are read alike; where some share of it has new ones, nothing",
    outcome: 'unlikely',
  },
];
