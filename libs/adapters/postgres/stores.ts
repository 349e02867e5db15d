import type { Database } from './database.js';
import { openDatabase, type OpenOptions } from './open-database.js';
import { PostgresCheckpoints } from './postgres-checkpoints.js';
import { PostgresDeadLetters } from './postgres-dead-letters.js';
import { PostgresEventStore } from './postgres-event-store.js';
import { PostgresTickets } from './postgres-tickets.js';
import { PostgresVault } from './postgres-vault.js';
import { WakeUps } from './wake-up.js';

export interface PostgresStores {
  readonly database: Database;
  readonly wakeUps: WakeUps;
  readonly eventStore: PostgresEventStore;
  readonly checkpoints: PostgresCheckpoints;
  readonly deadLetters: PostgresDeadLetters;
  readonly vault: PostgresVault;
  readonly tickets: PostgresTickets;
  /** Finishes what is under way and closes the connections. */
  close(): Promise<void>;
}

/** Everything that one database holds, but for the activity ledger and the read sides. */
export const openPostgresStores = async (options: OpenOptions): Promise<PostgresStores> => {
  const database = await openDatabase(options);
  try {
    const wakeUps = await WakeUps.open(database);
    const eventStore = new PostgresEventStore(database, wakeUps);
    return {
      database,
      wakeUps,
      eventStore,
      checkpoints: new PostgresCheckpoints(database),
      deadLetters: new PostgresDeadLetters(database),
      vault: new PostgresVault(database),
      tickets: new PostgresTickets(database),
      close: async () => {
        await eventStore.close();
        await wakeUps.close();
        await database.close();
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};
