import type { Random } from '../simulator/random.js';
import { BEGIN, DAY, HOUR, MIN, SEC, type Course, type Learner } from './campus.js';
import { machineAt } from './places.js';
import type { Hand, Sender } from './sender.js';

export interface Viewing {
  readonly video: Course['videos'][number];
  readonly rate: number;
  readonly pauses: readonly { readonly at: number; readonly sec: number }[];
  readonly jumps: boolean;
  /** Part that is watched, 0–1. */
  readonly share: number;
  /** Records are kept until this instant: no connection. */
  readonly heldUntil?: number;
}

/** A genuine player plays a video; answers when it is over. */
export function playVideo(
  sender: Sender,
  learner: Learner,
  course: Course,
  hand: Hand,
  from: number,
  how: Viewing,
): number {
  const { vendor } = course;
  const { video, rate } = how;
  const emit = sender.by(learner, course, hand);
  const out = (type: string, at: number, data: object) =>
    emit(
      type,
      at,
      { activity: video.id, ...data },
      undefined,
      how.heldUntil !== undefined && at < how.heldUntil ? how.heldUntil + (at % 4000) : undefined,
    );
  const event = (type: string, at: number, positionSec: number) =>
    vendor.player &&
    out(`video.${type}`, at, {
      positionSec: Math.round(positionSec * 10) / 10,
      lengthSec: video.lengthSec,
    });
  let at = from;
  let position = 0;
  let beat = vendor.beatSec * SEC;
  let seq = 0;
  event('loaded', at - 700, 0);
  event('played', at, 0);
  const until = video.lengthSec * how.share;
  const pauses = [...how.pauses];
  while (position < until) {
    const pause = pauses[0];
    const stop = Math.min(until, pause?.at ?? Infinity);
    const left = Math.max(0, (stop - position) / rate) * SEC;
    if (beat <= left) {
      at += beat;
      position += (beat / SEC) * rate;
      beat = vendor.beatSec * SEC;
      const said = Math.floor(position);
      out('video.heartbeat', at, {
        ...{ positionSec: said, lengthSec: video.lengthSec },
        ...vendor.members(said, ++seq, rate),
      });
      continue;
    }
    at += left;
    position = stop;
    beat -= left;
    if (pause && stop === pause.at) {
      pauses.shift();
      event('paused', at, position);
      at += pause.sec * SEC;
      event('played', at, position);
    } else break;
  }
  if (how.jumps && vendor.player)
    out('video.seeked', at - 1, { fromSec: Math.round(position), toSec: Math.round(position) });
  if (how.share >= 0.95) {
    event('ended', at, video.lengthSec);
    out('video.completed', at + 150, { progress: 1 });
  } else event('paused', at, position);
  return at;
}

export const viewingBy = (
  { traits }: Learner,
  video: Course['videos'][number],
  rate: number,
  random: Random,
): Viewing => {
  const expected = traits.has('background') ? 0 : video.lengthSec / 600;
  const count = random.chance(0.35) ? 0 : Math.round(random.exponential(expected));
  return {
    ...{
      video,
      rate,
      jumps: random.chance(0.1),
      share: random.chance(0.06) ? random.between(0.2, 0.8) : 1,
    },
    pauses: Array.from({ length: Math.min(6, count) }, () => ({
      at: random.between(5, video.lengthSec - 5),
      sec: random.lognormal(25, 1.3),
    })).sort((a, b) => a.at - b.at),
  };
};

/** A learner's videos of the term, course by course, in sittings of a few. */
export function studyTerm(
  sender: Sender,
  learner: Learner,
  course: Course,
  weeks: number,
  busy: { until: number }[],
): void {
  const random = learner.random.fork('study', course.id);
  const { traits } = learner;
  const rate = traits.has('fast') ? 2 : random.pick([1, 1, 1, 1.25, 1.5]);
  const list = [...course.videos];
  const lazy = random.chance(0.12) ? 0.6 : 1;
  const wanted = list.slice(0, Math.round(list.length * lazy));
  const sittings = traits.has('binge')
    ? 2
    : Math.min(weeks * 2, Math.ceil(wanted.length / random.int(1, 4)));
  const size = Math.ceil(wanted.length / sittings);
  for (let n = 0; n < sittings; n++) {
    const part = wanted.slice(n * size, (n + 1) * size);
    if (part.length === 0) return;
    const share = traits.has('binge') ? 0.86 + 0.07 * n : (n + random.unit() * 0.9) / sittings;
    const day = Math.min(weeks * 7 - 2, Math.floor(share * weeks * 7));
    const hour = traits.has('night')
      ? random.between(22, 26)
      : random.pick([8.5, 10, 11, 14, 15.5, 19, 20, 21]) + random.unit();
    let at = BEGIN + day * DAY + hour * HOUR;
    const slot = (busy[day] ??= { until: 0 });
    at = Math.max(at, slot.until + 10 * MIN);
    slot.until = sitDown(sender, learner, course, at, part, rate, random.fork('at', n));
  }
}

function sitDown(
  sender: Sender,
  learner: Learner,
  course: Course,
  from: number,
  part: Course['videos'],
  rate: number,
  random: Random,
): number {
  const { traits } = learner;
  const hand: Hand = {
    machine: machineAt(learner, from, random),
    session: `${learner.number}-${Math.floor(from / MIN)}`,
    ...(traits.has('slow_clock') ? { skewMs: 190_000 } : {}),
  };
  const emit = sender.by(learner, course, hand);
  emit('session.started', from - random.between(5, 60) * SEC, { method: 'password' });
  emit('content.viewed', from - random.between(1, 4) * SEC, { title: course.id });
  const plays = course.vendor.autoplay && (traits.has('background') || random.chance(0.3));
  const held = traits.has('offline') && course.vendor.device && random.chance(0.3);
  let at = from;
  for (const video of part) {
    const heldUntil = held ? from + HOUR : undefined;
    const viewing = {
      ...viewingBy(learner, video, rate, random),
      ...(heldUntil ? { heldUntil } : {}),
    };
    const end = playVideo(sender, learner, course, hand, at, viewing);
    if (traits.has('two_tabs') && random.chance(0.3)) {
      at += random.between(20, 90) * SEC;
      continue;
    }
    at = end + (plays ? 3.2 * SEC + random.exponential(200) : random.lognormal(22, 1.1) * SEC);
  }
  if (random.chance(0.3)) emit('forum.posted', at + 40 * SEC, { length: random.int(8, 90) });
  return at;
}
