import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Detector } from '../detector.js';
import { parametersOf, type Policy } from '../policy/policy.js';

/** SHA-256 in hex over the JCS form. */
export const hashOf = (value: unknown): string =>
  createHash('sha256')
    .update((canonicalize as unknown as (value: unknown) => string)(value))
    .digest('hex');

const MARK = '#';

/** The detector's own name, of the name that its measures are stored under. */
export const baseOf = (variant: string): string => variant.split(MARK, 1)[0] ?? variant;

/**
 * A detector with a policy's parameters for its defaults. Its name follows from them, so that
 * measures made with others are never taken for its own, and outlive a policy that changes only
 * weights or thresholds.
 */
export const variantOf = (detector: Detector, policy: Policy): Detector => {
  const parameters = parametersOf(policy, detector);
  const hash = hashOf(parameters);
  return hash === hashOf(detector.defaults)
    ? detector
    : { ...detector, name: `${detector.name}${MARK}${hash.slice(0, 12)}`, defaults: parameters };
};

/** For what judges variants: their parameters are their defaults, and all of them are on. */
export const asSet = (policy: Policy): Policy => ({ ...policy, detectors: {} });
