import { isImplausible } from '../quality/implausible.js';
import type { Activity } from '../../activity/activity.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprintText } from './fingerprint.js';
import { FEED_TROUBLE } from './names.js';

/** Accounts looked at per platform and week, and events counted per account. */
const ACCOUNTS = 64;
const MOST = 1000;
/** Fewer accounts say nothing of a feed. */
const FEWEST_ACCOUNTS = 10;
/** An account is troubled by so many such events, and by such a share of all. */
const FEWEST_EVENTS = 3;
const SHARE = 0.02;
const DAY = 86_400_000;

interface Counted {
  readonly seen: number;
  readonly troubled: number;
}

/** Numbers that no learner's record reaches, or two clocks that are days apart. */
const isTroubled = ({ data, time, recorded }: Activity): boolean =>
  !Number.isFinite(time) ||
  (recorded !== undefined && Math.abs(recorded - time) > DAY) ||
  isImplausible(data);

/**
 * Share of a platform's accounts whose records of a week are garbled. Where it is large, a garbled
 * feed may be all that a finding rests on. One voice each: a few cheats are no trouble of the feed.
 */
export const feedTrouble: Baseline<Counted> = {
  name: FEED_TROUBLE,
  wants: () => true,
  keyOf: ({ source, account }) =>
    account === undefined ? undefined : `${source}#${fingerprintText(source, account)}`,
  sample: { size: ACCOUNTS, group: (key) => key.slice(0, key.lastIndexOf('#')) },
  fold: (sum = { seen: 0, troubled: 0 }, activity) => {
    const more = isTroubled(activity) ? 1 : 0;
    if (sum.seen >= MOST && (more === 0 || sum.troubled >= MOST)) return sum;
    return {
      seen: Math.min(MOST, sum.seen + 1),
      troubled: Math.min(MOST, sum.troubled + more),
    };
  },
  publish: (sums) => {
    const bySource = new Map<string, Counted[]>();
    for (const [key, one] of sums) {
      const source = key.slice(0, key.lastIndexOf('#'));
      bySource.set(source, [...(bySource.get(source) ?? []), one]);
    }
    const values: Record<string, BaselineValue> = {};
    for (const [source, accounts] of bySource)
      if (accounts.length >= FEWEST_ACCOUNTS)
        values[source] = [accounts.filter(isBad).length / accounts.length, accounts.length];
    return { n: sums.size, values };
  },
  question: (source) => source,
};

const isBad = ({ seen, troubled }: Counted): boolean =>
  troubled >= FEWEST_EVENTS && troubled >= SHARE * seen;
