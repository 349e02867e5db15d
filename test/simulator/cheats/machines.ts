import { clientOf, type Actor, type SimClient } from '../event.js';
import { deviceFor } from '../habits/desk.js';
import type { Random } from '../random.js';
import { CITIES } from '../world/campus.js';
import { laptopOf, type Device } from '../world/devices.js';
import type { SimOffering } from '../world/offerings.js';
import { accountOf, type SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';

const DATA_CENTRES = ['47.98', '101.34', '120.55', '139.196', '8.130', '43.142', '124.71'];

/** A rented server's address: on nobody's list of networks. */
export const serverIp = (random: Random): string =>
  `${random.pick(DATA_CENTRES)}.${random.int(1, 250)}.${random.int(2, 250)}`;

/** A home line far from the campus, or a carrier's. */
export const farIp = (world: World, random: Random): string =>
  random.chance(0.8)
    ? world.campus.homeIp(random.pick(CITIES.slice(2)), random)
    : world.campus.mobileIp(random);

export const ownDormIp = ({ campus }: World, student: SimStudent): string =>
  campus.dormIp(student.dormitory, student.room);

/** Another room of the same building: the same address where a building stands behind one. */
export const nextDoorIp = ({ campus }: World, student: SimStudent, random: Random): string =>
  campus.dormIp(student.dormitory, student.room + random.int(1, 9));

/** Another building. */
export const otherDormIp = ({ campus }: World, student: SimStudent, random: Random): string =>
  campus.dormIp((student.dormitory + random.int(1, 2)) % campus.dormitories, random.int(0, 90));

/** The machine that the student works on at home, where it stands. */
export function ownDesk(
  world: World,
  student: SimStudent,
  day: number,
  random: Random,
): { readonly device: Device; readonly client: SimClient } {
  const device = deviceFor(world, student, { kind: 'dormitory' }, day, false, random);
  const ip = student.traits.has('commuter')
    ? world.campus.homeIp(CITIES[0], student.random.fork('line', 0))
    : ownDormIp(world, student);
  return { device, client: clientOf(device, ip) };
}

/** A machine that the account has never been seen on. */
export const unseen = (random: Random, ip: string): SimClient => clientOf(laptopOf(random), ip);

/** How a packet tool introduces itself. */
export type Guise =
  /** Cookies, device id and agent taken from the owner's browser. */
  | 'browser'
  /** One agent in its source for all its users; no device. */
  | 'one_agent'
  /** The same, and a device id made up for each session. */
  | 'new_device'
  /** Whatever its HTTP library says. */
  | 'library';

export const GUISES: readonly Guise[] = [
  'browser',
  'browser',
  'one_agent',
  'new_device',
  'library',
];

const LIBRARIES = ['python-requests/2.31.0', 'okhttp/4.9.3', 'Go-http-client/1.1', 'axios/1.6.8'];

/** An agent as somebody wrote it down, years ago. */
export const writtenAgent = (random: Random): string =>
  random.chance(0.3)
    ? random.pick(LIBRARIES)
    : `Mozilla/5.0 (${random.pick(['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'Linux; Android 12; SM-N9006'])}) Chrome/${random.int(81, 131)}.0`;

export function guised(
  guise: Guise,
  agent: string,
  own: Device,
  ip: string,
  random: Random,
): SimClient {
  switch (guise) {
    case 'browser':
      return clientOf(own, ip);
    case 'one_agent':
      return { ip, userAgent: agent };
    case 'new_device':
      return { ip, userAgent: agent, deviceId: `w-${random.hex(12)}` };
    case 'library':
      return random.chance(0.5) ? { ip } : { ip, userAgent: agent };
  }
}

/** Somebody or something that uses a student's account in an offering. */
export const actorAs = (
  student: SimStudent,
  { platform }: SimOffering,
  client: SimClient,
  random: Random,
  wrong?: Actor['wrong'],
): Actor => ({
  account: accountOf(student, platform.source),
  session: `s-${random.hex(8)}`,
  client,
  skewMs: 0,
  wrong,
});
