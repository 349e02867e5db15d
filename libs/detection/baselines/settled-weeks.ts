import type { EventStore } from '../../event-sourcing/event-store.js';

export const SETTLED_STREAM = 'baseline-settled';

/**
 * Events of these weeks are about to be destroyed for good, a person's at a time: what was published of
 * the weeks was worked out from all of them and stands from now on, whatever is left to add up.
 */
export interface WeeksSettled {
  readonly type: 'WeeksSettled';
  readonly data: {
    /** `2026-W10`. */
    readonly weeks: readonly string[];
    /** The erasure that is the cause. */
    readonly erasure: string;
  };
}

export const settledWeeks = async (store: EventStore): Promise<ReadonlySet<string>> => {
  const facts = await store.readStream<WeeksSettled>(SETTLED_STREAM);
  return new Set(facts.flatMap(({ data }) => data.weeks));
};
