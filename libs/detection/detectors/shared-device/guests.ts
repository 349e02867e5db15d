import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy } from '../reading.js';
import { counted } from '../wording.js';
import type { DeviceUse, DeviceUser } from './day.js';
import type { Limits } from './day.js';

/** People around a student's own machine; more make it a room's. */
const MOST_PEOPLE = 6;
/** Days that make a machine somebody's own, and how many times a guest's days they are. */
const HOST_DAYS = 5;
const HOST_TIMES = 3;

type Guest = readonly [subject: string, days: readonly DeviceUser[]];

interface Visit {
  readonly guest: Guest;
  readonly llr: number;
  /** Most guests who came on one day, each for a course of his own account; two at least. */
  readonly together: number;
}

/**
 * Work that accounts have done on a machine that is another student's own, several of them on one evening.
 * One who comes back to it for one course says nothing: rooms share a tablet. Whose machine it is, is not named.
 */
export function concludeGuests(uses: readonly DeviceUse[], limit: Limits): readonly Finding[] {
  const people = [
    ...groupBy(
      uses.flatMap((use) => use.users),
      ({ subject }) => subject,
    ),
  ];
  const placed = uses.filter(({ ground }) => ground !== 'none');
  const onCampus = placed.filter(({ ground }) => ground === 'campus').length;
  // What stands in a library is nobody's own.
  if (people.length > MOST_PEOPLE || people.length < 2 || onCampus > placed.length / 2) return [];
  return visitsTo(people, uses).map((visit) => findingOf(visit, people.length, limit));
}

function visitsTo(people: readonly Guest[], uses: readonly DeviceUse[]): readonly Visit[] {
  const hosted = people.reduce((most, [, days]) => Math.max(most, days.length), 0);
  const isGuest = ([, days]: Guest): boolean =>
    hosted >= HOST_DAYS && hosted >= HOST_TIMES * days.length;
  const guests = people.filter((one) => isGuest(one) && courseOf(one) !== undefined);
  const evenings = uses
    .map(({ users }) => guests.filter(([subject]) => users.some((one) => one.subject === subject)))
    .filter((present) => present.length >= 2);
  return people.flatMap((guest): Visit[] => {
    const own = evenings.filter((present) => present.includes(guest));
    if (own.length === 0) return [];
    const together = Math.max(...own.map((present) => present.length));
    return [{ guest, llr: weighEvenings(together, own.length), together }];
  });
}

/** The one course that an account came for; undefined where it came for several or none. */
function courseOf([, days]: Guest): string | undefined {
  const courses = new Set(days.flatMap(({ offerings }) => offerings));
  return courses.size === 1 ? [...courses][0] : undefined;
}

/**
 * Argued, not fitted. A laptop is lent on one evening to one friend; that two do the work of one course
 * each on a third one's own machine on one day, and hardly ever come again, is taken for once in 90 such accounts'
 * terms (4.5), each further one for once in 4.5 (1.5), a second such day for once in 2.7 (1). At most 6.5: no case
 * without what parts it from the account's own machines (`disjoint-pairs`).
 */
const weighEvenings = (together: number, evenings: number): number =>
  Math.min(6.5, 4.5 + 1.5 * (together - 2) + Math.min(1, evenings - 1));

function findingOf({ guest, llr, together }: Visit, people: number, limit: Limits): Finding {
  const [subject, days] = guest;
  const offering = courseOf(guest) ?? '';
  return {
    anchor: `${subject} ${offering}`,
    subject,
    offering,
    llr,
    events: citations(days.flatMap((user) => user.events)),
    numbers: [
      { name: 'accounts', value: people, threshold: limit.specific, unit: 'accounts' },
      { name: 'days', value: days.length, threshold: 1, unit: 'days' },
      { name: 'on_one_day', value: together, threshold: 2, unit: 'accounts' },
    ],
    reason: {
      zh: `本账号该课程的学习有 ${days.length} 天在另一名学生自用的设备上完成，而本账号的其他课程从未使用它；同一天有 ${together} 个账号在该设备上各学一门课程。`,
      en: `On ${counted(days.length, 'day')} this course was worked on with a machine that is another student's own, and none of the account's other courses ever was; on one day ${counted(together, 'account')} came to it for one course each.`,
    },
    innocent: INNOCENT,
    firstAt: days.reduce((least, user) => Math.min(least, user.firstAt), Infinity),
    lastAt: days.reduce((most, user) => Math.max(most, user.lastAt), -Infinity),
    baselines: [],
  };
}

const INNOCENT: readonly InnocentExplanation[] = [
  {
    name: 'shared_machine',
    tested:
      'laboratories, libraries, machines of more than six people, and such as are used for whatever course there is are left out',
    outcome: 'unlikely',
  },
  {
    name: 'borrowed_device',
    tested: 'whoever comes by himself, once or again, is left out',
    outcome: 'possible',
  },
];
