import type { Detector } from '../detector.js';
import type { Baseline } from '../baselines/baseline.js';
import type { Plan } from './plan.js';

/** Raised when events leave other notes in the state than before. */
const NOTES = 'notes@3';
const UNDER_WAY = 'judging anew';

/**
 * What this program finds in events, whatever the policy: programs that differ in it would judge the
 * same key in turn, each undoing what the other said.
 */
export const judgementOf = (
  detectors: readonly Detector[],
  baselines: readonly Baseline[],
): string =>
  [
    NOTES,
    ...baselines.map(({ name }) => `baseline ${name}`).sort(),
    ...detectors.map(({ name, version }) => `${name}@${version}`).sort(),
  ].join(' ');

/**
 * What stored measures were made with, and what was noted of events as they came in. A new policy or
 * detector version judges the stored windows anew; an index or a baseline's sums that nobody kept
 * until now can only come from reading all events again.
 */
export class JudgedBy {
  readonly text: string;
  private readonly noted: readonly string[];

  /** @param policies fingerprint of the policies that judge, without a space */
  constructor(policies: string, plan: Plan, baselines: readonly Baseline[]) {
    this.noted = [NOTES, ...baselines.map(({ name }) => `baseline ${name}`), ...plan.noted];
    this.text = `${policies} ${plan.versions}\n${this.noted.join('\n')}`;
  }

  /** The same while everybody is still being judged anew by it. */
  get underWay(): string {
    return `${this.text}\n${UNDER_WAY}`;
  }

  /** Whether the same policies judged then: a detector is new, or another version of one. */
  hasPoliciesOf(former: string): boolean {
    return former.split(' ', 1)[0] === this.text.split(' ', 1)[0];
  }

  /** Whether a state made with `former` holds the measures that are needed now. */
  keepsMeasures(former: string): boolean {
    return measuresOf(former) === measuresOf(this.text);
  }

  /** Whether a state made with `former` holds the notes that are needed now. */
  suffices(former: string): boolean {
    const kept = new Set(former.split('\n').slice(1));
    return this.noted.every((one) => kept.has(one));
  }
}

/** Detectors, their versions and parameters: the first line without the policies. */
const measuresOf = (text: string): string => {
  const [line = ''] = text.split('\n', 1);
  return line.slice(line.indexOf(' '));
};
