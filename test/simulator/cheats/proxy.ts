import { clientOf, type Happening, type SimClient } from '../event.js';
import { codeAt, signIn } from '../habits/attendance.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import { CAMPUS_POINT, CITIES } from '../world/campus.js';
import { laptopOf, type Device } from '../world/devices.js';
import type { SimOffering } from '../world/offerings.js';
import { accountOf, phoneOn, type SimStudent } from '../world/students.js';
import type { SimMeeting } from '../world/timetable.js';
import type { World } from '../world/world.js';
import { caseKey, keyOf, type LabelledCase } from './label.js';

export type ProxyFamily = 'one_hand_tool' | 'one_hand_phone' | 'qr_relay';

/** Absent students and the way in which they are signed in all the same. */
export interface ProxyGroup {
  readonly family: ProxyFamily;
  readonly offering: SimOffering;
  /** Signs the others in; attends himself. */
  readonly hand: SimStudent;
  readonly absent: readonly SimStudent[];
  readonly client: Device;
  readonly gapSec: number;
  readonly diligence: number;
  readonly labels: readonly LabelledCase[];
}

export function drawProxy(
  students: readonly SimStudent[],
  offerings: readonly SimOffering[],
  wanted: number,
  random: Random,
): ProxyGroup[] {
  const groups: ProxyGroup[] = [];
  const used = new Set<string>();
  for (let n = 0, cases = 0; n < 10_000 && (cases < wanted || groups.length < 2); n++) {
    const offering = random.pick(
      offerings.filter((one) => one.meetings.some(({ remote }) => !remote)),
    );
    const free = students.filter(
      (one) => one.offerings.includes(offering) && !used.has(keyOf(one.number, offering.id)),
    );
    const [hand, ...absent] = random.some(free, 1 + random.int(3, 6));
    if (!hand || absent.length < 3) continue;
    for (const one of absent) used.add(keyOf(one.number, offering.id));
    groups.push(drawGroup(offering, hand, absent, random.fork('group', n)));
    cases += absent.length;
  }
  return groups;
}

function drawGroup(
  offering: SimOffering,
  hand: SimStudent,
  absent: readonly SimStudent[],
  random: Random,
): ProxyGroup {
  const codes = offering.meetings[0]?.method === 'qr';
  const drawn = random.pick<ProxyFamily>(['one_hand_tool', 'qr_relay', 'one_hand_phone']);
  const family = drawn === 'qr_relay' && !codes ? 'one_hand_tool' : drawn;
  const diligence = random.between(0.6, 1);
  return {
    family,
    offering,
    hand,
    absent,
    client: family === 'one_hand_phone' ? hand.phone : laptopOf(random),
    gapSec: family === 'one_hand_phone' ? random.between(20, 50) : random.between(0.3, 0.9),
    diligence,
    labels: [
      ...absent.map((one) => labelOf(one, offering, family, 'participant')),
      ...(family === 'one_hand_phone' ? [labelOf(hand, offering, family, 'organiser')] : []),
    ],
  };
}

const labelOf = (
  student: SimStudent,
  offering: SimOffering,
  family: ProxyFamily,
  part: LabelledCase['part'],
): LabelledCase => ({
  student: student.number,
  offering: offering.id,
  violation: 'proxy_attendance',
  family,
  part,
  effort: family === 'qr_relay' ? 'moderate' : 'blatant',
});

/** The sign-ins of the absent for one meeting; each of them stays away with the group. */
export function* proxyAt(
  world: World,
  group: ProxyGroup,
  meeting: SimMeeting,
  random: Random,
): Generator<Happening> {
  if (!random.chance(group.diligence)) return;
  if (group.family === 'qr_relay') return yield* relayAt(world, group, meeting, random);
  const { campus } = world;
  const ip = random.chance(0.7) ? campus.campusIp(random) : campus.mobileIp(random);
  const preset = { lat: CAMPUS_POINT.lat + 0.000021, lon: CAMPUS_POINT.lon - 0.000013 };
  let at = meeting.openedAt + random.between(8, 40) * SEC;
  for (const one of group.absent) {
    const id = group.family === 'one_hand_tool' ? `m-${random.hex(12)}` : group.client.id;
    const geo = meeting.method === 'location' ? preset : undefined;
    yield* signedAs(group, one, meeting, at, clientOf({ ...group.client, id }, ip, geo));
    at += (group.gapSec + random.exponential(group.gapSec * 0.2)) * SEC;
  }
}

function* signedAs(
  group: ProxyGroup,
  student: SimStudent,
  meeting: SimMeeting,
  at: number,
  client: SimClient,
  scannedAt = at,
): Generator<Happening> {
  const label = group.labels.find((one) => one.student === student.number);
  for (const platform of meeting.platforms.slice(0, 1)) {
    const account = accountOf(student, platform.source);
    const wrong = label && { wrong: caseKey(label) };
    const actor = { account, session: `s-${meeting.id}`, client, skewMs: 0, ...wrong };
    yield signIn(actor, platform, meeting, at, codeAt(meeting, platform, scannedAt));
  }
}

/** A photo of the code in a chat group: everybody scans the same token at the edge of its life. */
function* relayAt(
  { campus }: World,
  group: ProxyGroup,
  meeting: SimMeeting,
  random: Random,
): Generator<Happening> {
  const life = (meeting.platforms[0]?.codeSec ?? 10) * SEC;
  const shown = Math.ceil((meeting.openedAt + random.between(20, 90) * SEC) / life) * life;
  for (const one of group.absent) {
    const at = shown + random.between(0.3, 1) * life;
    const dormitory = campus.dormIp(one.dormitory, one.room);
    const ips = [dormitory, dormitory, campus.homeIp(CITIES[0], random), campus.mobileIp(random)];
    const client = clientOf(phoneOn(one, meeting.day), random.pick(ips));
    yield* signedAs(group, one, meeting, at, client, shown);
  }
}
