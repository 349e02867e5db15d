import { lookup } from 'node:dns/promises';
import type { LookupFunction } from 'node:net';
import { mayCall, type TargetRules } from './target-rules.js';

export class ForbiddenAddress extends Error {
  override readonly name = 'ForbiddenAddress';
}

/**
 * A lookup that answers addresses that were checked, and no others: the connection goes to what was
 * judged, so a name that changes in between gains nothing (DNS rebinding). One forbidden address
 * among a name's is enough to refuse the name.
 */
export const pinnedLookup =
  (rules: TargetRules): LookupFunction =>
  (hostname, options, callback) => {
    lookup(hostname, { all: true, verbatim: true }).then(
      (found) => {
        const usable = found.every(({ address }) => mayCall(address, rules));
        const [first] = found;
        if (!usable || !first)
          return callback(new ForbiddenAddress('the name leads to a forbidden address'), '', 0);
        return options.all
          ? (callback as unknown as (error: null, all: typeof found) => void)(null, found)
          : callback(null, first.address, first.family);
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, '', 0),
    );
  };
