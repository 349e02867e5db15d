import type { Bench } from './judged-term.js';
import { share, type Share } from './share.js';

/** Scores from `from` to below `to` (the last: up to and with 1). */
export interface CalibrationBin {
  readonly from: number;
  readonly to: number;
  readonly meanScore: number;
  /** How many of them are true. */
  readonly truth: Share;
}

/** How far scores are probabilities, over every case of which a signal stands, flagged or not. */
export interface Calibration {
  /** Bins that hold anything. */
  readonly bins: readonly CalibrationBin[];
  /** Mean squared difference of score and truth (Brier 1950). */
  readonly brier: number;
  /** Expected calibration error (Naeini et al. 2015): mean of |share true − mean score|, by bin size. */
  readonly error: number;
}

const EDGES = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1];

export const calibrationOf = (benches: readonly Bench[]): Calibration => {
  const scored = benches.flatMap((bench) =>
    bench.term.judged.map((one) => ({ score: one.score, isTrue: bench.isTrue(one) })),
  );
  const bins = EDGES.slice(0, -1).flatMap((from, at): CalibrationBin[] => {
    const to = EDGES[at + 1] ?? 1;
    const own = scored.filter(({ score }) => score >= from && (score < to || to === 1));
    if (own.length === 0) return [];
    const meanScore = own.reduce((sum, { score }) => sum + score, 0) / own.length;
    return [
      { from, to, meanScore, truth: share(own.filter((one) => one.isTrue).length, own.length) },
    ];
  });
  const mean = (total: number) => (scored.length === 0 ? 0 : total / scored.length);
  return {
    bins,
    brier: mean(scored.reduce((sum, { score, isTrue }) => sum + (score - Number(isTrue)) ** 2, 0)),
    error: mean(
      bins.reduce(
        (sum, { meanScore, truth }) => sum + truth.all * Math.abs(truth.rate - meanScore),
        0,
      ),
    ),
  };
};
