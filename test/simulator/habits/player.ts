import { happening, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';

export interface Viewing {
  readonly actor: Actor;
  readonly offering: SimOffering;
  readonly video: SimVideo;
  readonly from: number;
  readonly speed: number;
  /** Saved position from which it resumes, seconds. */
  readonly startSec?: number;
  /** Somebody has to go then, and closes the player. */
  readonly until?: number;
  /** Chances per minute of a pause, of a jump forward, of a look back. */
  readonly pauses: number;
  readonly skips: number;
  readonly looksBack: number;
  readonly foreground: boolean;
  readonly muted?: boolean;
  /** A program's hand: seconds after which a paused player goes on. */
  readonly resumesAfterSec?: number | undefined;
}

/** Nobody's hand on anything, from begin to end. */
export const UNTOUCHED = { pauses: 0, skips: 0, looksBack: 0, foreground: false } as const;

export interface Watched {
  /** The last instant. */
  readonly at: number;
  readonly positionSec: number;
  readonly finished: boolean;
}

/** A genuine player's events for one viewing, in the words of the offering's platform. */
export function* play(view: Viewing, random: Random): Generator<Happening, Watched> {
  const { video, speed } = view;
  const { cadenceSec, firstBeat, player, beat, completesAt } = view.offering.platform;
  const say = voiceOf(view);
  const start = view.startSec ?? 0;
  let at = view.from;
  let position = start;
  let watched = 0;
  let seq = 0;
  let completed = false;
  if (player === 'rich') yield say('loaded', at, position);
  at += random.between(0.4, 3) * SEC;
  if (player !== 'none') yield say('played', at, position);
  if (player === 'rich' && speed !== 1)
    yield say.free('rate_changed', at + random.between(300, 2500), { fromRate: 1, toRate: speed });
  let due = firstBeat === 'random' ? random.between(1, cadenceSec) : cadenceSec;
  for (;;) {
    const left = (video.lengthSec - position) / speed;
    const step = Math.min(due, left);
    // Timers are exact; what varies is the way to the server.
    at += step * SEC;
    position += step * speed;
    watched += step;
    due = cadenceSec;
    const over = position >= video.lengthSec - 0.01;
    if (!over && !random.chance(beat.lost))
      yield say.beat(at + random.exponential(60), position, ++seq, watched);
    if (!completed && position >= video.lengthSec * completesAt - 0.01) {
      completed = true;
      yield say.free('completed', at + 300, { progress: completesAt });
    }
    if (over) break;
    if (view.until !== undefined && at >= view.until) {
      if (player === 'rich') yield say('paused', at + 500, position);
      return { at, positionSec: position, finished: false };
    }
    const minutes = step / 60;
    if (random.chance(view.pauses * minutes)) {
      if (player === 'rich') yield say('paused', at + 700, position);
      at += (view.resumesAfterSec ?? 3 + random.lognormal(15, 1.2)) * SEC;
      if (player === 'rich') yield say('played', at, position);
      due = firstBeat === 'random' ? random.between(1, cadenceSec) : cadenceSec;
    }
    const to = jump(view, position, minutes, random);
    if (to !== undefined) {
      if (player === 'rich')
        yield say.free('seeked', at + 500, {
          fromSec: Math.round(position),
          toSec: Math.round(to),
        });
      at += 600;
      position = to;
    }
  }
  if (player !== 'none') yield say('ended', at + 20, video.lengthSec);
  return { at: at + 400, positionSec: video.lengthSec, finished: true };
}

/** Over what one knows, or back to what one did not get. */
function jump(
  { video, skips, looksBack }: Viewing,
  position: number,
  minutes: number,
  random: Random,
): number | undefined {
  if (random.chance(skips * minutes))
    return Math.max(position, Math.min(video.lengthSec - 5, position + random.between(20, 180)));
  if (random.chance(looksBack * minutes)) return Math.max(0, position - random.between(8, 60));
  return undefined;
}

/** How this platform's player words what it tells. */
export function voiceOf(
  view: Pick<Viewing, 'actor' | 'offering' | 'video' | 'speed' | 'foreground' | 'muted'>,
) {
  const { actor, offering, video } = view;
  const { platform } = offering;
  const { rate, beat, cadenceSec } = platform;
  const scale = 10 ** beat.decimals;
  const common = { offering: offering.id, activity: video.id };
  const said = (position: number) => ({
    ...common,
    positionSec: Math.floor(position * scale) / scale,
    lengthSec: video.lengthSec,
    ...(rate === 'none' ? {} : { rate: rate === 'one' ? 1 : view.speed }),
  });
  const say = (type: string, at: number, position: number): Happening =>
    happening(actor, platform, `video.${type}`, at, said(position));
  return Object.assign(say, {
    free: (type: string, at: number, data: object): Happening =>
      happening(actor, platform, `video.${type}`, at, { ...common, ...data }),
    beat: (at: number, position: number, seq: number, watchedSec: number): Happening =>
      happening(actor, platform, 'video.heartbeat', at, {
        ...said(position),
        ...(beat.intervalSec ? { intervalSec: cadenceSec } : {}),
        ...(beat.seq ? { seq } : {}),
        ...(beat.foreground ? { foreground: view.foreground, muted: view.muted ?? false } : {}),
        ...(beat.cumulative ? { cumulativeSec: Math.round(watchedSec) } : {}),
      }),
  });
}
