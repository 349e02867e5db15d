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
}

export interface StoredReceipt extends Receipt {
  /** Of each of the events that were taken. */
  readonly outcomes: readonly AppendOutcome[];
}

/** Resolves when all of it is on disk, rejects included (law 4); rejects with what the ledger throws. */
export const storeTaken = async (
  ledger: ActivityLedger,
  { events, places, rejected }: Taken,
  receivedAt: number,
): Promise<StoredReceipt> => {
  const outcomes = await ledger.append(events, receivedAt, rejected);
  const conflicts = conflictsOf(events, places, outcomes);
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
  events: readonly IncomingEvent[],
  places: readonly number[],
  outcomes: readonly AppendOutcome[],
): readonly RejectedAt[] =>
  events.flatMap(({ source, id, raw }, at) =>
    outcomes[at]?.outcome === 'conflict'
      ? [{ index: places[at] ?? at, source, id, raw, ...CONFLICT }]
      : [],
  );
