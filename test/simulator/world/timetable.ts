import type { Random } from '../random.js';
import { HOUR, isHoliday, midnight, MIN } from './calendar.js';
import { scattered, CAMPUS_POINT, type Point } from './campus.js';
import type { Platform } from './platforms.js';

export type SignInMethod = 'qr' | 'location' | 'code' | 'gesture' | 'photo' | 'live';

/** One scheduled session, as it took place. */
export interface SimMeeting {
  readonly id: string;
  readonly offering: string;
  readonly day: number;
  readonly startsAt: number;
  readonly endsAt: number;
  /** Teaching hours, not clock hours. */
  readonly hours: number;
  readonly room: string;
  readonly point: Point;
  /** The whole room at once, or whoever comes. */
  readonly method: SignInMethod;
  /** Where one signs in: mostly one platform, at times two for the same meeting. */
  readonly platforms: readonly Platform[];
  /** When the teacher shows the code, and for how long it can be used. */
  readonly openedAt: number;
  readonly closedAt: number;
  /** False where the teacher called no roll: nobody signed in, nobody was absent. */
  readonly rollCalled: boolean;
  /** Seen on a screen at home (a broadcast course). */
  readonly remote: boolean;
  readonly replaces: string | null;
  readonly approval: string | null;
}

/** A row of the timetable that another replaced. */
export type PlannedMeeting = Pick<
  SimMeeting,
  'id' | 'offering' | 'startsAt' | 'endsAt' | 'hours' | 'room'
>;

export interface Timetable {
  readonly meetings: readonly SimMeeting[];
  readonly replaced: readonly PlannedMeeting[];
}

export interface TimetablePlan {
  readonly offering: string;
  readonly weeks: number;
  /** Weekday and hour of each weekly slot. */
  readonly slots: readonly { readonly weekday: number; readonly hour: number }[];
  readonly platforms: readonly Platform[];
  readonly remote: boolean;
  /** Hour to which a session is moved, free for everybody who has it. */
  readonly moveTo: number;
}

export function drawTimetable(plan: TimetablePlan, random: Random): Timetable {
  const method = plan.remote
    ? 'live'
    : random.pick(['qr', 'qr', 'qr', 'location', 'code', 'gesture', 'photo'] as const);
  const room = plan.remote
    ? '线上'
    : `${random.pick(['A', 'B', 'C'])}-${random.int(1, 6)}0${random.int(1, 9)}`;
  const point = scattered(CAMPUS_POINT, 120, random);
  const meetings: SimMeeting[] = [];
  const replaced: PlannedMeeting[] = [];
  let n = 0;
  for (let week = 0; week < plan.weeks; week++)
    for (const slot of plan.slots) {
      const own = random.fork('meeting', ++n);
      const held = holdOne(
        { ...plan, method, room, point },
        week * 7 + slot.weekday,
        slot.hour,
        n,
        own,
      );
      meetings.push(...held.meetings);
      replaced.push(...held.replaced);
    }
  return { meetings, replaced };
}

interface Room extends TimetablePlan {
  readonly method: SignInMethod;
  readonly room: string;
  readonly point: Point;
}

/** As planned; or, on a holiday or for a reason, on another day with or without an approval. */
function holdOne(plan: Room, day: number, hour: number, n: number, random: Random): Timetable {
  const id = `${plan.offering}-m${n}`;
  const moved = isHoliday(day) ? random.chance(0.6) : random.chance(0.03);
  const planned = meetingOf(plan, id, day, hour, random);
  if (!moved) return { meetings: isHoliday(day) ? [] : [planned], replaced: [] };
  const to = day + random.pick([1, 2, 3]);
  if (isHoliday(to) || to >= plan.weeks * 7)
    return { meetings: isHoliday(day) ? [] : [planned], replaced: [] };
  const approval = random.chance(0.75) ? `教务调课-2026-${random.int(100, 999)}` : null;
  const held = meetingOf(plan, `${id}-b`, to, plan.moveTo, random);
  const { offering, startsAt, endsAt, hours, room } = planned;
  return {
    meetings: [{ ...held, replaces: id, approval }],
    replaced: [{ id, offering, startsAt, endsAt, hours, room }],
  };
}

function meetingOf(plan: Room, id: string, day: number, hour: number, random: Random): SimMeeting {
  const startsAt = midnight(day) + hour * HOUR;
  // Some teachers show the code before the bell, some in the middle.
  const openedAt =
    startsAt + Math.round(random.pick([-3, 0, 1, 2, 2, 5]) * MIN + random.between(0, 60_000));
  return {
    id,
    offering: plan.offering,
    day,
    startsAt,
    endsAt: startsAt + 100 * MIN,
    hours: 2,
    room: plan.room,
    point: plan.point,
    method: plan.method,
    platforms: plan.platforms,
    openedAt,
    closedAt: openedAt + random.int(6, 14) * MIN,
    rollCalled: !random.chance(0.02),
    remote: plan.remote,
    replaces: null,
    approval: null,
  };
}
