import { clientOf, type Happening, type SimClient } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import { CAMPUS_POINT, campusIp, mobileIp, vpnIp } from '../world/networks.js';
import type { SimMeeting, SimOffering } from '../world/offerings.js';
import { phoneOn, type Device, type SimStudent } from '../world/students.js';

/** QR codes turn over every ten seconds (threats.md 1.4). */
const CODE_SEC = 10;

/** When the teacher shows the code: within the first minutes. */
export const openedAt = (meeting: SimMeeting, random: Random): number =>
  meeting.startsAt + random.fork('opened', meeting.id).int(0, 180) * SEC;

/** The code on the screen at an instant. */
export function codeAt(meeting: SimMeeting, at: number): { token: string; tokenIssuedAt: string } {
  const issued = Math.floor(at / (CODE_SEC * SEC)) * CODE_SEC * SEC;
  let hash = 0x811c9dc5;
  for (const char of `${meeting.id}${issued}`)
    hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
  return { token: (hash >>> 0).toString(16), tokenIssuedAt: new Date(issued).toISOString() };
}

/** A phone in the room: fixes scatter by 12.5 m indoors (threats.md 1.4). */
export const fixInRoom = (random: Random) => ({
  lat: CAMPUS_POINT.lat + random.normal(0, 12.5 / 111_000),
  lon: CAMPUS_POINT.lon + random.normal(0, 12.5 / 89_000),
  accuracyM: Math.round(random.between(6, 40)),
});

export function signIn(
  account: string,
  offering: SimOffering,
  meeting: SimMeeting,
  at: number,
  client: SimClient,
  code = codeAt(meeting, at),
): Happening {
  return {
    at,
    type: 'attendance.signed_in',
    platform: offering.platform,
    account,
    live: true,
    data: {
      offering: offering.id,
      meeting: meeting.id,
      method: meeting.method,
      client,
      ...(meeting.method === 'qr' ? code : {}),
    },
  };
}

/** Somebody who came: within seconds of the code, like everybody else, on campus or carrier. */
export function attend(
  student: SimStudent,
  offering: SimOffering,
  meeting: SimMeeting,
  random: Random,
  world: Random,
  lender: Device | undefined,
): Happening {
  const late = random.chance(0.08) ? random.between(60, 600) : 0;
  const at = openedAt(meeting, world) + (2 + random.exponential(8) + late) * SEC;
  const borrowed = student.traits.has('borrowed_phone') && lender && random.chance(0.15);
  const device = borrowed ? lender : phoneOn(student, meeting.day);
  const vpn = student.traits.has('vpn') && random.chance(0.4);
  const ip = vpn ? vpnIp(random) : random.chance(0.65) ? campusIp(random) : mobileIp(random);
  const tells = meeting.method === 'location' || student.index % 5 < 3;
  const geo = tells ? fixInRoom(random) : undefined;
  return signIn(student.number, offering, meeting, at, clientOf(device, ip, geo));
}
