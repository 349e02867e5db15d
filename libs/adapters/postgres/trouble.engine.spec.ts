import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { heartbeat } from '../../activity/testing/event-samples.js';
import { noted, textsOf } from '../../event-sourcing/testing/facts.js';
import { Database } from './database.js';
import {
  AccessRefused,
  DatabaseClosed,
  DatabaseUnreachable,
  NewerSchema,
  StatementTooSlow,
} from './errors.js';
import { PostgresActivityLedger } from './ledger/postgres-activity-ledger.js';
import { migrate, readMigrations } from './migrations.js';
import { openDatabase } from './open-database.js';
import { openPostgresStores } from './stores.js';
import { freshDatabase } from './testing/fresh-database.js';

const onFresh = (test: (url: string) => Promise<void>) => async (): Promise<void> => {
  const { url, drop } = await freshDatabase();
  try {
    await test(url);
  } finally {
    await drop();
  }
};

const asRoot = async <Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
};

/** Cuts every connection to the database, as a restart does. */
const CUT = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
  WHERE datname = current_database() AND pid <> pg_backend_pid()`;

describe('PostgreSQL in trouble', () => {
  it(
    'given connections are cut again and again, when appended to, then each event is there once',
    onFresh(async (url) => {
      const stores = await openPostgresStores({ url });
      const ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
      let cutting = true;
      const cuts = (async () => {
        while (cutting) {
          await asRoot(url, CUT);
          await new Promise((resolve) => setTimeout(resolve, 40));
        }
      })();
      const told: number[] = [];
      stores.eventStore.onAppend(() => told.push(1));
      for (let n = 0; n < 60; n += 1) {
        expect(await stores.eventStore.append('s', n || 'none', [noted(String(n))])).toMatchObject({
          ok: true,
          version: n + 1,
        });
        const outcomes = await ledger.append([heartbeat(2 * n), heartbeat(2 * n + 1)], 1);
        expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted']);
      }
      cutting = false;
      await cuts;
      const texts = textsOf(await stores.eventStore.readStream('s'));
      expect(texts).toEqual(Array.from({ length: 60 }, (_, n) => String(n)));
      expect(await ledger.figures()).toMatchObject({ events: 120, duplicates: 0 });
      expect(told.length).toBeGreaterThanOrEqual(60);
      await ledger.close();
      await stores.close();
    }),
  );

  it('given nobody listens, when called, then the sentence names the server and no password', async () => {
    const url = 'postgres://u:secret@127.0.0.1:1/probity';
    const database = new Database({ url, patience: 100 });
    const failure: unknown = await database.all('SELECT 1').catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(DatabaseUnreachable);
    expect((failure as Error).message).toContain('127.0.0.1:1/probity');
    expect((failure as Error).message).not.toContain('secret');
    await database.close();
    await expect(database.all('SELECT 1')).rejects.toThrow(DatabaseClosed);
  });

  it('given nobody listens at the start, when opened, then it says so and tries again until told to stop', async () => {
    const waits: number[] = [];
    const stop = new AbortController();
    const opening = openDatabase({
      url: 'postgres://u@127.0.0.1:1/probity',
      signal: stop.signal,
      onUnreachable: (_error, nextTryIn) => {
        waits.push(nextTryIn);
        if (waits.length === 2) stop.abort();
      },
    });
    await expect(opening).rejects.toThrow();
    expect(waits).toEqual([500, 1_000]);
  });

  it(
    'given a user that may not, or a database that is not there, when opened, then it stops by name',
    onFresh(async (url) => {
      const missing = new URL(url);
      missing.pathname = '/nowhere';
      await expect(openDatabase({ url: missing.href })).rejects.toThrow(AccessRefused);
      const stranger = new URL(url);
      stranger.username = 'stranger';
      await expect(openDatabase({ url: stranger.href })).rejects.toThrow(AccessRefused);
    }),
  );

  it(
    'given two programs start at once, when both migrate, then every step is done once',
    onFresh(async (url) => {
      const opened = await Promise.all([1, 2, 3].map(() => openDatabase({ url })));
      const rows = await asRoot<{ version: number }>(
        url,
        'SELECT version FROM probity_schema ORDER BY 1',
      );
      expect(rows.map(({ version }) => version)).toEqual(
        readMigrations().map(({ version }) => version),
      );
      for (const database of opened) await database.close();
    }),
  );

  it(
    'given a schema of a newer program, when opened, then it is left alone and the sentence says so',
    onFresh(async (url) => {
      const database = await openDatabase({ url });
      await asRoot(url, "INSERT INTO probity_schema (version, name) VALUES (999, 'later')");
      await expect(migrate(database)).rejects.toThrow(NewerSchema);
      await expect(openDatabase({ url })).rejects.toThrow(/schema 999, this program knows/);
      await database.close();
    }),
  );

  it(
    'given a migration that fails half-way, when opened, then nothing of it stays',
    onFresh(async (url) => {
      const database = await openDatabase({ url });
      const next = {
        version: 900,
        name: 'broken',
        sql: 'CREATE TABLE half (i integer); nonsense;',
      };
      await expect(migrate(database, [...readMigrations(), next])).rejects.toThrow();
      expect(await asRoot(url, "SELECT to_regclass('half') AS t")).toEqual([{ t: null }]);
      await database.close();
    }),
  );

  it(
    'given a statement that takes too long, when run, then it is ended by name and the pool goes on',
    onFresh(async (url) => {
      const database = new Database({ url, statementTimeout: 200, connections: 2 });
      await expect(database.all('SELECT pg_sleep(5)')).rejects.toThrow(StatementTooSlow);
      expect(await database.all('SELECT 1 AS one')).toEqual([{ one: 1 }]);
      await database.close();
    }),
  );

  it(
    'given names with quotes, semicolons and U+0000, when stored, then they come back as they went',
    onFresh(async (url) => {
      const stores = await openPostgresStores({ url });
      const ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
      const odd = '\'; DROP TABLE es_event; -- \u0000 \uF8FF \\ {a,"b"} 号';
      const event = { ...heartbeat(1), id: odd, account: odd, source: odd, type: odd };
      await ledger.append([event], 1);
      expect(await ledger.find(odd, odd)).toMatchObject({ id: odd, account: odd, type: odd });
      await stores.eventStore.append(odd, 'none', [noted(odd, odd, odd)]);
      expect(await stores.eventStore.readStream(odd)).toMatchObject([
        { id: odd, type: odd, stream: odd, data: { text: odd } },
      ]);
      await stores.checkpoints.save(odd, 5);
      expect(await stores.checkpoints.load(odd)).toBe(5);
      await ledger.close();
      await stores.close();
    }),
  );

  it(
    'given many callers, when all at once, then the pool keeps to its limit and serves them all',
    onFresh(async (url) => {
      const database = new Database({ url, connections: 3 });
      const sql = `SELECT count(*) AS n FROM pg_stat_activity
        WHERE datname = current_database() AND application_name = 'probity'`;
      const rows = await Promise.all(
        Array.from({ length: 60 }, () => database.get<{ n: number }>(sql)),
      );
      expect(Math.max(...rows.map((row) => row?.n ?? 0))).toBeLessThanOrEqual(3);
      await database.close();
    }),
  );
});
