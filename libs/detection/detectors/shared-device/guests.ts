import type { JudgeContext } from '../../detector.js';
import type { Finding, InnocentExplanation } from '../../signal.js';
import { citations, groupBy, round } from '../reading.js';
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
  /** Most guests who came on one day, each for a course of his own account. */
  readonly together: number;
}

/**
 * Work that accounts have done on a machine that is another student's own: one who comes back to it for
 * one course alone of several on that platform, or several on one evening. Whose machine it is, is not named.
 */
export function concludeGuests(
  uses: readonly DeviceUse[],
  context: JudgeContext,
  limit: Limits,
): readonly Finding[] {
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
  return visitsTo(people, uses, context).flatMap((visit) =>
    visit.llr < 3 ? [] : [findingOf(visit, people.length, limit)],
  );
}

function visitsTo(
  people: readonly Guest[],
  uses: readonly DeviceUse[],
  context: JudgeContext,
): readonly Visit[] {
  const hosted = people.reduce((most, [, days]) => Math.max(most, days.length), 0);
  const isGuest = ([, days]: Guest): boolean =>
    hosted >= HOST_DAYS && hosted >= HOST_TIMES * days.length;
  const guests = people.filter((one) => isGuest(one) && courseOf(one) !== undefined);
  const evenings = uses
    .map(({ users }) => guests.filter(([subject]) => users.some((one) => one.subject === subject)))
    .filter((present) => present.length >= 2);
  return people.flatMap((guest): Visit[] => {
    const own = evenings.filter((present) => present.includes(guest));
    const together = own.reduce((most, present) => Math.max(most, present.length), 0);
    const llr = Math.max(weighEvenings(together, own.length), weighReturns(guest, people, context));
    return [{ guest, llr, together }];
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
 * terms (4.5), each further one for once in 4.5 (1.5), a second such day for once in 2.7 (1).
 */
const weighEvenings = (together: number, evenings: number): number =>
  together < 2 ? 0 : Math.min(8, 4.5 + 1.5 * (together - 2) + Math.min(1, evenings - 1));

/**
 * Argued, not fitted. One of two or three people on a machine that is more another's, who comes back to
 * it for one course, of several that he has on that platform, and for no other: who has no computer takes
 * the friend's for whatever there is to do. 3, and half of what the single course weighs by chance, for courses are
 * done in stretches; 4 at most: no case without what parts it from the account's own machines (`disjoint-pairs`).
 */
function weighReturns(guest: Guest, people: readonly Guest[], context: JudgeContext): number {
  const [subject, days] = guest;
  const course = courseOf(guest);
  const most = people
    .filter((other) => other !== guest)
    .reduce((top, [, theirs]) => Math.max(top, theirs.length), 0);
  if (course === undefined || days.length < 2 || people.length > 3) return 0;
  if (most < HOST_DAYS || most < days.length) return 0;
  const courses = coursesBeside(subject, course, context);
  if (courses < 2) return 0;
  return round(Math.min(4, 3 + 0.5 * (days.length - 1) * Math.log(courses)), 3);
}

/** Courses of the student on the platforms of that one, itself included: device ids are a platform's own. */
function coursesBeside(subject: string, course: string, { roster }: JudgeContext): number {
  const platforms = new Set(roster.offering(course)?.platforms);
  return roster
    .enrolmentsOf(subject)
    .filter(({ status }) => status === 'active')
    .filter(({ offering }) =>
      roster.offering(offering)?.platforms.some((platform) => platforms.has(platform)),
    ).length;
}

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
      ...(together >= 2
        ? [{ name: 'on_one_day', value: together, threshold: 2, unit: 'accounts' }]
        : []),
    ],
    reason: {
      zh: `本账号该课程的学习有 ${days.length} 天在另一名学生自用的设备上完成，而本账号的其他课程从未使用它${together >= 2 ? `；同一天有 ${together} 个账号在该设备上各学一门课程` : ''}。`,
      en: `On ${counted(days.length, 'day')} this course was worked on with a machine that is another student's own, and none of the account's other courses ever was${together >= 2 ? `; on one day ${counted(together, 'account')} came to it for one course each` : ''}.`,
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
    tested:
      'one visit of one friend is left out; coming back for one course alone is no case by itself',
    outcome: 'possible',
  },
];
