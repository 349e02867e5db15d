import type { Baseline, BaselineValue } from './baseline.js';
import { fingerprint, keepSmallest } from './fingerprint.js';
import { lineName } from './line.js';
import { NETWORK_LINE } from './names.js';

/** Exact up to here; more accounts make a public place whatever their number. */
const MOST = 64;
/** Fewer are a household: not published. */
const SHARED_FROM = 3;

const TYPES = new Set(
  ['session.started', 'content.viewed', 'assessment.submitted', 'video.completed'].map(
    (name) => `probity.${name}.v1`,
  ),
);

/**
 * Distinct accounts on a line in a week, at most 64: a household or one helper; a cafe, a laboratory
 * or a dormitory that the network office forgot to list. Asked by the line's short name.
 */
export const networkLine: Baseline<readonly number[]> = {
  name: NETWORK_LINE,
  wants: (type) => TYPES.has(type),
  keyOf: ({ account, data }, pseudonym) => {
    const ip = data.client?.ip;
    return account === undefined || typeof ip !== 'string' || ip === ''
      ? undefined
      : pseudonym('address', lineName(ip));
  },
  fold: (sum = [], { source, account = '' }) =>
    keepSmallest(sum, fingerprint(source, account), MOST),
  publish: (sums) => {
    const values: Record<string, BaselineValue> = {};
    for (const [line, kept] of sums)
      if (kept.length >= SHARED_FROM) values[line] = [kept.length, kept.length];
    return { n: sums.size, values };
  },
  question: (line, pseudonym) => pseudonym('address', line),
  absent: 1,
};
