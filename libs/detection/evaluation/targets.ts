import type { Evaluation } from './evaluate.js';
import { share, type Share } from './share.js';

/** A goal and what came out; met or not by the estimate itself, the interval says how sure that is. */
export interface Target {
  readonly name: string;
  readonly goal: string;
  readonly measured: Share;
  /** Rates are told per 10,000, not per one. */
  readonly rare: boolean;
  /** Undefined where there was nothing to measure. */
  readonly met: boolean | undefined;
}

const NONE = share(0, 0);

/**
 * The product's goals for 5,000 students × 6 weeks at base rates of 0.5–3 %. Published results to
 * beat: course brushing 0.81 recall at 0.016 % false alarms (Wan et al. 2021); answer harvesting
 * 0.966 at 0.996 (Ruipérez-Valiente et al. 2019).
 */
export const targetsOf = (found: Evaluation): readonly Target[] => {
  const { recall, falseAccusations, falsePositives, harvesting } = found;
  const [trait, worst] = worstTrait(falseAccusations.byTrait);
  return [
    atLeast('precision', 0.97, found.precision.all),
    atLeast('recall', 0.9, recall.all),
    atLeast('recall, adaptive', 0.75, recall.byEffort['adaptive']),
    atLeast('recall, course brushing', 0.85, recall.byViolation['course_brushing']),
    atMost('course brushing, false positives', 2, falsePositives['course_brushing']),
    atLeast('answer harvesting, sensitivity', 0.97, harvesting.sensitivity),
    atLeast('answer harvesting, specificity', 0.996, harvesting.specificity),
    atMost('honest student-offerings accused', 1, falseAccusations.all),
    atMost(`… of the worst trait${trait}`, 5, worst),
    atLeast('evidence precision', 0.95, found.evidencePrecision.own),
    atLeast("evidence precision, anybody's wrong events", 0.95, found.evidencePrecision.anybody),
  ];
};

const atLeast = (name: string, goal: number, measured: Share = NONE): Target => ({
  ...{ name, goal: `≥ ${String(goal)}`, measured, rare: false },
  met: measured.all === 0 ? undefined : measured.rate >= goal,
});

const atMost = (name: string, per10000: number, measured: Share = NONE): Target => ({
  ...{ name, goal: `≤ ${String(per10000)} in 10,000`, measured, rare: true },
  met: measured.all === 0 ? undefined : measured.rate <= per10000 / 10_000,
});

const worstTrait = (byTrait: Readonly<Record<string, Share>>): readonly [string, Share] => {
  const [first] = Object.entries(byTrait).sort(([, a], [, b]) => b.rate - a.rate || b.all - a.all);
  return first && first[1].hits > 0 ? [` (${first[0]})`, first[1]] : ['', first?.[1] ?? NONE];
};
