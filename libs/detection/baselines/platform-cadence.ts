import type { AccountWeek } from './account-week.js';
import { weekWith } from './account-week.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { cadenceValues, wholeWeeks } from './cadence-values.js';
import { evenLong } from './handling-values.js';
import { fingerprintText } from './fingerprint.js';
import { PLATFORM_CADENCE } from './names.js';
import { isCompletion, isHeartbeat, isPlayerEvent } from './viewing-sketch.js';
import { isVisit } from './visits.js';

/** Accounts looked at per platform and week. */
const ACCOUNTS = 128;

/**
 * How a platform's own client looks in the stream: cadence, player events, members it sends, logins
 * and pages around it. Shares and quantiles over accounts, each with one voice: cheats are a few
 * per cent and move them by no more.
 */
export const platformCadence: Baseline<AccountWeek> = {
  name: PLATFORM_CADENCE,
  wants: (type) => isHeartbeat(type) || isPlayerEvent(type) || isCompletion(type) || isVisit(type),
  keyOf: ({ source, account }) =>
    account === undefined ? undefined : `${source}#${fingerprintText(source, account)}`,
  sample: { size: ACCOUNTS, group: (key) => key.slice(0, key.lastIndexOf('#')) },
  fold: weekWith,
  publish: (sums) => {
    const bySource = new Map<string, AccountWeek[]>();
    for (const [key, account] of sums) {
      const source = key.slice(0, key.lastIndexOf('#'));
      bySource.set(source, [...(bySource.get(source) ?? []), account]);
    }
    const values: Record<string, BaselineValue> = {};
    for (const [source, accounts] of bySource)
      Object.assign(values, cadenceValues(source, accounts));
    Object.assign(values, evenLong(wholeWeeks(sums.values())));
    return { n: sums.size, values };
  },
  question: (key) => key,
};
