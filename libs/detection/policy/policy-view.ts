import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import { DEFAULT_POLICY } from './default-policy.js';
import type { Policy } from './policy.js';
import { policyDecider, type PolicyRecord } from './policy.decider.js';
import { IN_FORCE_TYPES, type PolicyEvent } from './policy-events.js';

/** A policy and the instant from which it is in force, milliseconds. */
export interface InForce {
  readonly policy: Policy;
  readonly from: number;
}

/** What was done to a version: who, when. */
export interface PolicyStep {
  readonly type: PolicyEvent['type'];
  readonly by: string;
  readonly at: string;
}

/** The policies on record, folded from stream `policy`. */
export class PolicyView {
  private state = policyDecider.initialState;
  private readonly forces: InForce[] = [];
  private readonly done = new Map<string, readonly PolicyStep[]>();
  private seen = 0;

  /** An event seen before changes nothing. */
  apply(event: RecordedEvent<PolicyEvent>): void {
    if (event.version <= this.seen) return;
    this.seen = event.version;
    const { type, data, metadata } = event;
    this.state = policyDecider.evolve(this.state, { type, data } as PolicyEvent);
    const step = { type, by: metadata.actor.person, at: metadata.at };
    this.done.set(data.version, [...this.stepsOf(data.version), step]);
    const record = this.record(data.version);
    if (record && IN_FORCE_TYPES.includes(type))
      this.forces.push({ policy: record.policy, from: Date.parse(metadata.at) });
  }

  /** Events of the stream that are in. */
  get position(): number {
    return this.seen;
  }

  /** The policy in force; the product's default before any was adopted. */
  get current(): Policy {
    return this.forces.at(-1)?.policy ?? DEFAULT_POLICY;
  }

  /** Every policy that was ever in force, oldest first, each time it was put there. */
  get history(): readonly InForce[] {
    return this.forces;
  }

  /** In the order of their first appearance. */
  get records(): readonly PolicyRecord[] {
    return [...this.state.records.values()];
  }

  record(version: string): PolicyRecord | undefined {
    return this.state.records.get(version);
  }

  byVersion(version: string): Policy | undefined {
    return this.record(version)?.policy;
  }

  stepsOf(version: string): readonly PolicyStep[] {
    return this.done.get(version) ?? [];
  }

  /** The policy that judges an offering whose learning window ends at `end`; see `policyAt`. */
  judging(end: number | undefined): Policy {
    return policyAt(this.forces, end)?.policy ?? DEFAULT_POLICY;
  }
}

/**
 * A new policy judges what is still going on; an offering whose window had closed before keeps the
 * policy it ended under. One that closed before any was on record has the first. A function of the
 * record and the roster alone, so that a late event or a rebuild comes to the same answer.
 *
 * @param end of the learning window, milliseconds; undefined where the offering has none
 */
export const policyAt = (
  history: readonly InForce[],
  end: number | undefined,
): InForce | undefined => {
  if (end === undefined) return history.at(-1);
  return history.findLast(({ from }) => from < end) ?? history[0];
};
