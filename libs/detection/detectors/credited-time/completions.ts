import type { AttributedActivity, MeasureContext } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { cite, LONGEST_SEC, numberIn, positionOf, known } from '../reading.js';

/** A video declared finished before anybody could have watched it at the highest rate. */
export interface HastyCompletion {
  readonly video: string;
  readonly neededSec: number;
  readonly elapsedSec: number;
  /** Not one other record of the video that day: nobody opened it. */
  readonly unopened: boolean;
  /** The same but for beats at its very end: a slider on a player that tells of nothing, or a program. */
  readonly endOnly: boolean;
  /** The day's first record of the course: it counts only if nobody ever opened the video. */
  readonly alone: boolean;
  readonly at: number;
  readonly event: EventRef;
}

/** Shorter clips say little: a minute is soon over. */
const SHORTEST_SEC = 120;
/** Records of a batch lie closer together than any player beats. */
const BATCH_MS = 700;

/**
 * `events`: one video's of a window, sorted. `previous` is the last video event of the same offering
 * before this video began, undefined when there was none that day: then nothing bounds the time
 * that may have passed, and the completion stands, unless the video was never opened. An app that sends its records together gives
 * them one time of the server's: the device's own grants more.
 */
export function hastyCompletion(
  video: string,
  events: readonly AttributedActivity[],
  previous: AttributedActivity | undefined,
  timely: (event: AttributedActivity) => boolean,
  maxRate: number,
  context: MeasureContext,
): HastyCompletion | null {
  const completesIt = (event: AttributedActivity) => completes(event, video, context);
  const at = events.findIndex(completesIt);
  const done = events[at];
  if (!done || !events.slice(0, at + 1).every(timely)) return null;
  // Dragging the slider to the end is idle, not software.
  if (events.some((event) => event.type === 'probity.video.seeked.v1')) return null;
  const length = lengthOf(video, done, context);
  if (length === undefined || length < SHORTEST_SEC) return null;
  const first = at > 0 ? (positionOf(known(events[0])) ?? 0) : 0;
  // Whoever had seen it before has a record of that: a video cannot begin at its end.
  const began = first < 0.9 * length ? first : 0;
  const unopened = events.every(completesIt);
  const alone = at === 0 && previous === undefined;
  if (alone && !unopened) return null;
  const since = at > 0 ? known(events[0]) : (previous ?? done);
  const progress = Math.min(1, numberIn(done, 'progress', 0, 100) ?? 1) * length - began;
  const neededSec = progress / maxRate;
  const served = (done.at - since.at) / 1000;
  const claimed = done.recorded === undefined ? served : (done.time - since.time) / 1000;
  const elapsedSec = Math.max(served, claimed);
  if (elapsedSec >= neededSec * 0.8 - 30) return null;
  // Without a server's second clock, a batch that waited for a connection looks the same.
  if (!unopened && done.recorded === undefined && isBatch(events)) return null;
  const endOnly =
    !unopened && events.every((event) => completesIt(event) || isAtEnd(event, done, length));
  return { video, neededSec, elapsedSec, unopened, endOnly, alone, at: done.at, event: cite(done) };
}

/** A beat at the end of the video, in the moments before it was declared finished. */
const isAtEnd = (event: AttributedActivity, done: AttributedActivity, length: number): boolean =>
  event.type === 'probity.video.heartbeat.v1' &&
  (positionOf(event) ?? 0) >= 0.95 * length &&
  Math.abs(done.at - event.at) <= MOMENTS_MS;

const MOMENTS_MS = 5_000;

function completes(event: AttributedActivity, video: string, context: MeasureContext): boolean {
  if (event.type === 'probity.video.completed.v1')
    return (numberIn(event, 'progress', 0, 100) ?? 0) >= 0.9;
  if (event.type !== 'probity.video.ended.v1') return false;
  const length = lengthOf(video, event, context);
  const position = positionOf(event);
  return length !== undefined && position !== undefined && position >= length * 0.95;
}

/** Nearly all of a viewing within moments of each other. */
function isBatch(events: readonly AttributedActivity[]): boolean {
  const near = events.filter(
    (event, at) => at > 0 && event.at - known(events[at - 1]).at < BATCH_MS,
  );
  return events.length > 3 && near.length >= 0.7 * (events.length - 1);
}

function lengthOf(
  video: string,
  done: AttributedActivity,
  context: MeasureContext,
): number | undefined {
  const said = numberIn(done, 'lengthSec', 1, LONGEST_SEC);
  const known = context.roster.offering(done.data.offering ?? '')?.videos.get(video)?.lengthSec;
  return known !== undefined && known > 0 && known < LONGEST_SEC ? known : said;
}
