import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { heartbeat } from '../../activity/testing/event-samples.js';
import { isStoreUnavailable } from '../../event-sourcing/store-errors.js';
import { Database } from './database.js';
import { HoldUpWatch, holdUps } from './hold-ups.js';
import { PostgresActivityLedger } from './ledger/postgres-activity-ledger.js';
import { PostgresOwnerships } from './postgres-ownership.js';
import { openPostgresStores } from './stores.js';
import { freshDatabase } from './testing/fresh-database.js';

jest.setTimeout(60_000);

const SILENCE_MS = 1_500;

describe('a writer that stops in the middle of its transaction', () => {
  const children: ChildProcess[] = [];
  const closing: (() => Promise<unknown>)[] = [];
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    for (const close of closing.splice(0).reverse()) await close();
  });

  const world = async () => {
    const { url, drop } = await freshDatabase();
    closing.push(drop);
    const stores = await openPostgresStores({ url });
    closing.push(() => stores.close());
    const ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
    closing.push(() => ledger.close());
    const root = new pg.Client({ connectionString: url, application_name: 'a person' });
    await root.connect();
    closing.push(() => root.end());
    await root.query('CREATE TABLE written (attempt integer)');
    return { url, ledger, root, database: stores.database };
  };

  /** Resolves when it holds the lock; `said` is all it wrote. */
  const writer = async (url: string, how: 'idle' | 'deaf' | 'shares') => {
    const script = join(import.meta.dirname, 'testing/stalled-writer.js');
    const child = spawn(process.execPath, [script, url, String(SILENCE_MS), how], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    children.push(child);
    let text = '';
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
    while (!text.includes('holds')) await once(child.stdout, 'data');
    return { child, said: () => text };
  };

  it('given it is stopped while it asks nothing, then others wait no longer than its silence lasts, and it writes once when it goes on', async () => {
    const { url, ledger, root } = await world();
    const { child, said } = await writer(url, 'idle');
    child.kill('SIGSTOP');
    const [outcome] = await ledger.append([heartbeat(1)], 1);
    expect(outcome).toEqual({ outcome: 'accepted', position: 1 });
    expect((await ledger.readFrom(0, 5)).events).toHaveLength(1);
    child.kill('SIGCONT');
    child.stdin.write('go on\n');
    await once(child, 'exit');
    expect(said()).toContain('written at attempt 2');
    expect((await root.query('SELECT * FROM written')).rows).toEqual([{ attempt: 2 }]);
  });

  it('given it is stopped while an answer is on its way to it, then the server lets go of it as well', async () => {
    const { url, ledger, root } = await world();
    await root.query('SELECT pg_advisory_lock(7)');
    const { child, said } = await writer(url, 'deaf');
    const asks = `SELECT count(*)::integer AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted`;
    while ((await root.query<{ n: number }>(asks)).rows[0]?.n !== 1);
    child.kill('SIGSTOP');
    await root.query('SELECT pg_advisory_unlock(7)');
    const [outcome] = await ledger.append([heartbeat(1)], 1);
    expect(outcome).toEqual({ outcome: 'accepted', position: 1 });
    child.kill('SIGCONT');
    await once(child, 'exit');
    expect(said()).toContain('written at attempt 2');
    expect((await root.query('SELECT * FROM written')).rows).toEqual([{ attempt: 2 }]);
  });

  it('given it holds shares of a work when it is stopped, then another has them all after a while', async () => {
    const { url, database } = await world();
    const { child } = await writer(url, 'shares');
    const ownerships = new PostgresOwnerships(database);
    closing.push(() => ownerships.close());
    const taken = new Promise<void>((resolve) => {
      child.kill('SIGSTOP');
      void ownerships.of('work', 2).start(async (shares) => {
        if (shares.length === 2) resolve();
      });
    });
    await taken;
  });

  it('given a session of somebody else that holds a table, then it is named, readers go on, and writers are told to come again', async () => {
    const { url, ledger, root, database } = await world();
    await ledger.append([heartbeat(1)], 1);
    const { rows } = await root.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const sentences: string[] = [];
    const told = new Promise<void>((resolve) => {
      const watch = new HoldUpWatch(
        database,
        (sentence) => {
          sentences.push(sentence);
          resolve();
        },
        200,
      );
      closing.push(() => watch.close());
    });
    await root.query('BEGIN; LOCK TABLE ledger_state IN EXCLUSIVE MODE');
    const hasty = new Database({ url, statementTimeout: 2_000 });
    closing.push(() => hasty.close());
    const failure = hasty
      .all('UPDATE ledger_state SET epoch = epoch')
      .catch((error: unknown) => error);
    const appending = ledger.append([heartbeat(2)], 1);
    await told;
    expect(sentences).toEqual([
      expect.stringMatching(
        new RegExp(`session ${rows[0]?.pid} \\(a person, idle in transaction\\) keeps \\d waiting`),
      ),
    ]);
    expect((await ledger.readFrom(0, 5)).events).toHaveLength(1);
    expect(isStoreUnavailable(await failure)).toBe(true);
    expect(String(await failure)).toContain('HeldUp');
    await root.query('ROLLBACK');
    expect(await appending).toEqual([{ outcome: 'accepted', position: 2 }]);
    expect(await holdUps(database, 0)).toEqual([]);
  });
});
