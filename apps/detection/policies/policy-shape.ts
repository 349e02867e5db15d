import type { Policy } from '../../../libs/detection/policy/policy.js';
import type {
  PolicyRecord,
  PolicyStanding,
} from '../../../libs/detection/policy/policy.decider.js';
import type { PolicyStep, PolicyView } from '../../../libs/detection/policy/policy-view.js';

/** A policy as the outside sees it in a list. */
export interface PolicyShape {
  readonly version: string;
  readonly state: PolicyStanding;
  /** SHA-256 in hex over the JCS form of its content. */
  readonly hash: string;
  /** What was done to it, oldest first: event type, person, instant. */
  readonly history: readonly PolicyStep[];
}

export const policyShape = (
  { version, standing: state, hash }: PolicyRecord,
  view: PolicyView,
): PolicyShape => ({ version, state, hash, history: view.stepsOf(version) });

/** One of them, with its content: the defaults filled in. */
export const wholePolicyShape = (
  record: PolicyRecord,
  view: PolicyView,
): PolicyShape & { readonly policy: Policy } => ({
  ...policyShape(record, view),
  policy: record.policy,
});
