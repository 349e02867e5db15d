import { medianOf } from './fingerprint.js';
import type { ViewingSketch } from './viewing-sketch.js';

/** Stretches between beats from which a pace is taken. */
const FEWEST_STRETCHES = 3;
/** More hands on the player than this, and positions tell of them, not of a pace. */
const MOST_HANDS = 3;
/** Seconds into a viewing in which a rate that is chosen holds for all of it. */
const SETTING_SEC = 10;
/** Beats recorded so much closer together than claimed came in a batch. */
const BATCHED = 0.7;

/** Share of the stretches, those at a standstill left out, that move as the median does, within a tenth and rounding. */
const STEADY = 0.6;
const ALIKE = 0.1;
const STANDSTILL = 0.5;
const ROUNDING_SEC = 1;

/**
 * Seconds of video per second of the clock: the smaller of the median of the stretches, which no seek
 * moves, and the whole, which no rounding does. Pauses only slow it. Undefined where that cannot be
 * told: too few beats, many hands, skips forward that no
 * event tells of and that make each stretch another, a rate changed on the way, records that waited for a connection.
 */
export function paceOf(sketch: ViewingSketch): number | undefined {
  const { beats, positions, claims, hands, rates } = sketch;
  const first = claims[0] ?? beats[0] ?? 0;
  if (hands > MOST_HANDS || rates.some((at) => at > first + SETTING_SEC)) return undefined;
  const told = beats.flatMap((at, n) =>
    (positions[n] ?? -1) < 0 ? [] : [[at, positions[n]]],
  ) as readonly (readonly [number, number])[];
  if (told.length <= FEWEST_STRETCHES) return undefined;
  const [from, to] = [
    told[0] as readonly [number, number],
    told.at(-1) as readonly [number, number],
  ];
  const elapsed = to[0] - from[0];
  const claimed = (claims.at(-1) ?? 0) - (claims[0] ?? 0);
  if (elapsed <= 0 || elapsed < BATCHED * claimed) return undefined;
  const stretches = told.slice(1).map(([at, position], n) => {
    const [before, was] = told[n] as readonly [number, number];
    return (position - was) / (at - before);
  });
  const usual = medianOf(stretches);
  const slack = ALIKE * usual + (ROUNDING_SEC * stretches.length) / elapsed;
  const moving = stretches.filter((one) => one > STANDSTILL * usual);
  const alike = moving.filter((one) => Math.abs(one - usual) <= slack).length;
  if (alike < STEADY * moving.length) return undefined;
  return Math.min(usual, (to[1] - from[1]) / elapsed);
}

/** Beyond the rate that it declares, with a tenth for timers and rounding. */
export const outpaces = (pace: number, rate: number): boolean => pace > 1.1 * rate;
