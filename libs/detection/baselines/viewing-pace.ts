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

/** Share of the stretches that a rate makes alike; who skips about leaves some of each length. */
const ALIKE = 0.7;
/** Stretches are alike within this share of their median, and two seconds of rounding. */
const WITHIN = 0.08;
const ROUNDING_SEC = 2;

/** Share of the median below which a stretch holds a pause. */
const STANDSTILL = 0.5;

interface Stretch {
  readonly elapsed: number;
  readonly pace: number;
}

/**
 * Seconds of video per second of the clock: the smaller of the median of the stretches, which no seek
 * moves, and the whole, which no rounding does. Pauses only slow it. Undefined where that cannot be
 * told: too few beats, many hands, a rate changed on the way, stretches of any length as slider and
 * skipping leave them where no seek is told, records that waited for a connection.
 */
export function paceOf(sketch: ViewingSketch): number | undefined {
  const { beats, positions, claims, hands, rates } = sketch;
  const first = claims[0] ?? beats[0] ?? 0;
  if (hands > MOST_HANDS || rates.some((at) => at > first + SETTING_SEC)) return undefined;
  const told = beats
    .map((at, n): readonly [number, number] => [at, positions[n] ?? -1])
    .filter(([, position]) => position >= 0);
  const [from, to] = [told[0], told.at(-1)];
  if (!from || !to || told.length <= FEWEST_STRETCHES) return undefined;
  const elapsed = to[0] - from[0];
  const claimed = (claims.at(-1) ?? 0) - (claims[0] ?? 0);
  if (elapsed <= 0 || elapsed < BATCHED * claimed) return undefined;
  const stretches = told.slice(1).map(([at, position], n): Stretch => {
    const [before, was] = told[n] ?? from;
    return { elapsed: at - before, pace: (position - was) / (at - before) };
  });
  const pace = medianOf(stretches.map((one) => one.pace));
  const moving = stretches.filter((one) => one.pace > STANDSTILL * pace);
  const alike = moving.filter(
    (one) => Math.abs(one.pace - pace) <= WITHIN * pace + ROUNDING_SEC / one.elapsed,
  );
  if (alike.length < ALIKE * moving.length) return undefined;
  return Math.min(pace, (to[1] - from[1]) / elapsed);
}

/** Beyond the rate that it declares, with a tenth for timers and rounding. */
export const outpaces = (pace: number, rate: number): boolean => pace > 1.1 * rate;
