import { clientOf, happening, type Actor, type Happening, type SimClient } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import { scattered } from '../world/campus.js';
import type { SimOffering } from '../world/offerings.js';
import type { Platform } from '../world/platforms.js';
import { accountOf, phoneOn, type SimStudent } from '../world/students.js';
import type { SimMeeting } from '../world/timetable.js';
import type { World } from '../world/world.js';
import { sitDown, type Desk } from './desk.js';

/** The code on the screen at an instant: it turns over every ten seconds or so (threats.md 1.4). */
export function codeAt(
  meeting: SimMeeting,
  platform: Platform,
  at: number,
): { readonly token: string; readonly tokenIssuedAt: string } {
  const life = platform.codeSec * SEC;
  const issued = Math.floor(at / life) * life;
  let hash = 0x811c9dc5;
  for (const char of `${platform.source}${meeting.id}${issued}`)
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return {
    token: ((hash ^ (hash >>> 15)) >>> 0).toString(16),
    tokenIssuedAt: new Date(issued).toISOString(),
  };
}

/** A phone in the room: fixes scatter by 12.5 m indoors (threats.md 1.4), some by a street. */
export const fixInRoom = (meeting: SimMeeting, random: Random): NonNullable<SimClient['geo']> => {
  const metres = random.chance(0.04) ? random.between(60, 300) : random.lognormal(12.5, 0.4);
  return {
    ...scattered(meeting.point, metres, random),
    accuracyM: Math.round(metres * random.between(0.6, 2)),
  };
};

/** One sign-in on one platform. `code` is the one that was scanned, now unless given. */
export function signIn(
  actor: Actor,
  platform: Platform,
  meeting: SimMeeting,
  at: number,
  code = codeAt(meeting, platform, at),
): Happening {
  const { method } = meeting;
  const data = { offering: meeting.offering, meeting: meeting.id, method };
  const own = method === 'qr' ? code : {};
  return {
    ...happening(actor, platform, 'attendance.signed_in', at, { ...data, ...own }),
    live: true,
  };
}

/** Somebody who came: within seconds of the code, like everybody else, on campus or carrier. */
export function* attend(
  world: World,
  student: SimStudent,
  meeting: SimMeeting,
  lateMs: number,
): Generator<Happening> {
  const random = student.random.fork('attend', meeting.id);
  let at = meeting.openedAt + lateMs + (2 + random.exponential(9)) * SEC;
  const desk = meeting.remote
    ? sitDown(world, student, at, 'study', random)
    : handOf(world, student, meeting, random);
  if (!desk) return;
  for (const platform of meeting.platforms) {
    const account = accountOf(student, platform.source);
    const session = `s-${random.hex(8)}`;
    const actor = { account, session, client: desk.client, skewMs: desk.device.skewMs };
    // The code is read from the screen, then the request is on its way: longer from the far rows.
    const far = student.traits.has('far_seat') ? random.between(1, 7) : random.exponential(1);
    const photo = meeting.method === 'photo' ? { photoHash: random.hex(32) } : {};
    const one = signIn(actor, platform, meeting, at, codeAt(meeting, platform, at - far * SEC));
    yield { ...one, data: { ...one.data, ...photo } };
    if (platform.signsOut) yield* signOut(one, meeting, random);
    at += random.between(5, 40) * SEC;
  }
}

function* signOut(one: Happening, meeting: SimMeeting, random: Random): Generator<Happening> {
  // Nobody scans a code on the way out.
  const data = { ...one.data, token: undefined, tokenIssuedAt: undefined };
  const at = meeting.endsAt + random.normal(60, 60) * SEC;
  yield { ...one, at, type: 'attendance.signed_out', data };
}

/** The own phone in the room, or a neighbour's where the own one is empty. */
function handOf(world: World, student: SimStudent, meeting: SimMeeting, random: Random): Desk {
  const borrows = student.traits.has('borrowed_phone') && random.chance(0.15);
  const lender = borrows ? friendOf(world, student, meeting) : undefined;
  const device = phoneOn(lender ?? student, meeting.day);
  const { campus } = world;
  const vpn = student.traits.has('vpn') && random.chance(0.4);
  const wireless = random.chance(0.65);
  const ip = vpn
    ? campus.vpnIp(random)
    : wireless
      ? campus.campusIp(random)
      : campus.mobileIp(random);
  const tells = meeting.method === 'location' || student.index % 5 < 3;
  const geo = tells ? fixInRoom(meeting, random) : undefined;
  return { device, client: clientOf(device, ip, geo) };
}

/** Whoever sits beside: a classmate in the same offering. */
function friendOf(world: World, student: SimStudent, meeting: SimMeeting): SimStudent | undefined {
  const members = world.members.get(meeting.offering) ?? [];
  const at = members.indexOf(student);
  return at < 0 ? undefined : members[(at + 1) % members.length];
}

/** What the teacher's screen tells, where the vendor tells it. */
export function* openings(world: World, offering: SimOffering, day: number): Generator<Happening> {
  for (const meeting of offering.meetings)
    if (meeting.day === day && meeting.rollCalled)
      for (const platform of meeting.platforms.filter((one) => one.opensMeetings)) {
        const random = world.random.fork('opening', meeting.id);
        const client = { ip: world.campus.campusIp(random) };
        const actor = { account: offering.teacher, session: `t-${meeting.id}`, client, skewMs: 0 };
        const { lat, lon } = meeting.point;
        const fence = meeting.method === 'location' ? { fence: { lat, lon, radiusM: 100 } } : {};
        const data = {
          offering: offering.id,
          meeting: meeting.id,
          method: meeting.method,
          ...fence,
        };
        yield happening(actor, platform, 'attendance.opened', meeting.openedAt, data);
        yield happening(actor, platform, 'attendance.closed', meeting.closedAt, data);
      }
}
