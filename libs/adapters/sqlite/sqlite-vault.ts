import type { NewVaultEntry, Vault, VaultEntry, VaultRef } from '../../event-sourcing/vault.js';
import { compact } from './compact.js';
import { WorkerClient } from './worker-client.js';

/** Entries are put once and read one by one: 4 MiB hold the upper pages of the indexes. */
const CACHE = ['cache_size = -4096'];

/** The vault in a file of its own: synced on every commit, overwritten where erased. */
export class SqliteVault implements Vault {
  private constructor(private readonly worker: WorkerClient) {}

  static async open(file: string): Promise<SqliteVault> {
    const engine = new URL('./vault-engine.js', import.meta.url).href;
    return new SqliteVault(
      await WorkerClient.open({ file, engine, synchronous: 'FULL', pragmas: CACHE }),
    );
  }

  async put(entries: readonly NewVaultEntry[]): Promise<readonly VaultRef[]> {
    if (entries.length === 0) return [];
    return this.worker.call(
      'write',
      'put',
      entries.map(({ owner, mediaType, bytes }) => ({ owner, mediaType, bytes: compact(bytes) })),
    );
  }

  async get(ids: readonly string[]): Promise<ReadonlyMap<string, VaultEntry>> {
    if (ids.length === 0) return new Map();
    const entries = await this.worker.call<readonly VaultEntry[]>('read', 'get', ids);
    return new Map(entries.map((entry) => [entry.ref.vault, entry]));
  }

  /** Rejects with `DatabaseLocked` when another program keeps the log from being emptied. */
  erase(owner: string): Promise<number> {
    return this.worker.call('alone', 'erase', owner);
  }

  close(): Promise<void> {
    return this.worker.close();
  }
}
