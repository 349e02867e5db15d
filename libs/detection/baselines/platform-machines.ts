import type { Activity } from '../../activity/activity.js';
import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprintText } from './fingerprint.js';
import { lineName } from './line.js';
import { machinesApart, machinesSeveral, PLATFORM_MACHINES } from './names.js';

/** Accounts looked at per platform and week; below the fewest, nothing is said. */
const ACCOUNTS = 256;
const FEWEST = 20;
/** Machines on lines kept per account and week. */
const MOST = 12;

const TYPES = new Set(
  ['session.started', 'assessment.submitted', 'video.completed'].map(
    (name) => `probity.${name}.v1`,
  ),
);

const NONE: readonly string[] = [];

/** One machine on one line; texts of eight digits, empty where not told. */
type Pair = readonly [machine: string, line: string];

/**
 * How many people use several computers on tables, and how many several that share no line in the
 * week: what is unusual for one person here. Phones are left out, nearly everybody has one beside.
 */
export const platformMachines: Baseline<readonly string[]> = {
  name: PLATFORM_MACHINES,
  wants: (type) => TYPES.has(type),
  keyOf: ({ source, account }) =>
    account === undefined ? undefined : `${source}#${fingerprintText(source, account)}`,
  sample: { size: ACCOUNTS, group: (key) => key.slice(0, key.lastIndexOf('#')) },
  fold: (sum = NONE, activity) => {
    const pair = pairOf(activity);
    if (pair === undefined || sum.includes(pair)) return sum;
    const kept = [...sum, pair].sort().slice(0, MOST);
    return kept.includes(pair) ? kept : sum;
  },
  publish: (sums) => {
    const bySource = new Map<string, (readonly string[])[]>();
    for (const [key, pairs] of sums) {
      if (pairs.length === 0) continue;
      const source = key.slice(0, key.lastIndexOf('#'));
      bySource.set(source, [...(bySource.get(source) ?? []), pairs]);
    }
    const values: Record<string, BaselineValue> = {};
    for (const [source, accounts] of bySource)
      if (accounts.length >= FEWEST) Object.assign(values, valuesOf(source, accounts));
    return { n: sums.size, values };
  },
  question: (key) => key,
};

function pairOf({ data: { client } }: Activity): string | undefined {
  const { deviceId, userAgent, ip } = client ?? {};
  if (typeof userAgent === 'string' && /mobile|android|iphone/i.test(userAgent)) return undefined;
  const machine = [deviceId, userAgent].find((one) => typeof one === 'string' && one !== '');
  if (machine === undefined) return undefined;
  const line = typeof ip === 'string' && ip !== '' ? lineName(ip) : '';
  return `${fingerprintText(machine)} ${line}`;
}

function valuesOf(
  source: string,
  accounts: readonly (readonly string[])[],
): Record<string, BaselineValue> {
  const n = accounts.length;
  const pairs = accounts.map((own) => own.map((one) => one.split(' ') as unknown as Pair));
  const several = pairs.filter((own) => new Set(own.map(([machine]) => machine)).size > 1).length;
  const apart = pairs.filter(isApart).length;
  return {
    [machinesSeveral(source)]: [several / n, n],
    [machinesApart(source)]: [apart / n, n],
  };
}

/** Whether the machines fall into two groups that share neither a machine nor a line. */
function isApart(pairs: readonly Pair[]): boolean {
  const [first, ...rest] = pairs;
  if (!first) return false;
  const met = new Set(first.filter((token) => token !== ''));
  let left = rest;
  for (let before = -1; before !== left.length;) {
    before = left.length;
    for (const pair of left)
      if (pair.some((token) => met.has(token)))
        for (const token of pair) if (token !== '') met.add(token);
    left = left.filter((pair) => !pair.some((token) => met.has(token)));
  }
  return left.length > 0;
}
