import type { Policy } from './policy/policy.js';
import { compareText } from '../activity/activity.js';
import type { Signal } from './signal.js';
import type { Violation } from './violation.js';

export const logit = (probability: number): number => Math.log(probability / (1 - probability));

/** Probability of log-odds, rounded so that the last bits of a sum never make a difference. */
export const logistic = (logOdds: number): number =>
  Math.round(1e6 / (1 + Math.exp(-logOdds))) / 1e6;

/** What a detector's evidence weighs under the policy: nats, natural log of the likelihood ratio. */
export const weighedLlr = (policy: Policy, detector: string, llr: number): number =>
  llr * (policy.detectors[detector]?.weight ?? 1);

/** A single signal's score, 0–1: the policy's prior log-odds of the violation plus its evidence. */
export const signalScore = (
  policy: Policy,
  violation: Violation,
  detector: string,
  llr: number,
): number => logistic(logit(policy.priors[violation]) + weighedLlr(policy, detector, llr));

/** What scoring needs of a signal. */
export type ScoredSignal = Pick<
  Signal,
  'id' | 'detector' | 'violation' | 'group' | 'llr' | 'state'
>;

/**
 * One score, 0–1, over the signals of one student, offering and violation.
 *
 * Signals of one group share causes: the strongest counts whole, the others add no more than the
 * policy's small credit, and the strongest exculpatory one (llr below 0) counts against them.
 * Groups are taken as independent, so their evidence adds up. Withdrawn signals count nothing; the
 * order of `signals` does not matter.
 */
export const caseScore = (
  policy: Policy,
  violation: Violation,
  signals: readonly ScoredSignal[],
): number => {
  const groups = new Map<string, number[]>();
  for (const signal of signals) {
    if (signal.state === 'withdrawn' || signal.violation !== violation) continue;
    const llr = weighedLlr(policy, signal.detector, signal.llr);
    groups.set(signal.group, [...(groups.get(signal.group) ?? []), llr]);
  }
  let logOdds = logit(policy.priors[violation]);
  for (const [group, llrs] of [...groups].sort(([a], [b]) => compareText(a, b)))
    logOdds += groupEvidence(policy, group, llrs);
  return groups.size === 0 ? 0 : logistic(logOdds);
};

/** Nats that one group of dependent signals adds. */
const groupEvidence = (policy: Policy, group: string, llrs: readonly number[]): number => {
  const [strongest = 0, ...others] = llrs.filter((llr) => llr > 0).sort((a, b) => b - a);
  const credit = others.reduce((sum, llr) => sum + llr, 0) * policy.scoring.sameGroupCredit;
  const exculpatory = Math.min(0, ...llrs);
  const evidence = strongest + Math.min(credit, policy.scoring.sameGroupCreditCap) + exculpatory;
  return evidence * (policy.groups[group] ?? 1);
};

/** Whether a case over these signals is to be flagged. */
export const overThreshold = (policy: Policy, violation: Violation, score: number): boolean =>
  score >= policy.thresholds[violation];
