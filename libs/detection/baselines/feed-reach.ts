import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprint, keepSmallest } from './fingerprint.js';
import { FEED_REACH } from './names.js';

/** Fewer accounts say nothing of how far a feed has come: one broken clock reaches any week. */
const FEWEST_ACCOUNTS = 20;

interface Reach {
  readonly from: number;
  readonly accounts: readonly number[];
}

/**
 * Weeks in which a feed was alive: the earliest instant of a week in which at least twenty accounts
 * have events. For vendors that never declare their feed complete.
 */
export const feedReach: Baseline<Reach> = {
  name: FEED_REACH,
  wants: () => true,
  instants: true,
  keyOf: ({ account, source }) => (account === undefined ? undefined : source),
  fold: (sum, { source, account = '', at }) => {
    const accounts = sum?.accounts ?? [];
    const kept =
      accounts.length >= FEWEST_ACCOUNTS
        ? accounts
        : keepSmallest(accounts, fingerprint(source, account), FEWEST_ACCOUNTS);
    if (sum !== undefined && kept === accounts && at >= sum.from) return sum;
    return { from: Math.min(sum?.from ?? at, at), accounts: kept };
  },
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    for (const [source, { from, accounts }] of sums)
      if (accounts.length >= FEWEST_ACCOUNTS) values[source] = [from, accounts.length];
    return { n: sums.size, values };
  },
  question: (source) => source,
};
