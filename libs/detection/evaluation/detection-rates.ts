import type { Violation } from '../violation.js';
import type { Bench, JudgedCase, TrueCase } from './judged-term.js';
import { share, Tally, type Share } from './share.js';

/** Precision over the flagged cases; a flag of another violation than the true one counts as wrong. */
export interface Precision {
  readonly all: Share;
  readonly byViolation: Readonly<Record<string, Share>>;
  /** Wrong flags on student-offerings that are guilty of something else. */
  readonly otherViolation: number;
  readonly honest: number;
}

export const precisionOf = (benches: readonly Bench[]): Precision => {
  const verdicts = benches.flatMap((bench) =>
    bench.flagged.map((one) => ({ one, verdict: bench.verdict(one) })),
  );
  const count = (verdict: string) => verdicts.filter((each) => each.verdict === verdict).length;
  const by = new Tally();
  for (const { one, verdict } of verdicts) by.add(one.violation, verdict === 'right');
  return {
    all: share(count('right'), verdicts.length),
    byViolation: by.shares(),
    otherViolation: count('other_violation'),
    honest: count('honest'),
  };
};

/** Recall over the true cases, and by any grouping of them. */
export interface Recall {
  readonly all: Share;
  readonly byViolation: Readonly<Record<string, Share>>;
  readonly byEffort: Readonly<Record<string, Share>>;
  /** `violation effort`. */
  readonly byViolationAndEffort: Readonly<Record<string, Share>>;
  /** `violation family effort`. */
  readonly byFamilyAndEffort: Readonly<Record<string, Share>>;
  /** `violation family`. */
  readonly byFamily: Readonly<Record<string, Share>>;
}

export const recallOf = (benches: readonly Bench[]): Recall => {
  const by = (group: (one: TrueCase) => string) => {
    const tally = new Tally();
    for (const bench of benches)
      for (const one of bench.term.truth) tally.add(group(one), bench.isFlagged(one));
    return tally.shares();
  };
  return {
    all: by(() => 'all')['all'] ?? share(0, 0),
    byViolation: by(({ violation }) => violation),
    byEffort: by(({ effort }) => effort),
    byViolationAndEffort: by(({ violation, effort }) => `${violation} ${effort}`),
    byFamily: by(({ violation, family }) => `${violation} ${family}`),
    byFamilyAndEffort: by(({ violation, family, effort }) => `${violation} ${family} ${effort}`),
  };
};

/** Of the student-offerings not guilty of a violation, how many are flagged for it. */
export const falsePositivesOf = (
  benches: readonly Bench[],
  violations: readonly Violation[],
): Readonly<Record<string, Share>> =>
  Object.fromEntries(
    violations.map((violation) => {
      let wrong = 0;
      let innocent = 0;
      for (const bench of benches) {
        const own = bench.flagged.filter((one) => one.violation === violation);
        wrong += own.filter((one) => !bench.isTrue(one)).length;
        innocent += bench.places().filter((one) => !bench.isTrue({ ...one, violation })).length;
      }
      return [violation, share(wrong, innocent)];
    }),
  );

/** Signals that stand, by detector: on a case that is true, or not. */
export const signalsByDetector = (benches: readonly Bench[]): Readonly<Record<string, Share>> => {
  const tally = new Tally();
  for (const bench of benches)
    for (const one of bench.term.judged)
      for (const { detector } of one.signals) tally.add(detector, bench.isTrue(one));
  return tally.shares();
};

/** A wrong flag with what there is to know about the accused. */
export interface WrongFlag {
  readonly term: string;
  readonly flag: JudgedCase;
  readonly verdict: 'other_violation' | 'honest';
  readonly traits: readonly string[];
}

export const wrongFlagsOf = (benches: readonly Bench[]): readonly WrongFlag[] =>
  benches.flatMap((bench) =>
    bench.flagged.flatMap((flag) => {
      const verdict = bench.verdict(flag);
      if (verdict === 'right') return [];
      return {
        term: bench.term.name,
        flag,
        verdict,
        traits: bench.term.traits[flag.student] ?? [],
      };
    }),
  );

/** A true case that is not flagged, and what signals there are all the same. */
export interface Missed {
  readonly term: string;
  readonly truth: TrueCase;
  readonly judged: JudgedCase | undefined;
}

export const missedOf = (benches: readonly Bench[]): readonly Missed[] =>
  benches.flatMap((bench) => {
    const judged = bench.judgedByCase();
    return bench.term.truth
      .filter((truth) => !bench.isFlagged(truth))
      .map((truth) => ({ term: bench.term.name, truth, judged: judged(truth) }));
  });
