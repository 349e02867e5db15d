import type { Detector } from '../../../libs/detection/detector.js';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import { caseScore, overThreshold } from '../../../libs/detection/score.js';
import type { Finding } from '../../../libs/detection/signal.js';
import type { Violation } from '../../../libs/detection/violation.js';

/** All findings on one student, offering and violation. */
export interface Suspicion {
  readonly subject: string;
  readonly offering: string;
  readonly violation: Violation;
  readonly findings: readonly { readonly detector: Detector; readonly finding: Finding }[];
  /** 0–1, as the product scores a case. */
  readonly score: number;
  readonly flagged: boolean;
}

type Found = Suspicion['findings'][number];

/** Findings by student, offering and violation, scored. */
export const suspicionsOf = (
  policy: Policy,
  found: Iterable<Found>,
): ReadonlyMap<string, Suspicion> => {
  const groups = new Map<string, Found[]>();
  for (const one of found) {
    const { subject, offering } = one.finding;
    const place = `${subject}\n${offering}\n${one.detector.violation}`;
    const group = groups.get(place);
    if (group) group.push(one);
    else groups.set(place, [one]);
  }
  return new Map([...groups].map(([place, findings]) => [place, suspicionOf(policy, findings)]));
};

const suspicionOf = (
  policy: Policy,
  findings: readonly [Found, ...Found[]] | Found[],
): Suspicion => {
  const [{ finding, detector }] = findings as [Found];
  const { violation } = detector;
  const signals = findings.map((one, at) => ({
    ...{ id: String(at), detector: one.detector.name, violation, group: one.detector.group },
    ...{ llr: one.finding.llr, state: 'raised' as const },
  }));
  const score = caseScore(policy, violation, signals);
  const { subject, offering } = finding;
  const flagged = overThreshold(policy, violation, score);
  return { subject, offering, violation, findings, score, flagged };
};
