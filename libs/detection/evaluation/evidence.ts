import type { Bench, Evidence, JudgedCase, TrueCase } from './judged-term.js';
import { share, Tally, type Share } from './share.js';

const DAY = 86_400_000;

const rightlyFlagged = (
  bench: Bench,
): readonly { readonly truth: TrueCase; readonly judged: JudgedCase }[] => {
  const judgedOf = bench.judgedByCase();
  return bench.term.truth.flatMap((truth) => {
    const judged = judgedOf(truth);
    return judged?.flagged ? [{ truth, judged }] : [];
  });
};

/** Of the events that rightly flagged cases cite, the share labelled wrong; cases without labels aside. */
export interface EvidencePrecision {
  /** Labelled wrong for the accused in that offering. */
  readonly own: Share;
  /** Labelled wrong for anybody: those whom one hand signed in are each other's evidence. */
  readonly anybody: Share;
  /** `own`, by detector. */
  readonly byDetector: Readonly<Record<string, Share>>;
  /** `anybody`, by detector. */
  readonly anybodyByDetector: Readonly<Record<string, Share>>;
}

export const evidencePrecisionOf = (benches: readonly Bench[]): EvidencePrecision => {
  const cases = benches.flatMap(rightlyFlagged).map(({ judged }) => judged);
  const own = new Tally();
  const anybody = new Tally();
  const add = (group: string, evidence: Evidence | undefined) => {
    if (!evidence) return;
    own.add(group, evidence.own, evidence.cited);
    anybody.add(group, evidence.anybody, evidence.cited);
  };
  for (const { evidence, signals } of cases) {
    add(ALL, evidence);
    for (const signal of signals) add(signal.detector, signal.evidence);
  }
  const [all, byDetector] = apart(own.shares());
  const [anybodys, anybodyByDetector] = apart(anybody.shares());
  return { own: all, anybody: anybodys, byDetector, anybodyByDetector };
};

/** No detector is called so. */
const ALL = '';

const apart = ({ [ALL]: all = share(0, 0), ...rest }: Readonly<Record<string, Share>>) =>
  [all, rest] as const;

/** Days from a true case's first wrong event to its flag; nearest-rank quantiles. */
export interface TimeToFlag {
  readonly n: number;
  readonly median: number | undefined;
  readonly p90: number | undefined;
}

export const timeToFlagOf = (benches: readonly Bench[]): TimeToFlag => {
  const days = benches
    .flatMap(rightlyFlagged)
    .flatMap(({ truth: { since }, judged: { flaggedAt } }) =>
      since === undefined || flaggedAt === undefined ? [] : Math.max(0, (flaggedAt - since) / DAY),
    )
    .sort((a, b) => a - b);
  const quantile = (q: number) => days[Math.max(0, Math.ceil(q * days.length) - 1)];
  return { n: days.length, median: quantile(0.5), p90: quantile(0.9) };
};

/**
 * Answer harvesting, to be held against Ruipérez-Valiente et al. 2019 (0.966 and 0.996): true cases
 * of families named so that are flagged; student-offerings without a true content leak that are not
 * flagged for one.
 */
export interface Harvesting {
  readonly sensitivity: Share;
  readonly specificity: Share;
}

export const harvestingOf = (benches: readonly Bench[]): Harvesting => {
  const cases = benches.flatMap((bench) =>
    bench.term.truth
      .filter(({ family }) => /harvest/i.test(family))
      .map((truth) => bench.isFlagged(truth)),
  );
  const violation = 'content_leak';
  const innocent = benches.flatMap((bench) =>
    bench
      .places()
      .filter((one) => !bench.isTrue({ ...one, violation }))
      .map((one) => !bench.isFlagged({ ...one, violation })),
  );
  return {
    sensitivity: share(cases.filter(Boolean).length, cases.length),
    specificity: share(innocent.filter(Boolean).length, innocent.length),
  };
};
