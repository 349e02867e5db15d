import type { Happening, SimClient } from '../../event.js';
import { fixInRoom } from '../../habits/attendance.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import { CAMPUS_POINT } from '../../world/campus.js';
import type { SimMeeting } from '../../world/timetable.js';
import type { Effort, Pair } from '../label.js';
import { serverIp, writtenAgent } from '../machines.js';
import type { Draw, Family, Scheme } from '../scheme.js';
import { afterOwn, meets, phoneInRoom, proxied, signedAs, type Sign } from './group.js';

interface Taken {
  readonly hand: Pair;
  readonly absent: readonly Pair[];
}

function takeGroup({ pool, random }: Draw, low: number, high: number): Taken | undefined {
  const first = pool.take(meets, random);
  if (!first) return undefined;
  const [hand, ...absent] = [
    first,
    ...pool.classmates(first.offering, random.int(low, high), random),
  ];
  if (!hand || absent.length < low) {
    for (const pair of [first, ...absent]) pool.release(pair);
    return undefined;
  }
  return { hand, absent };
}

/** One phone in the room, account after account. */
const onePhone: Family = {
  name: 'one_phone',
  draw(draw: Draw) {
    const taken = takeGroup(draw, 2, 6);
    const effort = draw.random.pick<Effort>(['blatant', 'moderate']);
    return taken && byPhone(draw, taken, 'one_phone', effort, 0.9, draw.random.between(15, 60));
  },
};

/** One friend carries one other's login, now and then, and takes his time. */
const singleFriend: Family = {
  name: 'single_friend',
  draw(draw: Draw) {
    const taken = takeGroup(draw, 1, 1);
    const gap = draw.random.between(20, 120);
    return taken && byPhone(draw, taken, 'single_friend', 'adaptive', 0.6, gap);
  },
};

function byPhone(
  draw: Draw,
  { hand, absent }: Taken,
  family: string,
  effort: Effort,
  share: number,
  gapSec: number,
): Scheme {
  const { world } = draw;
  function* sign(...[meeting, away, wrong, random]: Parameters<Sign>): Generator<Happening> {
    const client = phoneInRoom(world, hand.student, meeting, random);
    let at = afterOwn(hand, meeting, random);
    // Whoever thinks of it changes the order.
    for (const pair of effort === 'blatant' ? away : random.some(away, away.length)) {
      at += gapSec * random.lognormal(1, 0.25) * SEC;
      yield* signedAs(pair, meeting, at, client, wrong(pair));
    }
  }
  return proxied(draw, { absent, hand, family, effort, share, lent: true }, sign);
}

/** A tool that holds many logins: a new device for each, one address and one agent. */
const freshDevices: Family = {
  name: 'fresh_devices',
  draw(draw: Draw) {
    const { world, random } = draw;
    const taken = takeGroup(draw, 3, 8);
    if (!taken) return undefined;
    const effort = random.pick<Effort>(['blatant', 'moderate']);
    const tool = world.random.fork('sign-in tool', random.int(1, 3));
    const agent = writtenAgent(tool);
    const everySec = effort === 'blatant' ? tool.between(0.2, 0.9) : tool.between(2, 9);
    const delaySec = effort === 'blatant' ? tool.pick([0, 2, 5]) : tool.between(5, 60);
    const home = random.chance(0.4) ? serverIp(random) : undefined;
    function* sign(...[meeting, away, wrong, own]: Parameters<Sign>): Generator<Happening> {
      const ip = home ?? world.campus.campusIp(own);
      let at = meeting.openedAt + (1 + delaySec + own.exponential(6)) * SEC;
      for (const pair of effort === 'blatant' ? away : own.some(away, away.length)) {
        const geo = meeting.method === 'location' ? preset(meeting, agent, own) : undefined;
        const client = { ip, userAgent: agent, deviceId: `m-${own.hex(12)}`, ...(geo && { geo }) };
        yield* signedAs(pair, meeting, at, client, wrong(pair));
        const jitter = effort === 'blatant' ? 1 + own.exponential(0.2) : own.between(0.5, 1.5);
        at += everySec * jitter * SEC;
      }
    }
    const group = {
      absent: taken.absent,
      family: 'fresh_devices',
      effort,
      share: 0.95,
      lent: true,
    };
    return proxied(draw, group, sign);
  },
};

/** What a user typed in once; another for each building. */
const preset = (meeting: SimMeeting, agent: string, random: Random): SimClient['geo'] => ({
  lat: CAMPUS_POINT.lat + (agent.length % 7) * 0.000013,
  lon: CAMPUS_POINT.lon - (meeting.room.charCodeAt(0) % 5) * 0.000017,
  ...(random.chance(0.5) ? { accuracyM: 30 } : {}),
});

/** Signed in by a friend while the owner works elsewhere, in the dormitory, on the same account. */
const elsewhere: Family = {
  name: 'used_elsewhere',
  draw(draw: Draw) {
    const { world } = draw;
    const taken = takeGroup(draw, 1, 2);
    if (!taken) return undefined;
    const { hand, absent } = taken;
    function* sign(...[meeting, away, wrong, own]: Parameters<Sign>): Generator<Happening> {
      const client = {
        ...phoneInRoom(world, hand.student, meeting, own),
        geo: fixInRoom(meeting, own),
      };
      let at = afterOwn(hand, meeting, own);
      for (const pair of away) {
        at += own.between(15, 50) * SEC;
        yield* signedAs(pair, meeting, at, client, wrong(pair));
      }
    }
    const group = {
      absent,
      hand,
      family: 'used_elsewhere',
      effort: 'moderate',
      share: 0.8,
    } as const;
    return proxied(draw, { ...group, lent: true, athome: 1 }, sign);
  },
};

/** Somebody from outside who is paid to come: each time for another, on the one phone that he has for it. */
const carrier: Family = {
  name: 'carried_in_turn',
  draw(draw: Draw) {
    const { world } = draw;
    const taken = takeGroup(draw, 1, 3);
    if (!taken) return undefined;
    const { hand, absent } = taken;
    const deviceId = `d-${draw.random.fork('spare phone').hex(12)}`;
    function* sign(...[meeting, away, wrong, own]: Parameters<Sign>): Generator<Happening> {
      for (const pair of away) {
        const phone = phoneInRoom(world, hand.student, meeting, own);
        const client = { ...phone, deviceId, geo: fixInRoom(meeting, own) };
        const at = meeting.openedAt + (10 + own.exponential(40)) * SEC;
        yield* signedAs(pair, meeting, at, client, wrong(pair));
      }
    }
    const about = { family: 'carried_in_turn', effort: 'moderate', share: 0.9 } as const;
    const all = [hand, ...absent];
    return proxied(draw, { ...about, absent: all, lent: true, inTurn: true }, sign);
  },
};

export const HANDS: readonly Family[] = [onePhone, singleFriend, freshDevices, elsewhere, carrier];
