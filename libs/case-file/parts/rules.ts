import type { Policy } from '../../detection/policy/policy.js';
import type { Signal } from '../../detection/signal.js';
import { policyHash } from '../../detection/policy/policy-hash.js';
import type { Files } from '../bag.js';
import type { CaseFileInput } from '../case-file-input.js';
import type { Disclosure } from '../disclosure/disclosure.js';
import { fileName, jsonFile } from './bytes.js';

/**
 * For each signal in each revision that the case knew: detector and version, the policy it was weighed
 * with as that was recorded, inputs and output. The product's own defaults, and what a recomputation
 * gives today, lie in `integrity/replay.json`: they are of the export, not of the case's version.
 */
export const ruleFiles = ({ signals, policies }: CaseFileInput, disclosure: Disclosure): Files =>
  new Map(
    signals.flatMap(({ type, data, metadata }) => {
      const signal = data as Signal;
      const output = disclosure.signal(signal);
      if (output === undefined) return [];
      const policy = policies.get(signal.policyVersion);
      const rule = {
        type,
        recordedAt: metadata.at,
        detector: { name: signal.detector, version: signal.detectorVersion },
        policyVersion: signal.policyVersion,
        ...(disclosure.internals && { policy: policy ? weighing(policy, signal) : null }),
        output,
      };
      const name = `${fileName(signal.id)}-r${String(signal.revision)}`;
      return [[`rules/${name}.json`, jsonFile(rule)] as const];
    }),
  );

/** The parts of a policy that decide how a signal weighs. */
const weighing = (policy: Policy, { detector, group, violation }: Signal): object => ({
  hash: policyHash(policy),
  detector: policy.detectors[detector] ?? null,
  groupWeight: policy.groups[group] ?? 1,
  prior: policy.priors[violation],
  threshold: policy.thresholds[violation],
  scoring: policy.scoring,
});
