import { leavesOf, presenceOf } from '../../habits/presence.js';
import type { Random } from '../../random.js';
import { joinedOn, type SimStudent } from '../../world/students.js';
import type { SimMeeting } from '../../world/timetable.js';
import type { World } from '../../world/world.js';
import { MIN } from '../../world/calendar.js';
import { caseKey, labelOf, type Effort, type Pair } from '../label.js';
import { phoneInRoom, signedAs } from '../proxy/group.js';
import type { Draw, Family, Scheme } from '../scheme.js';

/** Meetings that count (article 15): held by the timetable or an approved move, with a roll-call. */
export const counting = ({ student, offering }: Pair): SimMeeting[] =>
  offering.meetings.filter(
    ({ day, rollCalled, replaces, approval }) =>
      rollCalled && day >= joinedOn(student, offering) && (replaces === null || approval !== null),
  );

const hoursOf = (meetings: readonly SimMeeting[]): number =>
  meetings.reduce((sum, { hours }) => sum + hours, 0);

/** Whether so many hours, missed, are beyond a third of all (article 17). */
export const beyondThird = ({ offering }: Pair, hours: number): boolean =>
  3 * hours > offering.hours.total;

export const canMissTooMuch = (pair: Pair): boolean => beyondThird(pair, hoursOf(counting(pair)));

/** What is missed without an excuse already. */
const isMissed = ({ student, offering }: Pair, id: string): boolean => {
  const presence = presenceOf(student, offering).get(id);
  return (
    presence?.kind === 'absent' ||
    (presence?.kind === 'leave' &&
      !(presence.leave.approvedBy.length === 2 && presence.leave.madeUp))
  );
};

/** Meetings to stay away from, till the hours missed are at least so many and beyond a third. */
function away(pair: Pair, hours: number, random: Random): readonly SimMeeting[] | undefined {
  const all = counting(pair);
  let missed = hoursOf(all.filter(({ id }) => isMissed(pair, id)));
  const staying: SimMeeting[] = [];
  const present = all.filter(
    ({ id }) => presenceOf(pair.student, pair.offering).get(id)?.kind === 'present',
  );
  for (const meeting of random.some(present, present.length)) {
    if (missed >= hours && beyondThird(pair, missed)) break;
    staying.push(meeting);
    missed += meeting.hours;
  }
  return staying.length > 0 && beyondThird(pair, missed) ? staying : undefined;
}

const family = (
  name: string,
  effort: Effort,
  /** Of all hours that count, the share missed at least. */
  share: (random: Random) => number,
  rest: (
    pair: Pair,
    staying: readonly SimMeeting[],
    random: Random,
    world: World,
  ) => Partial<Scheme> = () => ({}),
): Family => ({
  name,
  draw({ world, pool, random }: Draw) {
    const pair = pool.take(canMissTooMuch, random);
    if (!pair) return undefined;
    const hours = hoursOf(counting(pair)) * share(random.fork('share'));
    const staying = away(pair, hours, random.fork('away'));
    if (!staying) {
      pool.release(pair);
      return undefined;
    }
    return {
      cases: [labelOf(pair, { violation: 'excessive_absence', family: name, effort })],
      replaces: [{ ...pair, meetings: new Set(staying.map(({ id }) => id)) }],
      acts: [],
      ...rest(pair, staying, random.fork('rest'), world),
    };
  },
});

/** Leave that excuses nothing: one signature, or never made up. */
const uselessLeaves = (
  { student, offering }: Pair,
  staying: readonly SimMeeting[],
  random: Random,
): Partial<Scheme> => ({
  leaves: staying
    .filter(() => random.chance(0.6))
    .map(({ id }) => {
      const both = [offering.teacher, `a-${student.college}`];
      const oneHand = random.chance(0.5);
      const approvedBy = oneHand ? both.slice(0, 1) : both;
      const row = { student: student.number, offering: offering.id, meeting: id };
      return { ...row, approvedBy, madeUp: oneHand && random.chance(0.5) };
    }),
});

/** Comes when everybody goes, and signs in all the same (article 16: on time). */
const afterwards = (
  pair: Pair,
  staying: readonly SimMeeting[],
  random: Random,
  world: World,
): Partial<Scheme> => {
  const wrong = caseKey({
    student: pair.student.number,
    offering: pair.offering.id,
    violation: 'excessive_absence',
  });
  return {
    acts: staying
      .filter(() => random.chance(0.7))
      .map((meeting) => {
        const own = random.fork('comes', meeting.id);
        const at = meeting.endsAt + own.between(40, 180) * MIN;
        const client = phoneInRoom(world, pair.student, meeting, own);
        return { day: meeting.day, happen: () => signedAs(pair, meeting, at, client, [wrong]) };
      }),
  };
};

export const ABSENCE: readonly Family[] = [
  family('stays_away', 'blatant', (random) => random.between(0.6, 1)),
  family('comes_at_times', 'moderate', (random) => random.between(0.4, 0.6)),
  family('leave_that_excuses_nothing', 'moderate', () => 0, uselessLeaves),
  family('signs_in_afterwards', 'moderate', (random) => random.between(0, 0.6), afterwards),
  family('just_beyond', 'adaptive', () => 0),
];

/** Nothing was ever seen of them, in any course: by article 25, and where it adds up by 17 too. */
export const neverThere: Family = {
  name: 'never_there',
  draw({ pool, random }: Draw) {
    const student = pool.takeStudent(isWhole, random);
    if (!student) return undefined;
    const pairs = student.offerings.map((offering) => ({ student, offering }));
    const about = { family: 'never_there', effort: 'blatant' } as const;
    return {
      cases: pairs.flatMap((pair) => [
        labelOf(pair, { violation: 'non_participation', ...about }),
        ...(canMissTooMuch(pair)
          ? [labelOf(pair, { violation: 'excessive_absence', ...about })]
          : []),
      ]),
      replaces: pairs.map((pair) => ({
        ...pair,
        videos: true,
        sittings: true,
        visits: true,
        meetings: true,
      })),
      acts: [],
    };
  },
};

/** Enrolled from the first day and not left: nothing else shows a login. */
const isWhole = (student: SimStudent): boolean =>
  student.dropped.length === 0 &&
  !student.traits.has('transferred') &&
  !student.traits.has('left_running') &&
  leavesOf(student).length === 0;
