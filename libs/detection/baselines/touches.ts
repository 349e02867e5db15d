import { quantile } from './viewing-shape.js';
import type { Lived } from './lived.js';

/** What rounding, latency and a slow start explain: seconds, and a share of the gap. */
const SLACK_SEC = 4;
const SLACK_SHARE = 0.2;
/** So soon after the start, a change of rate is how somebody always watches. */
const SETTING_SEC = 10;

/**
 * Signs of a hand on the player: what it says itself, and, as some say nothing, beats between which
 * the position did not move with the clock: a pause, a jump, a look back.
 */
export function touches(sketch: Lived): number {
  const { beats, positions, begun = beats[0] ?? 0 } = sketch;
  const hands = sketch.hands + sketch.rates.filter((at) => at > begun + SETTING_SEC).length;
  const steps = beats.slice(1).flatMap((beat, at) => {
    const gap = beat - (beats[at] as number);
    const [from = -1, to = -1] = [positions[at], positions[at + 1]];
    return gap > 1 && from >= 0 && to >= 0 ? [{ gap, advance: to - from }] : [];
  });
  if (steps.length === 0) return hands;
  const rates = steps.map(({ gap, advance }) => advance / gap).sort((a, b) => a - b);
  const usual = quantile(rates, 0.5);
  const odd = steps.filter(
    ({ gap, advance }) =>
      Math.abs(advance - usual * gap) > Math.max(SLACK_SEC, SLACK_SHARE * usual * gap),
  );
  return Math.max(hands, odd.length);
}
