import type {
  ActivityLedger,
  AppendOutcome,
  IncomingEvent,
} from '../../../libs/activity/activity-ledger.js';
import { reject } from '../../../libs/activity/intake/reject.js';
import type { RejectedAt } from '../../../libs/activity/intake/take-batch.js';

/** What becomes of a delivery: two counts and a list. */
export interface Receipt {
  readonly accepted: number;
  readonly duplicates: number;
  readonly rejected: readonly RejectedAt[];
}

/** What the steps before the ledger left over. */
export interface Taken {
  readonly events: readonly IncomingEvent[];
  /** Place in the delivery of each of `events`. */
  readonly places: readonly number[];
  readonly rejected: readonly RejectedAt[];
  /** Where the transport holds the unit at a place in the delivery, if it may give it again. */
  readonly origins?: (place: number) => string | undefined;
}

export interface StoredReceipt extends Receipt {
  /** Of each of the events that were taken. */
  readonly outcomes: readonly AppendOutcome[];
}

/** Resolves when all of it is on disk, rejects included (law 4); rejects with what the ledger throws. */
export const storeTaken = async (
  ledger: ActivityLedger,
  { events, places, rejected, origins }: Taken,
  receivedAt: number,
): Promise<StoredReceipt> => {
  const outcomes = await ledger.append(events, receivedAt, rejected);
  const conflicts = conflictsOf({ events, places, origins }, outcomes);
  // Known only now; the answer waits until they are kept as well.
  if (conflicts.length > 0) await ledger.append([], receivedAt, conflicts);
  return {
    outcomes,
    accepted: outcomes.filter(({ outcome }) => outcome === 'accepted').length,
    duplicates: outcomes.filter(({ outcome }) => outcome === 'duplicate').length,
    rejected: [...rejected, ...conflicts].sort((a, b) => a.index - b.index),
  };
};

const CONFLICT = reject('conflict', '/id', 'the id stands for other content already');

const conflictsOf = (
  { events, places, origins }: Omit<Taken, 'rejected'>,
  outcomes: readonly AppendOutcome[],
): readonly RejectedAt[] =>
  events.flatMap(({ source, id, raw }, at) => {
    if (outcomes[at]?.outcome !== 'conflict') return [];
    const index = places[at] ?? at;
    const origin = origins?.(index);
    return [{ index, source, id, raw, ...CONFLICT, ...(origin !== undefined && { origin }) }];
  });
