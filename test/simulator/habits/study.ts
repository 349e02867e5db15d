import { happening, type Actor, type Happening } from '../event.js';
import type { Random } from '../random.js';
import { SEC } from '../world/calendar.js';
import type { SimOffering, SimVideo } from '../world/offerings.js';
import type { SimStudent } from '../world/students.js';
import { play, UNTOUCHED, type Viewing } from './player.js';

/** Login and the course page. */
export function* opened(actor: Actor, offering: SimOffering, at: number): Generator<Happening> {
  const { platform } = offering;
  const data = { offering: offering.id };
  if (platform.tells.sessions)
    yield happening(actor, platform, 'session.started', at, { ...data, method: 'password' });
  if (platform.tells.pages)
    yield happening(actor, platform, 'content.viewed', at + 4 * SEC, {
      ...data,
      activity: `${offering.id}-outline`,
    });
}

/** Logged out, or forgotten until the vendor's time limit. */
export function* closed(
  actor: Actor,
  offering: SimOffering,
  at: number,
  random: Random,
): Generator<Happening> {
  const { platform } = offering;
  if (!platform.tells.ends) return;
  const data = { offering: offering.id };
  if (random.chance(0.3)) {
    const end = at + random.between(2, 30) * SEC;
    yield happening(actor, platform, 'session.ended', end, { ...data, reason: 'logout' });
    return;
  }
  // The vendor's own clock ends it: no client says so.
  const { account, session } = actor;
  const timeout = { ...data, session, reason: 'timeout' };
  yield { at: at + 1800 * SEC, type: 'session.ended', platform, account, data: timeout };
}

/** What is left to be watched when somebody has to go. */
export interface Rest {
  readonly at: number;
  readonly videos: readonly SimVideo[];
  readonly startSec: number;
}

export interface StudyPlan {
  readonly student: SimStudent;
  readonly offering: SimOffering;
  readonly videos: readonly SimVideo[];
  readonly actor: Actor;
  readonly from: number;
  readonly startSec: number;
  readonly until: number;
}

/** One video after the other, in this student's manner. */
export function* watch(plan: StudyPlan, random: Random): Generator<Happening, Rest> {
  const { student, videos, until } = plan;
  yield* opened(plan.actor, plan.offering, plan.from);
  let at = plan.from + (5 + random.exponential(25)) * SEC;
  let startSec = plan.startSec;
  let strayUntil = 0;
  for (const [n, video] of videos.entries()) {
    if (at > until) return { at: Math.max(at, strayUntil), videos: videos.slice(n), startSec };
    const view = viewingOf(plan, video, at, startSec, random);
    const seen = yield* play(view, random);
    if (view.from > strayUntil) strayUntil = yield* besides(plan, view, videos[n + 1], random);
    if (!seen.finished)
      return {
        at: Math.max(seen.at, strayUntil),
        videos: videos.slice(n),
        startSec: seen.positionSec,
      };
    at = seen.at;
    if (student.traits.has('rewatcher') && random.chance(0.4))
      at = (yield* play({ ...view, from: at + 8 * SEC, startSec: 0, skips: 0.4 }, random)).at;
    startSec = 0;
    // Some players go on by themselves; people take seconds or a cup of tea.
    at +=
      (student.traits.has('keyboard_only')
        ? 2 + random.exponential(3)
        : 3 + random.lognormal(18, 1.2)) * SEC;
  }
  return { at: Math.max(at, strayUntil), videos: [], startSec: 0 };
}

function viewingOf(
  { student, offering, actor, until }: StudyPlan,
  video: SimVideo,
  from: number,
  startSec: number,
  random: Random,
): Viewing {
  const { traits } = student;
  const away = traits.has('background_tab') && random.chance(0.6);
  return {
    actor,
    offering,
    video,
    from,
    startSec,
    until,
    speed: random.chance(0.85) ? student.speed : 1,
    pauses: traits.has('screen_reader') ? 0.8 : away ? 0.01 : 0.08,
    skips: traits.has('skipper') ? 0.25 : 0.01,
    looksBack: traits.has('rewatcher') || traits.has('screen_reader') ? 0.15 : 0.03,
    foreground: !away,
    muted: away,
  };
}

/** A second tab by mistake: two videos play, one of them heard. Answers until when. */
function* besides(
  { student, offering }: StudyPlan,
  view: Viewing,
  next: SimVideo | undefined,
  random: Random,
): Generator<Happening, number> {
  if (!student.traits.has('two_tabs') || !random.chance(0.3)) return 0;
  const other = next ?? offering.videos.find((one) => one !== view.video);
  if (!other) return 0;
  const from = view.from + random.between(15, 60) * SEC;
  const until = from + random.between(1, 8) * 60 * SEC;
  const tab = play(
    { ...view, ...UNTOUCHED, video: other, startSec: 0, from, until, speed: 1 },
    random,
  );
  return (yield* tab).at;
}

/** The laptop in the dormitory plays on from video to video while its owner has gone. */
export function* leftRunning(plan: StudyPlan, random: Random): Generator<Happening> {
  yield* opened(plan.actor, plan.offering, plan.from);
  let at = plan.from + 12 * SEC;
  for (const video of plan.videos.slice(0, 4)) {
    const view = { ...viewingOf(plan, video, at, 0, random), ...UNTOUCHED, until: plan.until };
    at = (yield* play(view, random)).at + 5 * SEC;
    if (at > plan.until) return;
  }
}
