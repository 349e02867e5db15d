import pg from 'pg';
import type { Database } from '../database.js';
import { named } from '../errors.js';
import { LOCKS } from '../locks.js';

/**
 * One process of all seals, so that segments are told in their order: whoever holds a session's
 * advisory lock, as long as its connection lives. Another one takes over when that ends.
 */
export class SealerLock {
  private client: pg.Client | undefined;
  private trying: Promise<boolean> | undefined;

  constructor(private readonly database: Database) {}

  held(): Promise<boolean> {
    this.trying ??= this.take().finally(() => (this.trying = undefined));
    return this.trying;
  }

  async release(): Promise<void> {
    await this.trying?.catch(() => undefined);
    const { client } = this;
    this.client = undefined;
    // The server lets a session's locks go a moment after its end; the next one need not wait.
    await client?.query('SELECT pg_advisory_unlock_all()').catch(() => undefined);
    await client?.end().catch(() => undefined);
  }

  private async take(): Promise<boolean> {
    if (this.client && (await answers(this.client))) return true;
    await this.client?.end().catch(() => undefined);
    this.client = undefined;
    const client = new pg.Client({ ...this.database.config(), query_timeout: 5_000 });
    client.on('error', () => {
      if (this.client === client) this.client = undefined;
    });
    try {
      await client.connect();
      const { rows } = await client.query<{ held: boolean }>(
        'SELECT pg_try_advisory_lock($1, $2) AS held',
        [...LOCKS.sealer],
      );
      if (rows[0]?.held) {
        this.client = client;
        return true;
      }
    } catch (error) {
      await client.end().catch(() => undefined);
      throw named(error, this.database.where);
    }
    await client.end();
    return false;
  }
}

const answers = (client: pg.Client): Promise<boolean> =>
  client.query('SELECT 1').then(
    () => true,
    () => false,
  );
