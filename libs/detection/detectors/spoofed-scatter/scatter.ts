import { metresBetween } from '../geo.js';
import { groupBy, known, median } from '../reading.js';
import type { Fix, Limits } from './day.js';

/** How one student's sign-ins lie in the rooms of a course. */
export interface Scatter {
  readonly subject: string;
  /** Root mean square distance from the own middle, metres; what rounding hides is added. */
  readonly scatterM: number;
  /** Positions beyond the first of each room. */
  readonly pairs: number;
  /** From the own middle to the middle of the class, metres, the median over rooms. */
  readonly offsetM: number;
  readonly fixes: readonly Fix[];
}

const METRES_PER_DEGREE = 111_195;

/**
 * Everybody with enough positions. `step` as answered by `gridOf`; `trim`: without each room's
 * farthest, everybody's alike; `keepSame`: also fixes that are the same to the last digit.
 */
export function scattersOf(
  fixes: readonly Fix[],
  step: number,
  limit: Limits,
  { keepSame, trim }: { readonly keepSame: boolean; readonly trim: boolean },
): Scatter[] {
  const middles = new Map(
    [...groupBy(fixes, (one) => one.room)].map(([room, own]) => [room, middleOf(own)]),
  );
  const sound = fixes.filter(
    (one) => metresBetween(pointAt(one), known(middles.get(one.room))) <= limit.strayM,
  );
  return [...groupBy(sound, (one) => one.subject)].flatMap(([subject, own]) => {
    const one = scatterOf(
      subject,
      trim,
      keepSame || isCoarse(step) ? own : distinct(own),
      middles,
      step,
    );
    return one && one.fixes.length >= limit.fewestFixes ? one : [];
  });
}

/** The same fix to the last digit was kept by the phone or copied: another judge's question. */
const distinct = (fixes: readonly Fix[]): Fix[] => [
  ...new Map(fixes.map((one) => [`${one.lat},${one.lon}`, one])).values(),
];

function scatterOf(
  subject: string,
  trim: boolean,
  fixes: readonly Fix[],
  middles: ReadonlyMap<string, Place>,
  step: number,
): Scatter | undefined {
  const rooms = [...groupBy(fixes, (one) => one.room)]
    .filter(([, own]) => own.length > 1)
    .map(([room, own]) => [room, trim ? trimmed(own) : own] as const);
  const used = rooms.flatMap(([, own]) => own);
  const pairs = used.length - rooms.length;
  if (pairs < 1) return undefined;
  const squares = rooms.map(([, own]) => {
    const mean = meanOf(own);
    return own.reduce((sum, one) => sum + metresBetween(pointAt(one), mean) ** 2, 0);
  });
  const sum = squares.reduce((a, b) => a + b, 0);
  const offsets = rooms.map(([room, own]) => metresBetween(meanOf(own), known(middles.get(room))));
  return {
    subject,
    scatterM: Math.sqrt(sum / pairs + hiddenBy(step, known(used[0]).lat)),
    pairs,
    offsetM: median(offsets) ?? 0,
    fixes: used,
  };
}

/** Of each room's five or more, the farthest quarter: gone astray, or the few times one was there. */
const TRIMMED = 0.25;
const FEWEST_TRIMMED = 5;

/** Everybody's alike, so that the class stays the measure. */
function trimmed(own: readonly Fix[]): readonly Fix[] {
  if (own.length < FEWEST_TRIMMED) return own;
  const middle = middleOf(own);
  const far = (one: Fix): number => metresBetween(pointAt(one), middle);
  const sorted = [...own].sort((a, b) => far(a) - far(b));
  const kept = new Set(sorted.slice(0, own.length - Math.floor(TRIMMED * own.length)));
  return own.filter((one) => kept.has(one));
}

interface Place {
  readonly lat: number;
  readonly lon: number;
  readonly accuracyM: undefined;
}

const pointAt = ({ lat, lon }: Fix): Place => ({ lat, lon, accuracyM: undefined });

const middleOf = (fixes: readonly Fix[]): Place => ({
  lat: median(fixes.map((one) => one.lat)) ?? 0,
  lon: median(fixes.map((one) => one.lon)) ?? 0,
  accuracyM: undefined,
});

const meanOf = (fixes: readonly Fix[]): Place => ({
  lat: fixes.reduce((sum, one) => sum + one.lat, 0) / fixes.length,
  lon: fixes.reduce((sum, one) => sum + one.lon, 0) / fixes.length,
  accuracyM: undefined,
});

/** Variance in square metres that rounding to a grid takes away or adds: step²/12 on each axis. */
function hiddenBy(step: number, lat: number): number {
  const north = step * METRES_PER_DEGREE;
  const east = north * Math.cos((lat * Math.PI) / 180);
  return (north ** 2 + east ** 2) / 12;
}

/** The step that the platform rounds positions to, degrees: the coarsest that fits nearly all. */
export function gridOf(fixes: readonly Fix[]): number {
  for (let decimals = 1; decimals < 7; decimals++) {
    const scale = 10 ** decimals;
    const onGrid = (degrees: number) =>
      Math.abs(degrees * scale - Math.round(degrees * scale)) < 1e-4;
    const fitting = fixes.filter(({ lat, lon }) => onGrid(lat) && onGrid(lon)).length;
    if (fitting >= 0.95 * fixes.length) return 1 / scale;
  }
  return 0;
}

/** Eleven metres: a phone that stays in its seat may well lie on one point of the grid each week. */
export const isCoarse = (step: number): boolean => step > 0.5e-4;
