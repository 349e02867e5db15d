import { DAY, midnight, MIN } from '../world/calendar.js';
import type { SimOffering } from '../world/offerings.js';
import { joinedOn, type SimStudent } from '../world/students.js';
import type { SimMeeting } from '../world/timetable.js';

/** A row of the roster's `leaves`. */
export interface SimLeave {
  readonly student: string;
  readonly offering: string;
  readonly meeting: string;
  readonly approvedBy: readonly string[];
  readonly madeUp: boolean;
}

export type Presence =
  | { readonly kind: 'present'; readonly lateMs: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'leave'; readonly leave: SimLeave };

const known = new WeakMap<SimStudent, Map<string, ReadonlyMap<string, Presence>>>();

/**
 * Who is where, meeting by meeting. What counts as absence (article 17: no leave with both
 * approvals, made up) stays within a third of all hours; a few come up to it exactly.
 */
export function presenceOf(
  student: SimStudent,
  offering: SimOffering,
): ReadonlyMap<string, Presence> {
  const own = known.get(student) ?? new Map<string, ReadonlyMap<string, Presence>>();
  known.set(student, own);
  const found = own.get(offering.id) ?? drawPresence(student, offering);
  own.set(offering.id, found);
  return found;
}

function drawPresence(student: SimStudent, offering: SimOffering): Map<string, Presence> {
  const random = student.random.fork('presence', offering.id);
  const atTheEdge = random.chance(0.02);
  const limit = offering.hours.total * (atTheEdge ? 1 / 3 : random.between(0.1, 0.3));
  const attends = atTheEdge ? 0.4 : student.attends;
  const ill = illness(student);
  let missed = 0;
  const answer = new Map<string, Presence>();
  for (const meeting of offering.meetings) {
    if (meeting.day < joinedOn(student, offering)) continue;
    const away = whyAway(student, offering, meeting, attends, ill);
    const counts = away !== undefined && !(away.kind === 'leave' && excused(away.leave));
    const comes = !away || (counts && missed + meeting.hours > limit + 1e-9);
    if (comes) answer.set(meeting.id, { kind: 'present', lateMs: lateness(student, meeting) });
    else answer.set(meeting.id, away);
    if (!comes && counts && meeting.rollCalled) missed += meeting.hours;
  }
  return answer;
}

const excused = ({ approvedBy, madeUp }: SimLeave): boolean => approvedBy.length === 2 && madeUp;

function whyAway(
  student: SimStudent,
  offering: SimOffering,
  meeting: SimMeeting,
  attends: number,
  ill: readonly [number, number] | undefined,
): Exclude<Presence, { kind: 'present' }> | undefined {
  const random = student.random.fork('away', meeting.id);
  const both = [offering.teacher, `a-${student.college}`];
  const leave = (approvedBy: readonly string[], madeUp: boolean): Presence & { kind: 'leave' } => ({
    kind: 'leave',
    leave: {
      student: student.number,
      offering: offering.id,
      meeting: meeting.id,
      approvedBy,
      madeUp,
    },
  });
  if (ill && meeting.day >= ill[0] && meeting.day < ill[1]) return leave(both, true);
  // On the way or at home: asked for, if the train leaves early.
  const { trip } = student;
  if (
    trip &&
    !meeting.remote &&
    meeting.endsAt > trip.leavesAt - 90 * MIN &&
    meeting.startsAt < trip.backAt
  )
    return leave(both, true);
  if (random.chance(0.015))
    return leave(random.pick([both, both, both.slice(0, 1), both.slice(1)]), random.chance(0.7));
  return random.chance(attends) ? undefined : { kind: 'absent' };
}

/** One to three weeks in a hospital bed. */
function illness(student: SimStudent): readonly [number, number] | undefined {
  if (!student.traits.has('on_leave')) return undefined;
  const random = student.random.fork('illness');
  const from = random.int(2, 20);
  return [from, from + random.int(6, 20)];
}

function lateness(student: SimStudent, meeting: SimMeeting): number {
  const random = student.random.fork('late', meeting.id);
  if (!random.chance(student.traits.has('late_comer') ? 0.3 : 0.05)) return 0;
  const room = meeting.closedAt - meeting.openedAt - 30_000;
  return Math.min(room, random.between(0.5, 10) * MIN);
}

/** Whether somebody is in the room, or on the way to it, at an instant. */
export function inClass(student: SimStudent, at: number): SimMeeting | undefined {
  for (const offering of student.offerings)
    for (const meeting of offering.meetings) {
      if (meeting.remote || at < meeting.startsAt - 12 * MIN || at > meeting.endsAt + 5 * MIN)
        continue;
      if (presenceOf(student, offering).get(meeting.id)?.kind === 'present') return meeting;
    }
  return undefined;
}

/** Leave rows of all that a student asked for. */
export const leavesOf = (student: SimStudent): SimLeave[] =>
  student.offerings.flatMap((offering) =>
    [...presenceOf(student, offering).values()].flatMap((one) =>
      one.kind === 'leave' ? [one.leave] : [],
    ),
  );

/** The student's days of illness end with the term. */
export const isAway = (student: SimStudent, at: number): boolean => {
  const ill = illness(student);
  return ill !== undefined && at >= midnight(ill[0]) && at < midnight(ill[1]) - DAY / 2;
};
