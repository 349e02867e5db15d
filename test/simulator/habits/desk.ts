import { clientOf, type Actor, type SimClient } from '../event.js';
import type { Random } from '../random.js';
import { dayOf, HOUR, hourOf } from '../world/calendar.js';
import {
  CAMPUS_POINT,
  CITIES,
  foreignVpnIp,
  scattered,
  type City,
  type Lab,
  type Point,
} from '../world/campus.js';
import type { SimAssessment } from '../world/assessments.js';
import { laptopOf, type Device } from '../world/devices.js';
import type { SimOffering } from '../world/offerings.js';
import { accountOf, laptopOn, phoneOn, type SimStudent } from '../world/students.js';
import type { World } from '../world/world.js';
import { inClass } from './presence.js';

/** As many as the smallest lab has seats. */
const LAB_USERS = 48;

/** Where somebody is, and how that place is connected. */
export type Place =
  | { readonly kind: 'class' | 'dormitory' | 'campus' | 'lab' | 'cafe' }
  | { readonly kind: 'home'; readonly point: City }
  | { readonly kind: 'journey'; readonly point: Point };

/** Undefined in the air. */
export function placeAt(student: SimStudent, at: number, random: Random): Place | undefined {
  const { trip, traits } = student;
  if (trip && at >= trip.leavesAt && at < trip.backAt) {
    if (at >= trip.arrivesAt && at < trip.returnsAt) return { kind: 'home', point: trip.to };
    if (trip.byAir) return undefined;
    const [from, until] =
      at < trip.arrivesAt ? [trip.leavesAt, trip.arrivesAt] : [trip.backAt, trip.returnsAt];
    const share = (at - from) / (until - from);
    const along = (a: number, b: number): number => a + (b - a) * share;
    return {
      kind: 'journey',
      point: {
        lat: along(CAMPUS_POINT.lat, trip.to.lat),
        lon: along(CAMPUS_POINT.lon, trip.to.lon),
      },
    };
  }
  if (inClass(student, at)) return { kind: 'class' };
  const hour = hourOf(at);
  const weekend = dayOf(at) % 7 >= 5;
  if (traits.has('commuter') && (weekend || hour < 7.5 || hour > 18.5))
    return { kind: 'home', point: CITIES[0] };
  if (traits.has('family_pc') && weekend) return { kind: 'home', point: CITIES[0] };
  if (traits.has('shared_lab') && hour > 8 && hour < 21 && random.chance(0.5))
    return { kind: 'lab' };
  if (traits.has('internet_cafe') && (weekend || hour > 19) && random.chance(0.4))
    return { kind: 'cafe' };
  return { kind: hour > 8 && hour < 18 && random.chance(0.35) ? 'campus' : 'dormitory' };
}

/** A machine, its connection, and where that is. */
export interface Desk {
  readonly device: Device;
  readonly client: SimClient;
  readonly place?: Place;
}

const onTheWay = ({ kind }: Place): boolean => kind === 'class' || kind === 'journey';

/** Nobody is in two places within minutes: whoever was somewhere just now stays there. */
function placeNow(
  student: SimStudent,
  at: number,
  random: Random,
  stays: Place | undefined,
): Place | undefined {
  const place = placeAt(student, at, random);
  return place && stays && !onTheWay(place) && !onTheWay(stays) ? stays : place;
}

/** A machine on a network for one session; undefined where there is none to be had. */
export function sitDown(
  world: World,
  student: SimStudent,
  at: number,
  purpose: 'look' | 'study' | 'exam',
  random: Random,
  stays?: Place,
): Desk | undefined {
  const place = placeNow(student, at, random, stays);
  if (!place) return undefined;
  const day = dayOf(at);
  const glances = purpose === 'look' && random.chance(0.6);
  if (place.kind === 'lab' && !glances) return labSeat(world, student, day, place);
  if (place.kind === 'cafe' && !glances) {
    const machine = laptopOf(world.random.fork('cafe', random.int(0, 200)));
    const client = clientOf(machine, `218.95.${random.int(0, 3)}.${random.int(2, 9)}`);
    return { device: machine, client, place };
  }
  const onPhone =
    place.kind === 'class' ||
    place.kind === 'journey' ||
    (purpose === 'look'
      ? random.chance(0.6)
      : purpose === 'study' && random.chance(student.traits.has('app_and_web') ? 0.4 : 0.12));
  const device = deviceFor(world, student, place, day, onPhone, random);
  const mobile =
    place.kind === 'journey' || place.kind === 'cafe' || (onPhone && random.chance(0.5));
  const ip = mobile ? world.campus.mobileIp(random) : ipAt(world, student, place, random);
  const geo = device.id.startsWith('m-') && random.chance(0.6) ? fixAt(place, random) : undefined;
  return { device, client: clientOf(device, ip, geo), place };
}

/** An actor for one session of a student's own. */
export function actorOf(
  student: SimStudent,
  source: string,
  desk: { readonly device: Device; readonly client: SimClient },
  random: Random,
): Actor {
  return {
    account: accountOf(student, source),
    session: `s-${random.hex(8)}`,
    client: desk.client,
    skewMs: desk.device.skewMs,
  };
}

/** Another seat each day, and never one that somebody else has. */
function labSeat(
  { campus, labUsers }: World,
  student: SimStudent,
  day: number,
  place: Place,
): Desk | undefined {
  const rank = labUsers.get(student) ?? 0;
  const lab = campus.labs[Math.floor(rank / LAB_USERS) % campus.labs.length];
  return lab && { ...labMachine(lab, ((rank % LAB_USERS) + day * 5) % lab.seats), place };
}

function labMachine(lab: Lab, seat: number) {
  const machine: Device = {
    id: lab.cloned ? lab.id : `${lab.id}-${seat}`,
    userAgent: lab.userAgent,
    skewMs: 400 * (seat % 5),
  };
  return { device: machine, client: clientOf(machine, lab.ip) };
}

/** Owners' machines, partners' in turn, the family's at weekends, a nameless window each time. */
export function deviceFor(
  world: World,
  student: SimStudent,
  place: Place,
  day: number,
  onPhone: boolean,
  random: Random,
): Device {
  const { traits, index } = student;
  if (onPhone) return phoneOn(student, day);
  const pair = Math.floor(index / 2);
  const turn = day % 2 === index % 2;
  if (traits.has('family_pc') && place.kind === 'home')
    return turn ? laptopOf(world.random.fork('family', pair)) : phoneOn(student, day);
  if (traits.has('couple_laptop'))
    return turn ? laptopOf(world.random.fork('couple', pair)) : phoneOn(student, day);
  const laptop = laptopOn(student, day);
  return traits.has('private_window') ? { ...laptop, id: `w-${random.hex(12)}` } : laptop;
}

function ipAt(world: World, student: SimStudent, place: Place, random: Random): string {
  const { traits } = student;
  const { campus } = world;
  if (traits.has('foreign_vpn') && random.chance(0.6)) return foreignVpnIp(random);
  if (traits.has('vpn') && random.chance(0.5)) return campus.vpnIp(random);
  if (traits.has('carrier_jumps') && random.chance(0.6)) return campus.mobileIp(random);
  if (place.kind === 'home')
    return campus.homeIp(place.point, student.random.fork('line', random.int(0, 2)));
  return place.kind === 'dormitory'
    ? campus.dormIp(student.dormitory, student.room)
    : campus.campusIp(random);
}

/** What a phone believes about where it is: metres off, at times a cell's middle. */
export function fixAt(place: Place, random: Random): NonNullable<SimClient['geo']> {
  const coarse = random.chance(0.05);
  const point =
    'point' in place ? scattered(place.point, 3000, random) : scattered(CAMPUS_POINT, 350, random);
  const accuracyM = Math.round(coarse ? random.between(300, 1500) : random.lognormal(15, 0.6));
  return { ...scattered(point, accuracyM, random), accuracyM };
}

/** Hours that a flight or a missing line takes away: the next instant with a connection. */
export const groundedAt = (student: SimStudent, at: number): number => {
  const { trip } = student;
  if (!trip?.byAir) return at;
  if (at >= trip.leavesAt && at < trip.arrivesAt) return trip.arrivesAt + 0.5 * HOUR;
  if (at >= trip.returnsAt && at < trip.backAt) return trip.backAt + 0.5 * HOUR;
  return at;
};

/** The own laptop, left in the dormitory. */
export function dormDesk(world: World, student: SimStudent, day: number) {
  const device = laptopOn(student, day);
  return { device, client: clientOf(device, world.campus.dormIp(student.dormitory, student.room)) };
}

/** Proctored: a seat of the lab. Else where one lives; at times on a friend's laptop, the own one broken. */
export function examSeat(
  world: World,
  student: SimStudent,
  offering: SimOffering,
  assessment: SimAssessment,
  at: number,
  random: Random,
  stays?: Place,
): Desk | undefined {
  if (assessment.proctored) {
    const rank = (world.members.get(offering.id) ?? []).indexOf(student);
    const room = world.offerings.indexOf(offering) * 4 + Math.floor(rank / LAB_USERS);
    return labMachine(world.campus.examRoom(room), rank % LAB_USERS);
  }
  if (student.traits.has('exam_elsewhere')) {
    const device = laptopOf(student.random.fork('borrowed laptop', assessment.id));
    const building = (student.dormitory + 1) % world.campus.dormitories;
    return { device, client: clientOf(device, world.campus.dormIp(building, student.room + 9)) };
  }
  return sitDown(world, student, at, 'exam', random, stays);
}
