import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlClient } from './sql-client.js';
import { WorkerSqlClient } from './worker-sql-client.js';

/** A database for one piece of work, in the data folder because it holds what the others hold. */
export interface Scratch {
  readonly client: SqlClient;
  /** Closes and removes it. */
  discard(): Promise<void>;
}

const PREFIX = 'scratch-';

export const openScratch = async (folder: string): Promise<Scratch> => {
  const name = `${PREFIX}${randomUUID()}.db`;
  const client = await WorkerSqlClient.open({ file: join(folder, name), synchronous: 'NORMAL' });
  return {
    client,
    discard: async () => {
      await client.close();
      remove(folder, name);
    },
  };
};

/** What a crash left behind. */
export const removeScratches = (folder: string): void => {
  remove(folder, PREFIX);
};

const remove = (folder: string, prefix: string): void => {
  for (const name of readdirSync(folder))
    if (name.startsWith(prefix)) rmSync(join(folder, name), { force: true });
};
