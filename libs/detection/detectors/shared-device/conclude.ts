import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, round, limitsOf } from '../reading.js';
import { counted } from '../wording.js';
import { defaults, type DeviceUse, type DeviceUser, type Limits } from './day.js';
import { concludeGuests } from './guests.js';
import { servedBy, type Served } from './served.js';

type Days = readonly { readonly window: string; readonly measure: DeviceUse }[];

/** How a machine is known: by its device id, or by an address and a user agent. */
export type KnownBy = 'device' | 'line';

/**
 * One finding per account and offering that the device served; whose own machine it is has lent his
 * account to nobody.
 */
export function concludeShared(
  days: Days,
  context: JudgeContext,
  by: KnownBy = 'device',
): readonly Finding[] {
  const limit = limitsOf(defaults, context.parameters);
  const all = days.map(({ measure }) => measure);
  const uses = all.filter((use) => use.ground !== 'lab');
  if (uses.length === 0 || isSeat(all)) return [];
  const served = servedBy(uses, context, limit);
  if (served.all > limit.mostAccounts) return [];
  const llr = weigh(served, by, limit);
  if (llr < 3) return by === 'device' ? concludeGuests(uses, limit) : [];
  const guests = served.regular.filter(([subject]) => subject !== served.host);
  return guests.flatMap(([subject, own]) => {
    const offerings = new Set(own.flatMap((user) => user.offerings));
    return [...offerings]
      .sort()
      .map((offering) => findingOf(subject, offering, own, { llr, served, by, limit }));
  });
}

/** A laboratory's machine, on the days, too, on which platforms alone were used that tell no address. */
function isSeat(uses: readonly DeviceUse[]): boolean {
  const placed = uses.filter(({ ground }) => ground !== 'none');
  const inLabs = placed.filter(({ ground }) => ground === 'lab');
  return inLabs.length > 0 && inLabs.length >= placed.length / 2;
}

/**
 * Argued, not fitted. Four people studying on one machine for days outside laboratories: a family
 * computer or an office, taken as 1 in 20 (3), each further account 2.5 times rarer (0.9); three, if
 * each comes for one course alone (2). What those single courses weigh, up to 5: families and
 * offices study all they have. Several accounts open at once, which people taking turns do not do,
 * 1 a day up to 5. An address and an agent are no machine by themselves, and a machine of which no
 * address was ever told may be any laboratory's seat, cloned ones under one id: there single courses
 * are asked for. Many accounts alone are a room's machine nobody registered: 6 at most. Two are a
 * couple, or friends at the computer of one of them, who have a course in common or study all they
 * have: only two who come for one course each, another one, on a machine that nobody else uses, weigh
 * what those courses do, 3 at most. That is far from a case, and adds to what parts it from the
 * account's own machines (`disjoint-pairs`). So do three and more who come to a machine in a dormitory or on the
 * campus for one course each: friends who share it share it for whatever they study. Half of what the courses weigh, 3.5
 * at most, for a room's tablet may be there for one platform's videos, and 2 where all come for the same course.
 * A machine on the campus, of however many accounts open at once, is 6 at most: a lectern's, to which one class's
 * monitor after another logs in, or seats cloned from one image.
 */
function weigh(served: Served, by: KnownBy, limit: Limits): number {
  const { uses, parallelDays, specific } = served;
  const accounts = served.regular.length;
  const single = specific >= limit.specific && specific >= limit.specificShare * accounts;
  const publicUses = uses.filter((use) => use.ground !== 'elsewhere').length;
  const crowded = served.onLine > Math.max(limit.household, 2 * accounts);
  const publicPlace = publicUses > uses.length / 2 || crowded;
  if (accounts < limit.accounts && !(single && accounts >= limit.specific))
    return by === 'device' && isForTwo(served) && !publicPlace
      ? Math.min(FOR_TWO, round(served.specificNats, 3))
      : 0;
  if (publicPlace && (parallelDays < limit.parallelDays || by === 'line'))
    return by === 'device' && single && !crowded
      ? Math.min(
          served.courses > 1 ? FOR_SINGLE_COURSES : FOR_ONE_COURSE,
          round(0.5 * served.specificNats, 3),
        )
      : 0;
  const placed = uses.some((use) => use.ground !== 'none');
  if ((by === 'line' || !placed) && !single) return 0;
  const base = accounts < limit.accounts ? 2 : 3 + 0.9 * (accounts - limit.accounts);
  const courses = single && !publicPlace ? Math.min(5, served.specificNats) : 0;
  const bare = courses === 0 && parallelDays < limit.parallelDays;
  const onCampus = uses.filter((use) => use.ground === 'campus').length;
  const most = bare || onCampus > uses.length / 2 ? BELOW_A_CASE : 12;
  return Math.min(most, round(base + courses + Math.min(5, parallelDays), 3));
}

const BELOW_A_CASE = 6;
const FOR_TWO = 3;
const FOR_SINGLE_COURSES = 3.5;
const FOR_ONE_COURSE = 2;

/** Two accounts and no third, each for one course, not the same. */
const isForTwo = ({ all, regular, specific, courses }: Served): boolean =>
  all === 2 && regular.length === 2 && specific === 2 && courses === 2;

interface Whole {
  readonly llr: number;
  readonly served: Served;
  readonly by: KnownBy;
  readonly limit: Limits;
}

function findingOf(
  subject: string,
  offering: string,
  own: readonly DeviceUser[],
  { llr, served, by, limit }: Whole,
): Finding {
  const { parallelDays, specific } = served;
  const accounts = served.regular.length;
  const zh = by === 'device' ? '同一台设备' : '同一地址上的同一种浏览器';
  const en = by === 'device' ? 'One device' : 'One kind of browser at one address';
  const inOffering = own.filter((user) => user.offerings.includes(offering));
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr,
    events: citations(inOffering.flatMap((user) => user.events)),
    numbers: [
      { name: 'accounts', value: accounts, threshold: limit.specific, unit: 'accounts' },
      { name: 'days', value: own.length, threshold: limit.daysEach, unit: 'days' },
      {
        name: 'parallel_days',
        value: parallelDays,
        threshold: limit.parallelDays,
        unit: 'days',
      },
      ...(specific > 0
        ? [{ name: 'one_course', value: specific, threshold: limit.specific, unit: 'accounts' }]
        : []),
    ],
    reason: {
      zh: `机房之外的${zh}长期用于 ${accounts} 个账号的学习，其中本账号 ${own.length} 天${parallelDays > 0 ? `；有 ${parallelDays} 天多个账号交替打开` : ''}。`,
      en: `${en} outside the laboratories served the study of ${counted(accounts, 'account')}, this one on ${counted(own.length, 'day')}${parallelDays > 0 ? `; on ${counted(parallelDays, 'day')} several accounts were open at once` : ''}.`,
    },
    innocent: INNOCENT,
    firstAt: inOffering.reduce((least, user) => Math.min(least, user.firstAt), Infinity),
    lastAt: inOffering.reduce((most, user) => Math.max(most, user.lastAt), -Infinity),
    baselines: served.cites,
    ...(served.onLine > 0
      ? { population: [{ name: 'network' as const, of: '', n: served.onLine }] }
      : {}),
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'shared_machine',
    tested: 'laboratories are left out; in dormitories and on campus accounts must be open at once',
    outcome: 'unlikely',
  },
  {
    name: 'borrowed_device',
    tested:
      'accounts with fewer than three days on it, and machines of two or three that study all their courses or the same one, are left out',
    outcome: 'excluded',
  },
];
