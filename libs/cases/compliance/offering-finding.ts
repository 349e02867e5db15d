import type { Finding } from '../../regulation/compliance/compliance.js';

/** Something about an offering that its college has to answer for. */
export type OfferingFinding = Finding;

/** Each once, by rule; the order of the rules says nothing. */
const key = ({ article, code, severity, detail }: OfferingFinding): string =>
  JSON.stringify([article, code, severity, detail.zh, detail.en]);

export const sameFindings = (
  one: readonly OfferingFinding[],
  other: readonly OfferingFinding[],
): boolean => one.map(key).sort().join() === other.map(key).sort().join();

/** What stands against opening by itself: only a rule that blocks opens a case without a person. */
export const blocks = (findings: readonly OfferingFinding[]): boolean =>
  findings.some(({ severity }) => severity === 'block');

/** Those of `noticed` that the offering still has. */
export const stillStanding = (
  noticed: readonly OfferingFinding[],
  now: readonly OfferingFinding[],
): readonly OfferingFinding[] => noticed.filter((one) => now.some((found) => same(one, found)));

const same = (one: OfferingFinding, other: OfferingFinding): boolean =>
  one.code === other.code && provision(one) === provision(other);

/** The provision whatever version of the regulation found it: a new version remedies nothing. */
const provision = ({ article }: OfferingFinding): string => article.replace(/@\d+#/, '#');
