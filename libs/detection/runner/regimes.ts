import type { RosterView } from '../../roster/roster-view.js';
import type { Detector } from '../detector.js';
import { isEnabled, type Policy } from '../policy/policy.js';
import { policyHash } from '../policy/policy-hash.js';
import { policyAt, type InForce } from '../policy/policy-view.js';
import type { Judging } from './measuring.js';
import { hashOf, variantOf } from './variants.js';

/**
 * A policy and the offerings that it judges: those still going on have the one in force, those that
 * ended before keep theirs. Each offering is covered by exactly one.
 */
export interface Regime {
  readonly policy: Policy;
  covers(offering: string): boolean;
  /** The detector as this policy sets it; undefined where it is switched off, or unknown. */
  detector(name: string): Detector | undefined;
}

/** A regime at work. */
export interface RegimeJudge extends Regime {
  readonly judging: Judging;
}

/** The policies that judge, and the variants of detectors that they need. */
export class Regimes {
  readonly list: readonly Regime[];
  /** Each variant once. */
  readonly variants: readonly Detector[];
  /** Changes with whatever may change a conclusion. */
  readonly fingerprint: string;

  /** @param history policies in the order in which they came into force; the last is in force */
  constructor(
    detectors: readonly Detector[],
    private readonly history: readonly InForce[],
    private readonly roster: Pick<RosterView, 'offering'>,
  ) {
    const distinct = new Map(history.map(({ policy }) => [policy.version, policy]));
    const hashes = history.map(({ policy, from }) => [policyHash(policy), from] as const);
    // Of a single one it does not matter since when it is in force.
    this.fingerprint = hashes.length === 1 ? (hashes[0]?.[0] ?? '') : hashOf(hashes);
    this.list = [...distinct.values()].map((policy) => this.regimeOf(policy, detectors));
    const variants = this.list.flatMap(({ detector }) =>
      detectors.flatMap(({ name }) => detector(name) ?? []),
    );
    this.variants = [...new Map(variants.map((one) => [one.name, one])).values()];
  }

  private regimeOf(policy: Policy, detectors: readonly Detector[]): Regime {
    const own = new Map(
      detectors
        .filter((detector) => isEnabled(policy, detector))
        .map((detector) => [detector.name, variantOf(detector, policy)]),
    );
    return {
      policy,
      covers: (offering) => this.versionFor(offering) === policy.version,
      detector: (name) => own.get(name),
    };
  }

  private versionFor(offering: string): string | undefined {
    if (this.history.length === 1) return this.history[0]?.policy.version;
    const end = this.roster.offering(offering)?.window?.to;
    return policyAt(this.history, end)?.policy.version;
  }
}
