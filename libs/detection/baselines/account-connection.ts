import type { Baseline, BaselineValue } from './baseline.js';
import { ACCOUNT_CONNECTION, accountKey } from './names.js';

/** Recorded so long after it happened, milliseconds, an event has waited for a connection. */
const LATE = 120_000;
/** Beyond a week it is a wrong clock. */
const LONGEST = 7 * 86_400_000;
/** Fewer late events in a week are an underground ride: not published. */
const FEWEST = 10;
const MOST = 100;

/**
 * Events of an account that came late in a week, told by the vendor's two clocks: a bad connection
 * (arts 28, 29). Counted up to a hundred. Accounts with a good one are not listed.
 */
export const accountConnection: Baseline<number> = {
  name: ACCOUNT_CONNECTION,
  wants: () => true,
  keyOf: ({ source, account, time, recorded }, pseudonym) => {
    if (account === undefined || recorded === undefined) return undefined;
    const late = recorded - time;
    return late > LATE && late < LONGEST
      ? pseudonym('account', accountKey(source, account))
      : undefined;
  },
  fold: (sum = 0) => Math.min(MOST, sum + 1),
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    for (const [account, late] of sums) if (late >= FEWEST) values[account] = [late, 1];
    return { n: sums.size, values };
  },
  question: (account, pseudonym) => pseudonym('account', account),
  absent: 0,
};
