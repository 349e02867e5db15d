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
  const gaps: number[] = [];
  const advances: number[] = [];
  const rates: number[] = [];
  for (let at = 1; at < beats.length; at++) {
    const gap = (beats[at] as number) - (beats[at - 1] as number);
    const [from = -1, to = -1] = [positions[at - 1], positions[at]];
    if (!(gap > 1 && from >= 0 && to >= 0)) continue;
    gaps.push(gap);
    advances.push(to - from);
    rates.push((to - from) / gap);
  }
  if (gaps.length === 0) return hands;
  const usual = quantile(
    rates.sort((a, b) => a - b),
    0.5,
  );
  let odd = 0;
  gaps.forEach((gap, at) => {
    const off = Math.abs((advances[at] as number) - usual * gap);
    if (off > Math.max(SLACK_SEC, SLACK_SHARE * usual * gap)) odd++;
  });
  return Math.max(hands, odd);
}
