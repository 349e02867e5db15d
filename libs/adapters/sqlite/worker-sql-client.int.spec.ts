import { join } from 'node:path';
import Database from './driver.js';
import { describe, expect, it } from '@jest/globals';
import { DatabaseError, DatabaseLocked, DiskFull, NewerSchema } from './errors.js';
import { openDatabase } from './open-database.js';
import type { SqlClient } from './sql-client.js';
import { inFolder } from './testing/temporary-folder.js';
import { WorkerSqlClient } from './worker-sql-client.js';

const withClient = (
  test: (client: SqlClient, file: string) => Promise<void>,
  pragmas: readonly string[] = [],
) =>
  inFolder(async (folder) => {
    const file = join(folder, 'views.db');
    const client = await WorkerSqlClient.open({ file, synchronous: 'NORMAL', pragmas });
    try {
      await client.migrate(
        'notes',
        1,
        'CREATE TABLE notes (id INTEGER PRIMARY KEY, t TEXT UNIQUE)',
      );
      await test(client, file);
    } finally {
      await client.close();
    }
  });

const INSERT = 'INSERT INTO notes (t) VALUES (?)';
const note = (text: string) => ({ sql: INSERT, params: [text] });
const texts = async (client: SqlClient) =>
  (await client.all<{ t: string }>('SELECT t FROM notes ORDER BY id')).map(({ t }) => t);

describe('SQL client behind a worker thread', () => {
  it(
    'given writes at once, when one fails, then it alone is undone and says why',
    withClient(async (client) => {
      const outcomes = await Promise.allSettled([
        client.write([note('a'), note('b')]),
        client.write([note('c'), note('a')]),
        client.write([note('d')]),
        client.write([{ sql: 'INSERT INTO nowhere VALUES (1)' }]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual([
        'fulfilled',
        'rejected',
        'fulfilled',
        'rejected',
      ]);
      expect(await texts(client)).toEqual(['a', 'b', 'd']);
      expect((outcomes[1] as PromiseRejectedResult).reason).toBeInstanceOf(DatabaseError);
      expect((outcomes[1] as PromiseRejectedResult).reason).toMatchObject({
        code: 'SQLITE_CONSTRAINT_UNIQUE',
      });
      const [first] = (outcomes[0] as PromiseFulfilledResult<unknown[]>).value;
      expect(first).toEqual({ changes: 1, lastInsertRowid: 1 });
    }),
  );

  it(
    'given values of every kind, when read back, then they are the same',
    withClient(async (client) => {
      const bytes = new Uint8Array([9, 0, 255, 7]).subarray(1, 3);
      const row = await client.get<Record<string, unknown>>(
        'SELECT ? AS text, ? AS number, ? AS none, ? AS bytes, ? AS large',
        ['学习 𠮷', 1.5, null, bytes, 9_007_199_254_740_991],
      );
      expect(row).toMatchObject({ text: '学习 𠮷', number: 1.5, none: null });
      expect(row?.['large']).toBe(9_007_199_254_740_991);
      expect([...(row?.['bytes'] as Uint8Array)]).toEqual([0, 255]);
      expect(await client.get('SELECT t FROM notes WHERE t = ?', ['never'])).toBeUndefined();
      expect(await client.write([])).toEqual([]);
    }),
  );

  it(
    'given a migration, when repeated, then it runs once; a newer one is refused by name',
    withClient(async (client) => {
      await client.migrate('other', 2, 'CREATE TABLE other (id INTEGER)');
      await client.migrate('other', 2, 'CREATE TABLE other (id INTEGER)');
      await expect(client.migrate('other', 1, 'never run')).rejects.toThrow(NewerSchema);
      await expect(client.migrate('half', 1, 'CREATE TABLE h (i); nonsense')).rejects.toThrow();
      await client.migrate('half', 1, 'CREATE TABLE h (i INTEGER)');
    }),
  );

  it(
    'given a full disk, when written to, then it says so and what was accepted stays',
    withClient(
      async (client) => {
        const accepted: string[] = [];
        const fill = async () => {
          for (let i = 0; i < 10_000; i += 1) {
            const text = `${i}-${'x'.repeat(4_000)}`;
            await client.write([note(text)]);
            accepted.push(text);
          }
        };
        await expect(fill()).rejects.toThrow(DiskFull);
        expect(accepted.length).toBeGreaterThan(3);
        expect(await texts(client)).toEqual(accepted);
        await client.write([{ sql: 'DELETE FROM notes' }]);
        await client.write([note('there is room again')]);
        expect(await texts(client)).toEqual(['there is room again']);
      },
      ['max_page_count = 40'],
    ),
  );

  it(
    'given another program that holds the file, when written to, then it says so',
    withClient(async (client, file) => {
      const other = new Database(file);
      other.exec('BEGIN IMMEDIATE');
      await expect(client.write([note('a')])).rejects.toThrow(DatabaseLocked);
      other.exec('ROLLBACK');
      other.close();
      await client.write([note('b')]);
      expect(await texts(client)).toEqual(['b']);
    }),
  );
});

describe('opening a database', () => {
  it(
    'given a file, when opened, then commits are synced as told and pages are 8 KiB',
    inFolder(async (folder) => {
      const db = openDatabase({ file: join(folder, 'a.db'), synchronous: 'FULL' });
      const read = (pragma: string) => db.pragma(pragma, { simple: true });
      expect(read('synchronous')).toBe(2);
      expect(read('journal_mode')).toBe('wal');
      expect(read('page_size')).toBe(8192);
      db.close();
    }),
  );
});
