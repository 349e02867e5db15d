import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Decision } from '../../event-sourcing/decider.js';
import { accept, refuse } from '../../event-sourcing/decider.js';
import { DEFAULT_POLICY } from './default-policy.js';
import type { Policy, PolicyAdopted } from './policy.js';

/** SHA-256 in hex over the JCS form: the same policy has the same hash however it was written. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256')
    .update((canonicalize as unknown as (value: unknown) => string)(policy))
    .digest('hex');

/** The policies adopted so far, folded from stream `policy`. */
export class PolicyView {
  private readonly versions = new Map<string, Policy>();
  private inForce: Policy = DEFAULT_POLICY;

  apply(event: PolicyAdopted): void {
    this.versions.set(event.data.version, event.data.policy);
    this.inForce = event.data.policy;
  }

  /** The policy in force; the product's default before any was adopted. */
  get current(): Policy {
    return this.inForce;
  }

  byVersion(version: string): Policy | undefined {
    return this.versions.get(version);
  }
}

export type AdoptionRefusal = 'PolicyVersionReused';

/**
 * What adopting `policy` adds to the stream: nothing when it is in force already. A version stands
 * for one content for ever, because signals, deadlines and cases cite it.
 */
export const adoptPolicy = (
  view: PolicyView,
  adopted: boolean,
  policy: Policy,
): Decision<PolicyAdopted, AdoptionRefusal> => {
  const hash = policyHash(policy);
  if (adopted && policyHash(view.current) === hash) return accept();
  const known = view.byVersion(policy.version);
  if (known && policyHash(known) !== hash) return refuse('PolicyVersionReused');
  return accept({ type: 'PolicyAdopted', data: { version: policy.version, hash, policy } });
};
