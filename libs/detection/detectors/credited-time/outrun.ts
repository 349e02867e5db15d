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
}

interface Segment {
  readonly advance: number;
  readonly elapsed: number;
  readonly excess: number;
}

/**
 * `events`: one video's events of a window, sorted; `timely` tells which instants may be judged.
 * Null when the positions fit an honest player.
 */
export function outrunOf(
  video: string,
  events: readonly AttributedActivity[],
  timely: (event: AttributedActivity) => boolean,
  limits: OutrunLimits,
): OutrunVideo | null {
  const { segments, backward, used } = segmentsOf(events, timely, limits);
  if (segments.length < limits.fewestBeats) return null;
  // A player runs forward. Positions that leap to and fro are seeks, two viewers or a broken feed.
  if (backward > segments.length * 0.1) return null;
  segments.sort((a, b) => b.excess - a.excess);
  const forgiven = Math.max(limits.forgivenJumps, segments.length * limits.forgivenShare);
  const kept = segments.slice(Math.ceil(forgiven));
  const total = (of: (segment: Segment) => number) => kept.reduce((sum, one) => sum + of(one), 0);
  const excessSec = total((one) => one.excess);
  const ahead = kept.filter((one) => one.excess > 0).length;
  if (excessSec <= 0 || ahead < limits.fewestBeats * 0.6 || ahead < kept.length * 0.6) return null;
  return {
    video,
    beats: used.length,
    creditedSec: total((one) => one.advance),
    elapsedSec: total((one) => one.elapsed),
    excessSec,
    firstAt: known(used[0]).at,
    lastAt: known(used.at(-1)).at,
    events: spread(used, 12).map(cite),
  };
}

function segmentsOf(
  events: readonly AttributedActivity[],
  timely: (event: AttributedActivity) => boolean,
  limits: OutrunLimits,
) {
  const segments: Segment[] = [];
  const used: AttributedActivity[] = [];
  let backward = 0;
  let last: { at: number; position: number } | null = null;
  for (const event of events) {
    const position = positionOf(event);
    const length = numberIn(event, 'lengthSec', 1, Number.MAX_VALUE);
    const sane = position !== undefined && (length === undefined || position <= length * 1.05 + 60);
    // A seek, a late batch or a senseless position: what lies between is not a claim.
    if (!sane || !timely(event)) {
      last = null;
      continue;
    }
    if (last) {
      const elapsed = (event.at - last.at) / 1000;
      const advance = position - last.position;
      if (advance < -5) backward++;
      if (elapsed <= limits.pauseSec)
        segments.push(segment(event, Math.max(0, advance), elapsed, limits));
    }
    used.push(event);
    last = { at: event.at, position };
  }
  return { segments, backward, used };
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
