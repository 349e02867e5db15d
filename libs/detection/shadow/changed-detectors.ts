import { isDeepStrictEqual } from 'node:util';
import type { Detector } from '../detector.js';
import { isEnabled, parametersOf, type Policy } from '../policy/policy.js';

/** What another policy makes of the detectors, beside those that judge now. */
export interface DetectorChanges {
  /** Must be worked out from the events: no stored signal says what they would find. */
  readonly anew: readonly Detector[];
  /** What they found stands, weighed anew. */
  readonly standing: ReadonlySet<string>;
}

/**
 * Findings follow from events, reference data, baselines, parameters and, for who judges what did
 * not happen, the review's rules; weights, priors, groups and thresholds only weigh them. A detector
 * that is switched off is in neither list.
 */
export const changesOf = (
  detectors: readonly Detector[],
  policy: Policy,
  judging: readonly Policy[],
): DetectorChanges => {
  const enabled = detectors.filter((detector) => isEnabled(policy, detector));
  const stands = (detector: Detector) =>
    judging.every(
      (other) =>
        isEnabled(other, detector) &&
        isDeepStrictEqual(parametersOf(other, detector), parametersOf(policy, detector)) &&
        isDeepStrictEqual(other.baselines, policy.baselines) &&
        (detector.ofRoster !== true || sameReview(other, policy)),
    );
  return {
    anew: enabled.filter((detector) => !stands(detector)),
    standing: new Set(enabled.filter(stands).map(({ name }) => name)),
  };
};

const sameReview = (a: Policy, b: Policy): boolean =>
  a.review.leaveCounts === b.review.leaveCounts &&
  a.review.absenceWarning === b.review.absenceWarning;
