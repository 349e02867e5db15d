import type { Happening, SimClient } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';

export interface Viewing {
  readonly account: string;
  readonly offering: SimOffering;
  readonly video: SimVideo;
  readonly session: string;
  readonly client: SimClient;
  readonly from: number;
  readonly speed: number;
  /** Jumps over parts, as some do who know them. */
  readonly skips: boolean;
  /** Chance per heartbeat of a pause, with somebody's hand on it. */
  readonly pauses: number;
  readonly foreground: boolean;
}

/** A genuine player's events for one viewing, begin to end. Last instant as return value. */
export function* play(view: Viewing, random: Random): Generator<Happening, number> {
  const { offering, video, speed } = view;
  const { platform } = offering;
  const one = (type: string, at: number, data: object): Happening => ({
    at,
    type: `video.${type}`,
    platform,
    account: view.account,
    data: {
      offering: offering.id,
      activity: video.id,
      session: view.session,
      client: view.client,
      ...data,
    },
  });
  const rate = platform.rate === 'none' ? {} : { rate: platform.rate === 'one' ? 1 : speed };
  const said = (position: number) => ({
    positionSec: Math.round(position * 10) / 10,
    lengthSec: video.lengthSec,
    ...rate,
  });
  let at = view.from;
  let position = 0;
  let seq = 0;
  if (platform.richPlayer) {
    yield one('loaded', at, said(0));
    at += random.between(0.4, 3) * SEC;
    yield one('played', at, said(0));
  }
  const cadence = platform.cadenceSec;
  while (position < video.lengthSec) {
    const step = Math.min(cadence, (video.lengthSec - position) / speed);
    at += (step + random.exponential(0.08)) * SEC;
    position = Math.min(video.lengthSec, position + step * speed);
    if (position >= video.lengthSec) break;
    const beat = { intervalSec: cadence, seq: ++seq, foreground: view.foreground };
    yield one('heartbeat', at, { ...said(position), ...beat });
    if (random.chance(view.pauses)) {
      if (platform.richPlayer) yield one('paused', at + 700, said(position));
      at += (5 + random.exponential(60)) * SEC;
      if (platform.richPlayer) yield one('played', at, said(position));
    }
    if (view.skips && random.chance(0.12)) {
      const to = Math.min(video.lengthSec - 5, position + random.between(20, 180));
      if (platform.richPlayer)
        yield one('seeked', at + 500, { fromSec: Math.round(position), toSec: Math.round(to) });
      position = Math.max(position, to);
    }
  }
  if (platform.richPlayer) yield one('ended', at, said(video.lengthSec));
  yield one('completed', at + 300, { progress: 1 });
  return at;
}
