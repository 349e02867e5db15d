import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { Policy } from './policy.js';

/** SHA-256 in hex over the JCS form: the same policy has the same hash however it was written. */
export const policyHash = (policy: Policy): string =>
  createHash('sha256')
    .update((canonicalize as unknown as (value: unknown) => string)(policy))
    .digest('hex');
