import { happening, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';

/** What a packet tool needs to write one video's records without a player. */
export interface Forgery {
  readonly actor: Actor;
  readonly offering: SimOffering;
  readonly video: SimVideo;
  readonly from: number;
  readonly cadenceSec: number;
  readonly jitter: number;
  readonly speed: number;
}

const record = (
  forgery: Forgery,
  type: string,
  at: number,
  data: object,
  claimedAt?: number,
): Happening => ({
  ...happening(forgery.actor, forgery.offering.platform, `video.${type}`, at, {
    offering: forgery.offering.id,
    activity: forgery.video.id,
    ...data,
  }),
  claimedAt,
  live: true,
});

const beat = (forgery: Forgery, at: number, position: number, claimedAt?: number): Happening => {
  const rate = forgery.offering.platform.rate === 'none' ? {} : { rate: 1 };
  const positionSec = Math.round(Math.min(position, forgery.video.lengthSec));
  const data = { positionSec, lengthSec: forgery.video.lengthSec, ...rate };
  return record(forgery, 'heartbeat', at, data, claimedAt);
};

const completed = (forgery: Forgery, at: number) =>
  record(forgery, 'completed', at, { progress: 1 });

/** Heartbeats paced to the wall clock, at the tool's own speed. */
export function* forgePaced(forgery: Forgery, random: Random): Generator<Happening, number> {
  let at = forgery.from;
  let position = 0;
  yield beat(forgery, at, 0);
  while (position < forgery.video.lengthSec) {
    const gap = Math.max(0.5, forgery.cadenceSec * (1 + random.normal(0, forgery.jitter)));
    at += (gap + random.exponential(0.05)) * SEC;
    position += gap * forgery.speed;
    yield beat(forgery, at, position);
  }
  yield completed(forgery, at + 200);
  return at + 200;
}

/** Position jumps by much at every beat, a beat every second or two. */
export function* forgeLeap(forgery: Forgery, random: Random): Generator<Happening, number> {
  const step = random.int(15, 60);
  const every = random.between(0.8, 2.5);
  let at = forgery.from;
  for (let position = 0; position < forgery.video.lengthSec; position += step) {
    yield beat(forgery, at, position);
    at += (every + random.exponential(0.1)) * SEC;
  }
  yield beat(forgery, at, forgery.video.lengthSec);
  yield completed(forgery, at + 150);
  return at + 150;
}

/** Dozens of beats per request, with claimed times that run on into the future. */
export function* forgeBurst(forgery: Forgery, random: Random): Generator<Happening, number> {
  let at = forgery.from;
  let claimed = forgery.from;
  for (let position = 0, n = 0; position < forgery.video.lengthSec; position += 20, n++) {
    if (n % 50 === 49) at += random.between(700, 1200);
    claimed += 15 * SEC;
    yield beat(forgery, at + (n % 50) * 2, position, claimed);
  }
  yield completed(forgery, at + 300);
  return at + 300;
}

/** The record of completion alone. */
export function* forgeFinish(forgery: Forgery): Generator<Happening, number> {
  const { lengthSec } = forgery.video;
  if (forgery.offering.platform.player !== 'none')
    yield record(forgery, 'ended', forgery.from, { positionSec: lengthSec, lengthSec });
  yield completed(forgery, forgery.from + 250);
  return forgery.from + 250;
}
