import type { AttributedActivity } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { cite, numberIn, positionOf, spread, known } from '../reading.js';

/** One video whose positions ran ahead of what the wall clock and the fastest player allow. */
export interface OutrunVideo {
  readonly video: string;
  readonly beats: number;
  readonly creditedSec: number;
  readonly elapsedSec: number;
  /** Credited seconds beyond the highest rate, after the largest jumps were forgiven. */
  readonly excessSec: number;
  /** Of too few beats to forgive jumps in: every stretch was beyond the fastest player. */
  readonly brief: boolean;
  /** One of several that all ran at one speed. */
  readonly even?: true;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly events: readonly EventRef[];
}

export interface OutrunLimits {
  readonly maxRate: number;
  readonly usualRate: number;
  readonly allowance: number;
  readonly forgivenJumps: number;
  readonly forgivenShare: number;
  readonly pauseSec: number;
  readonly fewestBeats: number;
  readonly fewestStretches: number;
}

/** How a video's positions went on. */
export interface Run {
  readonly segments: readonly Segment[];
  /** Stretches on which they ran backward. */
  readonly backward: number;
  readonly used: readonly AttributedActivity[];
}

interface Segment {
  readonly advance: number;
  readonly elapsed: number;
  readonly excess: number;
}

/** Null when the positions fit an honest player. */
export function outrunOf(
  video: string,
  { segments, backward, used }: Run,
  limits: OutrunLimits,
): OutrunVideo | null {
  // A player runs forward. Positions that leap to and fro are seeks, two viewers or a broken feed.
  if (backward > segments.length * 0.1) return null;
  const steady = steadily(segments, limits);
  const kept = steady ?? throughout(segments, limits);
  return kept ? outrun(video, kept, used, steady === undefined) : null;
}

function outrun(
  video: string,
  kept: readonly Segment[],
  used: readonly AttributedActivity[],
  brief: boolean,
): OutrunVideo {
  const total = (of: (segment: Segment) => number) => kept.reduce((sum, one) => sum + of(one), 0);
  return {
    video,
    beats: used.length,
    creditedSec: total((one) => one.advance),
    elapsedSec: total((one) => one.elapsed),
    excessSec: total((one) => one.excess),
    brief,
    firstAt: known(used[0]).at,
    lastAt: known(used.at(-1)).at,
    events: spread(used, 12).map(cite),
  };
}

/** Shorter stretches tell no speed. */
const TOLD_SEC = 5;
/** Stretches and videos, and how far the speeds may lie apart: two drags of a slider never run alike. */
const FEWEST_EVEN = 4;
const EVEN_VIDEOS = 3;
const EVEN = 0.05;
const ALIKE = 0.7;

/**
 * Videos of a beat or three that all ran at one and the same speed, beyond the fastest player's: over in
 * a moment, each says little, and a slider dragged twice looks like it; together they have a speed.
 * `videos`: those of a window that did not outrun the clock over many beats.
 */
export function evenlyFast(
  videos: readonly (readonly [video: string, run: Run])[],
  limits: OutrunLimits,
): readonly OutrunVideo[] {
  const fastest = limits.maxRate * (1 + limits.allowance);
  const quick = videos.flatMap(([video, { segments, backward, used }]) => {
    const told = segments.filter(({ elapsed }) => elapsed >= TOLD_SEC);
    const few = told.length > 0 && told.length < limits.fewestBeats && backward === 0;
    const speeds = told.map(({ advance, elapsed }) => advance / elapsed);
    return few && speeds.every((speed) => speed > fastest) ? [{ video, told, used, speeds }] : [];
  });
  const speeds = quick.flatMap((one) => one.speeds).sort((a, b) => a - b);
  const middle = speeds[speeds.length >> 1] ?? 0;
  const alike = speeds.filter((speed) => Math.abs(speed - middle) <= EVEN * middle).length;
  // The first stretch may begin before the speed was chosen.
  if (quick.length < EVEN_VIDEOS || alike < Math.max(FEWEST_EVEN, ALIKE * speeds.length)) return [];
  return quick.map(({ video, told, used }) => ({
    ...outrun(video, told, used, false),
    even: true as const,
  }));
}

/** What is left when the largest jumps are forgiven, where most of it is ahead of the clock. */
function steadily(
  segments: readonly Segment[],
  limits: OutrunLimits,
): readonly Segment[] | undefined {
  if (segments.length < limits.fewestBeats) return undefined;
  const forgiven = Math.max(limits.forgivenJumps, segments.length * limits.forgivenShare);
  const kept = segments.toSorted((a, b) => b.excess - a.excess).slice(Math.ceil(forgiven));
  const excessSec = kept.reduce((sum, one) => sum + one.excess, 0);
  const ahead = kept.filter((one) => one.excess > 0).length;
  const few = ahead < limits.fewestBeats * 0.6 || ahead < kept.length * 0.6;
  return excessSec <= 0 || few ? undefined : kept;
}

/**
 * A video of few beats leaves nothing to forgive in. Who drags a slider plays between two jumps: here
 * no stretch but the last is such that any player could have run it.
 */
function throughout(
  segments: readonly Segment[],
  limits: OutrunLimits,
): readonly Segment[] | undefined {
  const { fewestStretches, maxRate, allowance } = limits;
  if (segments.length < fewestStretches) return undefined;
  const behind = segments.filter(
    ({ advance, elapsed }) => advance <= maxRate * (1 + allowance) * elapsed,
  );
  return behind.length > 1 || (behind.length === 1 && behind[0] !== segments.at(-1))
    ? undefined
    : segments;
}

interface Point {
  readonly event: AttributedActivity;
  readonly position: number;
}

/** `events`: one video's events of a window, sorted. */
export function runOf(events: readonly AttributedActivity[], limits: OutrunLimits): Run {
  const segments: Segment[] = [];
  const used: AttributedActivity[] = [];
  let backward = 0;
  for (const run of runsOf(events)) {
    const points = merged(run);
    used.push(...run.map(({ event }) => event));
    for (let at = 1; at < points.length; at++) {
      const { event, position } = known(points[at]);
      const before = known(points[at - 1]);
      const elapsed = elapsedSec(before.event, event);
      const advance = position - before.position;
      if (advance < -5) backward++;
      if (elapsed <= limits.pauseSec)
        segments.push(segment(event, Math.max(0, advance), elapsed, limits));
    }
  }
  return { segments, backward, used };
}

/** Beats between which the position is a claim: a seek or a senseless position ends a run. */
function runsOf(events: readonly AttributedActivity[]): Point[][] {
  const runs: Point[][] = [[]];
  for (const event of events) {
    const position = positionOf(event);
    const length = numberIn(event, 'lengthSec', 1, Number.MAX_VALUE);
    const sane = position !== undefined && (length === undefined || position <= length * 1.05 + 60);
    if (sane && event.serverTimed) runs.at(-1)?.push({ event, position });
    else runs.push([]);
  }
  return runs;
}

/**
 * Some apps keep their beats and send them together, and a lost connection does so to all: where
 * nothing but the server's time of arrival is known, such a bunch tells one position.
 */
function merged(run: readonly Point[]): readonly Point[] {
  const points: Point[] = [];
  for (const point of run) {
    const last = points.at(-1);
    const bunched =
      last && point.event.recorded === undefined && point.event.at - last.event.at < BUNCHED_MS;
    if (!bunched) points.push(point);
    else if (point.position > last.position)
      points[points.length - 1] = { ...point, event: last.event };
  }
  return points;
}

const BUNCHED_MS = 500;

/**
 * By the server's clock or by the device's own, whichever grants more: what waited for a connection
 * was watched at the device's time, and an offline player cannot outrun that either. A device that
 * claims more time than there was is found ahead of the clock (ahead.ts).
 */
function elapsedSec(before: AttributedActivity, event: AttributedActivity): number {
  const served = event.at - before.at;
  const claimed = event.recorded === undefined ? served : event.time - before.time;
  return Math.max(served, claimed) / 1000;
}

function segment(
  event: AttributedActivity,
  advance: number,
  elapsed: number,
  limits: OutrunLimits,
): Segment {
  const declared = numberIn(event, 'rate', 0.1, 100) ?? limits.maxRate;
  // Some vendors always say 1: whoever says less than the usual menu is given the usual menu.
  const rate = Math.min(limits.maxRate, Math.max(limits.usualRate, declared));
  return { advance, elapsed, excess: advance - rate * (1 + limits.allowance) * elapsed };
}
