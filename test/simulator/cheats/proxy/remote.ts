import { clientOf, type Happening, type SimClient } from '../../event.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import { CITIES, type Point } from '../../world/campus.js';
import { phoneOn, type SimStudent } from '../../world/students.js';
import type { SimMeeting } from '../../world/timetable.js';
import type { World } from '../../world/world.js';
import type { Effort, Pair } from '../label.js';
import { ownDormIp } from '../machines.js';
import type { Draw, Family } from '../scheme.js';
import { meets, proxied, signedAs, type Sign } from './group.js';

const scans = (pair: Pair): boolean => meets(pair) && pair.offering.meetings[0]?.method === 'qr';

const locates = (pair: Pair): boolean =>
  meets(pair) &&
  pair.offering.meetings.every(({ platforms }) =>
    platforms.every(({ tells }) => tells.geo !== 'none'),
  ) &&
  pair.offering.meetings[0]?.method === 'location';

/** Where somebody is who stays away: mostly in bed, some at home in the city or further. */
function farFrom(world: World, student: SimStudent, random: Random): string {
  const { campus } = world;
  const drawn = random.unit();
  if (drawn < 0.55) return ownDormIp(world, student);
  return drawn < 0.8 ? campus.mobileIp(random) : campus.homeIp(random.pick(CITIES), random);
}

/** A photograph of the code in a chat: everybody at the edge of its life; or a video call, at once. */
const relay = (name: string, effort: Effort): Family => ({
  name,
  draw(draw: Draw) {
    const { world, pool, random } = draw;
    const first = pool.take(scans, random);
    if (!first) return undefined;
    const absent = [first, ...pool.classmates(first.offering, random.int(2, 7), random)];
    const waits = random.between(0.25, 0.6);
    function* sign(...[meeting, away, wrong, own]: Parameters<Sign>): Generator<Happening> {
      const life = (meeting.platforms[0]?.codeSec ?? 10) * SEC;
      const begins = meeting.openedAt + own.between(15, 120) * SEC;
      const shown = Math.ceil(begins / life) * life;
      for (const pair of away) {
        const live = effort === 'adaptive';
        // In a call each scans what is on the screen when he is ready.
        const scanned = live
          ? begins + own.between(0, 60) * SEC
          : shown + own.between(0, 0.2) * life;
        const at = scanned + (live ? own.between(0.8, 4) * SEC : own.between(waits, 1) * life);
        const client = clientOf(
          phoneOn(pair.student, meeting.day),
          farFrom(world, pair.student, own),
        );
        yield* signedAs(pair, meeting, at, client, wrong(pair), scanned);
      }
    }
    const share = effort === 'adaptive' ? 0.6 : 0.9;
    return proxied(draw, { absent, family: name, effort, share, lent: false }, sign);
  },
});

/** A location app: a point typed in, or the teacher's own with a jitter too small for any phone. */
const spoof = (name: string, effort: Effort): Family => ({
  name,
  draw(draw: Draw) {
    const { world, pool, random } = draw;
    const first = pool.take(locates, random);
    if (!first) return undefined;
    const absent = [first, ...pool.classmates(first.offering, random.int(1, 4), random)];
    // Friends type in what the first of them found.
    const typed = {
      lat: offset(first.offering.meetings[0]?.point.lat ?? 0, 30, random),
      lon: offset(first.offering.meetings[0]?.point.lon ?? 0, 30, random),
    };
    const jitterM = 100 * random.between(0.01, 0.05);
    const accuracyM = random.pick([0, 30, 68, 100]);
    function* sign(...[meeting, away, wrong, own]: Parameters<Sign>): Generator<Happening> {
      for (const pair of away) {
        const point = effort === 'blatant' ? typed : around(meeting, jitterM, own);
        const geo: SimClient['geo'] = { ...point, ...(accuracyM > 0 ? { accuracyM } : {}) };
        const at = meeting.openedAt + (3 + own.exponential(15)) * SEC;
        const ip = farFrom(world, pair.student, own);
        const client = clientOf(phoneOn(pair.student, meeting.day), ip, geo);
        yield* signedAs(pair, meeting, at, client, wrong(pair));
      }
    }
    return proxied(draw, { absent, family: name, effort, share: 0.9, lent: false }, sign);
  },
});

const offset = (degrees: number, metres: number, random: Random): number =>
  Number((degrees + (random.between(-1, 1) * metres) / 111_000).toFixed(6));

/** Uniform in radius and angle, as one tool draws it. */
function around({ point }: SimMeeting, metres: number, random: Random): Point {
  const [radius, angle] = [random.between(0, metres), random.between(0, 2 * Math.PI)];
  return {
    lat: point.lat + (radius * Math.sin(angle)) / 111_000,
    lon: point.lon + (radius * Math.cos(angle)) / 89_000,
  };
}

export const REMOTE: readonly Family[] = [
  relay('qr_relay', 'moderate'),
  relay('qr_call', 'adaptive'),
  spoof('spoofed_point', 'blatant'),
  spoof('spoofed_jitter', 'moderate'),
];
