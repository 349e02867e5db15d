import { join } from 'node:path';
import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import type { DeadLetters } from '../../event-sourcing/dead-letters.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Vault } from '../../event-sourcing/vault.js';
import { holdDataFolder } from './data-folder.js';
import type { SqlClient } from './sql-client.js';
import { SqliteCheckpoints } from './sqlite-checkpoints.js';
import { SqliteDeadLetters } from './sqlite-dead-letters.js';
import { SqliteEventStore } from './sqlite-event-store.js';
import { SqliteVault } from './sqlite-vault.js';
import { WorkerSqlClient } from './worker-sql-client.js';

export interface EmbeddedStores {
  readonly folder: string;
  readonly eventStore: EventStore;
  readonly checkpoints: Checkpoints;
  readonly deadLetters: DeadLetters;
  readonly vault: Vault;
  /** For read sides; can be dropped and rebuilt. */
  readonly views: SqlClient;
  /** Finishes what is under way, closes the files and lets the folder go. Idempotent. */
  close(): Promise<void>;
}

/**
 * Holds the data folder and opens its files. Rejects with `DataFolderInUse` when another process
 * holds it, and with the named error of the file that cannot be opened; nothing stays open then.
 */
export const openEmbeddedStores = async (path: string): Promise<EmbeddedStores> => {
  const { folder, release } = holdDataFolder(path);
  const opened: { close(): Promise<void> }[] = [];
  const close = async () => {
    await Promise.all(opened.map((store) => store.close()));
    release();
  };
  const keep = <Store extends { close(): Promise<void> }>(store: Store): Store => {
    opened.push(store);
    return store;
  };
  try {
    const eventStore = keep(await SqliteEventStore.open(join(folder, 'events.db')));
    const vault = keep(await SqliteVault.open(join(folder, 'vault.db')));
    const views = keep(
      await WorkerSqlClient.open({
        ...{ file: join(folder, 'views.db'), synchronous: 'NORMAL' },
        // A deleted row's bytes go with it: read sides hold accounts, which can be erased.
        pragmas: ['secure_delete = FAST'],
      }),
    );
    const checkpoints = await SqliteCheckpoints.open(views);
    const deadLetters = await SqliteDeadLetters.open(views);
    return { folder, eventStore, checkpoints, deadLetters, vault, views, close };
  } catch (error) {
    await close();
    throw error;
  }
};
