import type { ViewingSketch } from './viewing-sketch.js';
import { bitOf, bitsOf, hasMark } from './viewing-marks.js';
import { outpaces, paceOf } from './viewing-pace.js';

/** How a platform's heartbeats usually lie in time; from its population. */
export interface UsualShape {
  /** Seconds between beats. */
  readonly interval: number;
  /** Relative distance from the interval that is still the platform's own grid. */
  readonly tolerance: number;
  /** Relative spread of a viewing's gaps: more is uneven, less than the floor is too even. */
  readonly spreadLimit: number;
  readonly spreadFloor: number;
}

/** Beats that make a viewing: a player that was only opened says little. */
export const FEWEST_BEATS = 4;
/** Recorded so much closer together than claimed, beats came in a batch. */
const BATCHED = 0.3;
/** Gaps from which a spread is taken. */
const FEWEST_GAPS = 5;

/** Median gap, seconds, and the gaps' interquartile range over it; undefined of too few beats. */
export interface BeatShape {
  readonly gap: number;
  readonly spread: number | undefined;
}

export function beatShape({
  beats,
  claims,
}: Pick<ViewingSketch, 'beats' | 'claims'>): BeatShape | undefined {
  const recorded = shapeOf(beats);
  const claimed = shapeOf(claims);
  // Beats that came in one batch have their cadence in the device's own time, if anywhere; a server
  // that stamps whole seconds leaves them fewer instants than there were beats.
  if (!recorded) return claimed;
  return claimed && recorded.gap < BATCHED * claimed.gap ? claimed : recorded;
}

function shapeOf(beats: readonly number[]): BeatShape | undefined {
  if (beats.length < FEWEST_BEATS) return undefined;
  const gaps: number[] = [];
  for (let at = 1; at < beats.length; at++)
    gaps.push((beats[at] as number) - (beats[at - 1] as number));
  gaps.sort((a, b) => a - b);
  const gap = quantile(gaps, 0.5);
  if (!Number.isFinite(gap)) return undefined;
  const range = quantile(gaps, 0.75) - quantile(gaps, 0.25);
  return { gap, spread: gaps.length < FEWEST_GAPS || gap === 0 ? undefined : range / gap };
}

/** Of sorted numbers. */
export const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;

/** Distance of a gap from the interval, as a share; a faster video may beat by video time. */
export const offGrid = (gap: number, rate: number | undefined, interval: number): number => {
  const byClock = Math.abs(gap / interval - 1);
  return rate === undefined ? byClock : Math.min(byClock, Math.abs((gap * rate) / interval - 1));
};

const CONTENT = bitsOf([
  'player',
  'fraction',
  'seq',
  'interval',
  'foreground',
  'muted',
  'rate',
  'cumulative',
  'length',
  'ip',
  'userAgent',
  'device',
  'late',
]);

/** Marks that apply to a viewing, and those of them that it bears, order included; not its shape. */
export function marksOf(sketch: ViewingSketch): {
  readonly applies: number;
  readonly bears: number;
} {
  let applies = CONTENT | bitOf('prompt');
  let bears = sketch.seen & CONTENT;
  if (!hasMark(bears, 'late')) bears |= bitOf('prompt');
  const { seq, beats } = sketch;
  const counts = sketch.seen & bitOf('counts');
  // Of all beats one number: a client's own player counts them.
  if (beats.length >= FEWEST_BEATS && (counts !== 0 || seq !== undefined)) {
    applies |= bitOf('counts');
    bears |= counts;
  }
  const first = sketch.beats[0] ?? 0;
  // A batch that waited for a connection comes in any order.
  if (hasMark(bears, 'player') && !hasMark(bears, 'late')) {
    applies |= bitOf('begun') | bitOf('endedAfter');
    if (sketch.begun !== undefined && sketch.begun <= first + 1) bears |= bitOf('begun');
    // An end told with the first beat is told before anything was watched.
    if (sketch.ended === undefined || sketch.ended > first) bears |= bitOf('endedAfter');
  }
  const pace = hasMark(bears, 'late') ? undefined : paceOf(sketch);
  if (pace !== undefined && sketch.rate !== undefined) {
    applies |= bitOf('paced');
    if (!outpaces(pace, Math.max(sketch.rate, sketch.turned ?? 0))) bears |= bitOf('paced');
  }
  return { applies, bears };
}

/** The same for its shape, given what is usual. */
export function shapeMarks(
  { gap, spread }: BeatShape,
  rate: number | undefined,
  usual: UsualShape,
): { readonly applies: number; readonly bears: number } {
  let applies = bitOf('grid');
  let bears = offGrid(gap, rate, usual.interval) <= usual.tolerance ? bitOf('grid') : 0;
  if (spread === undefined) return { applies, bears };
  applies |= bitOf('even') | bitOf('rough');
  if (spread <= usual.spreadLimit) bears |= bitOf('even');
  if (spread >= usual.spreadFloor) bears |= bitOf('rough');
  return { applies, bears };
}
