import type { Policy } from './policy.js';

/** Stream `policy`. Who did it and when stands in the envelope too; rules need `by` in the fact. */
export const POLICY_STREAM = 'policy';

interface Content {
  readonly version: string;
  /** SHA-256 in hex over the JCS form of `policy`. */
  readonly hash: string;
  readonly policy: Policy;
}

interface Act {
  readonly version: string;
  readonly hash: string;
  /** Person id of the admin. */
  readonly by: string;
}

/** The operator's file, or the product's default, put in force at a start. */
export interface PolicyAdopted {
  readonly type: 'PolicyAdopted';
  readonly data: Content;
}

/** Proposed; drafted again, the later content counts. */
export interface PolicyDrafted {
  readonly type: 'PolicyDrafted';
  readonly data: Content & { readonly by: string };
}

/** Judges beside the policy in force, without any effect. */
export interface PolicyTrialStarted {
  readonly type: 'PolicyTrialStarted';
  readonly data: Act;
}

/** In force from here on; the version before it is retired. */
export interface PolicyActivated {
  readonly type: 'PolicyActivated';
  readonly data: Act;
}

export type PolicyEvent = PolicyAdopted | PolicyDrafted | PolicyTrialStarted | PolicyActivated;

/** Facts that put another policy in force. */
export const IN_FORCE_TYPES: readonly PolicyEvent['type'][] = ['PolicyAdopted', 'PolicyActivated'];
