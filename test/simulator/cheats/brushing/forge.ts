import { happening, type Actor, type Happening } from '../../event.js';
import { voiceOf } from '../../habits/player.js';
import type { Random } from '../../random.js';
import { SEC } from '../../world/calendar.js';
import type { SimOffering, SimVideo } from '../../world/offerings.js';
import { stepOf, type Tool } from './tools.js';

/** What a packet tool needs to write one video's records without a player. */
export interface Forgery {
  readonly actor: Actor;
  readonly offering: SimOffering;
  readonly video: SimVideo;
  readonly from: number;
  readonly tool: Tool;
}

type Answer = Generator<Happening, number>;

/** Words of a tool: the player's members, or the fewest that the vendor takes. */
export function penOf({ actor, offering, video, tool }: Forgery) {
  const { platform } = offering;
  const speed = tool.saysRate === 'true' ? tool.speed : 1;
  const voice = voiceOf({ actor, offering, video, speed, foreground: true });
  const common = { offering: offering.id, activity: video.id };
  const few = (position: number) => ({
    ...common,
    positionSec: Math.round(position),
    lengthSec: video.lengthSec,
    ...(platform.rate === 'none' ? {} : { rate: speed }),
  });
  const sent = (what: Happening, claimedAt?: number): Happening => ({
    ...what,
    claimedAt,
    live: true,
  });
  return {
    beat(at: number, position: number, n: number, claimedAt?: number): Happening {
      const held = Math.min(Math.max(0, position), video.lengthSec);
      if (tool.members === 'few')
        return sent(happening(actor, platform, 'video.heartbeat', at, few(held)), claimedAt);
      const seq = tool.seq === 'counts' ? n : 2;
      return sent(voice.beat(at, held, seq, held / Math.max(0.1, tool.speed)), claimedAt);
    },
    say(type: string, at: number, position: number, claimedAt?: number): Happening {
      return sent(voice(type, at, position), claimedAt);
    },
    completed(at: number, claimedAt?: number): Happening {
      return sent(voice.free('completed', at, { progress: platform.completesAt }), claimedAt);
    },
  };
}

/** Heartbeats paced to the wall clock, at the tool's own speed. Answers its last instant. */
export function* paced(forgery: Forgery, random: Random): Answer {
  const { tool, video } = forgery;
  const pen = penOf(forgery);
  const end = video.lengthSec * tool.until;
  let at = forgery.from;
  let position = 0;
  let n = 0;
  if (tool.begins === 'ended' && forgery.offering.platform.player !== 'none')
    yield pen.say('ended', at, video.lengthSec);
  if (tool.begins !== 'nothing') yield pen.beat(at, 0, ++n);
  while (position < end) {
    const step = Math.min(stepOf(tool, random), (end - position) / tool.speed + 0.01);
    at += (step + random.exponential(0.06)) * SEC;
    position += step * tool.speed;
    yield pen.beat(at, Math.min(position, end), ++n);
  }
  yield pen.completed(at + 200);
  return at + 200;
}

/** The same between the player's own first and last words, as far as the tool knows them. */
export function* disguised(forgery: Forgery, random: Random): Answer {
  const pen = penOf(forgery);
  const { player } = forgery.offering.platform;
  let { from } = forgery;
  if (player === 'rich' && random.chance(0.7)) yield pen.say('loaded', from, 0);
  from += random.between(0.5, 2) * SEC;
  if (player !== 'none') yield pen.say('played', from, 0);
  const tool = { ...forgery.tool, begins: 'nothing', until: 1 } as const;
  const end = yield* paced({ ...forgery, from, tool }, random);
  if (player !== 'none') yield pen.say('ended', end + 30, forgery.video.lengthSec);
  return end + 30;
}

/** Position runs ahead of the clock by a drawn factor, `stepSec` of the video with every report. */
export function* outrun(
  forgery: Forgery,
  { factor, stepSec }: { readonly factor: number; readonly stepSec: number },
  random: Random,
): Answer {
  const { video } = forgery;
  const pen = penOf(forgery);
  let at = forgery.from;
  let n = 0;
  for (let position = 0; position < video.lengthSec; position += stepSec) {
    yield pen.beat(at, position, ++n);
    at += Math.max(0.02, stepSec / factor) * SEC + random.exponential(60);
  }
  yield pen.beat(at, video.lengthSec, n + 1);
  yield pen.completed(at + 150);
  return at + 150;
}

/** Dozens of beats per request; their claimed times run on into the future. */
export function* postDated(forgery: Forgery, random: Random): Answer {
  const { video } = forgery;
  const pen = penOf(forgery);
  const [batch, stepSec] = [random.int(20, 60), random.between(10, 25)];
  const claimSec = stepSec * random.between(0.6, 1);
  let at = forgery.from;
  let claimed = at;
  for (let position = 0, n = 0; position < video.lengthSec; position += stepSec, n++) {
    if (n > 0 && n % batch === 0) at += random.between(700, 1500);
    claimed += claimSec * SEC;
    yield pen.beat(at + (n % batch) * 2, position, n + 1, claimed);
  }
  yield pen.completed(at + 300);
  return at + 300;
}

/** Hours of watching claimed for the past, sent in one go: no player was open then. */
export function* backDated(forgery: Forgery, claimedFrom: number, random: Random): Answer {
  const { video, tool } = forgery;
  const pen = penOf(forgery);
  let at = forgery.from;
  let claimed = claimedFrom;
  let position = 0;
  for (let n = 1; position < video.lengthSec; n++) {
    yield pen.beat(at, position, n, claimed);
    at += random.between(1, 4);
    const step = stepOf(tool, random);
    claimed += step * SEC;
    position += step * tool.speed;
  }
  yield pen.beat(at, video.lengthSec, 99, claimed);
  yield pen.completed(at + 10, claimed + 200);
  return claimed + 200;
}

/** The record of completion alone. */
export function* finished(forgery: Forgery, random: Random): Answer {
  const { lengthSec } = forgery.video;
  const pen = penOf(forgery);
  const { from, offering } = forgery;
  const beats = random.chance(0.5);
  if (beats) yield pen.beat(from, lengthSec - random.int(0, 2), 1);
  if (!beats && offering.platform.player !== 'none') yield pen.say('ended', from, lengthSec);
  yield pen.completed(from + 250);
  return from + 250;
}
