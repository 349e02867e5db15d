import type { ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import type { Scratch } from '../../../libs/adapters/sqlite/scratch.js';
import type { SqlClient } from '../../../libs/adapters/sqlite/sql-client.js';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { DeadLetters } from '../../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Ownership } from '../../../libs/event-sourcing/ownership.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';

/** What a profile opens before anything is served; closed after everything else has ended. */
export interface Engines {
  readonly ledger: ActivityLedger;
  readonly eventStore: EventStore;
  readonly checkpoints: Checkpoints;
  readonly deadLetters: DeadLetters;
  readonly vault: Vault;
  /** Who judges which keys. */
  readonly detectionOwnership: Ownership;
  /** The read sides' database. */
  readonly views: SqlClient;
  /** A database for one piece of work. */
  readonly scratch: () => Promise<Scratch>;
  close(): Promise<void>;
}
