import type { PacedSitting } from './sitting.js';

/** How evenly a sitting's answers follow each other. */
export interface Evenness {
  readonly gaps: number;
  readonly meanSec: number;
  /** Standard deviation of the logarithm of the gaps. */
  readonly spread: number;
}

/** No clock or network is steadier; keeps logarithms finite. */
const STEADIEST = 0.02;
/** Difference of two instants, each cut to the second: variance 2 / 12. */
const CUT_VARIANCE = 1 / 6;
/** One gap in so many may be a stalled connection. */
const STALL_OF = 8;

/**
 * Undefined for too few gaps. The first item is left out, its time has the reading of the page in it;
 * of eight gaps the longest is forgiven. Stamps of whole seconds hide up to a second: what they could
 * hide is added, so that slow stamps never make anybody regular.
 */
export function evennessOf(sitting: PacedSitting, fewest: number): Evenness | undefined {
  if (sitting.told !== 'each') return undefined;
  const gaps = sitting.items
    .slice(1)
    .map(([, sec]) => sec)
    .filter((sec) => sec > 0)
    .sort((a, b) => a - b);
  const kept = gaps.slice(0, gaps.length - Math.floor(gaps.length / STALL_OF));
  if (kept.length < fewest || kept.length < (sitting.items.length - 1) * 0.7) return undefined;
  const mean = kept.reduce((sum, sec) => sum + sec, 0) / kept.length;
  const logs = kept.map((sec) => Math.log(sec));
  const middle = logs.reduce((sum, log) => sum + log, 0) / logs.length;
  const variance = logs.reduce((sum, log) => sum + (log - middle) ** 2, 0) / (logs.length - 1);
  const hidden = sitting.whole ? CUT_VARIANCE / mean ** 2 : 0;
  return {
    gaps: kept.length,
    meanSec: mean,
    spread: Math.max(STEADIEST, Math.sqrt(variance + hidden)),
  };
}

/**
 * Log-likelihood ratio of so small a spread against a hand's: gaps taken as log-normal, the machine's
 * spread fitted to them, which costs half a nat. 0 where a hand explains it as well.
 */
export function evenNats({ gaps, spread }: Evenness, hand: number): number {
  if (!(spread < hand)) return 0;
  const ratio = spread / hand;
  return Math.max(0, (gaps - 1) * (-Math.log(ratio) - 0.5 + ratio ** 2 / 2) - 0.5);
}
