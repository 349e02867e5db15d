import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprint, keepSmallest } from './fingerprint.js';
import { NETWORK_ADDRESS } from './names.js';

/** Exact up to here; beyond, an estimate from the smallest fingerprints (Bar-Yossef et al. 2002). */
const EXACT = 64;
/** Fewer accounts behind an address are a household, not a network: not published. */
const SHARED_FROM = 3;

/** Distinct accounts behind an address in a week: campus, dormitory, carrier, or one hand. */
export const networkAddress: Baseline<readonly number[]> = {
  name: NETWORK_ADDRESS,
  wants: () => true,
  keyOf: ({ account, data }, pseudonym) => {
    const ip = data.client?.ip;
    return account === undefined || typeof ip !== 'string' || ip === ''
      ? undefined
      : pseudonym('address', ip);
  },
  fold: (sum = [], { source, account = '' }) =>
    keepSmallest(sum, fingerprint(source, account), EXACT),
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    for (const [address, kept] of sums)
      if (kept.length >= SHARED_FROM) values[address] = [accountsIn(kept), kept.length];
    return { n: sums.size, values };
  },
  question: (ip, pseudonym) => pseudonym('address', ip),
  absent: 1,
};

const accountsIn = (kept: readonly number[]): number => {
  const largest = kept[EXACT - 1];
  return largest === undefined ? kept.length : Math.round(((EXACT - 1) * 2 ** 32) / largest);
};
