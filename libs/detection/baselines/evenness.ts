/** Gaps from which their spread is read. */
export const FEWEST_GAPS = 5;
/** Of the longest, this share may be a break. */
const BREAKS = 0.15;

/**
 * Spread of waits: the deviation of their logarithms (of a second more), without the longest
 * seventh. People's waits are heavy-tailed (threats.md, calibration figures): about 0.6 and more; a
 * program's lie below 0.2. Undefined of fewer than FEWEST_GAPS.
 */
export function logSpread(gaps: readonly number[]): number | undefined {
  if (gaps.length < FEWEST_GAPS) return undefined;
  const sorted = gaps.map((gap) => Math.log1p(Math.max(0, gap))).sort((a, b) => a - b);
  const kept = sorted.slice(0, Math.ceil(sorted.length * (1 - BREAKS)));
  const mean = kept.reduce((sum, one) => sum + one, 0) / kept.length;
  return Math.sqrt(kept.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (kept.length - 1));
}

/**
 * Nats against so small a spread of `count` waits by chance, where people's is `usual`: the lower
 * tail of the chi-square distribution, by its leading term.
 */
export function evennessOf(spread: number, count: number, usual: number): number {
  const half = (Math.ceil(count * (1 - BREAKS)) - 1) / 2;
  const x = (half * Math.max(spread, 0.01) ** 2) / usual ** 2;
  if (half <= 0 || x >= half) return 0;
  return Math.max(0, -(half * Math.log(x) - x - logGamma(half + 1)));
}

/** ln Γ(x) for x ≥ 1, Stirling's series: to four digits. */
const logGamma = (x: number): number =>
  (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + 1 / (12 * x) - 1 / (360 * x ** 3);
