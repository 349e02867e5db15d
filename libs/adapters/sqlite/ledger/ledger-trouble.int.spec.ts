import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { IncomingEvent } from '../../../activity/activity-ledger.js';
import { LedgerFull, LedgerLocked, LedgerUnreadable } from '../../../activity/ledger-errors.js';
import { heartbeat } from '../../../activity/testing/event-samples.js';
import Database from '../driver.js';
import { openSqliteLedger } from './sqlite-activity-ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-ledger-trouble-'));
const batchOf = (from: number, count = 100): IncomingEvent[] =>
  Array.from({ length: count }, (_, n) => heartbeat(from + n));

describe('a new file', () => {
  it('given raw events of students, when made, then only its owner may read them', async () => {
    const file = join(folder, 'private.db');
    const ledger = await openSqliteLedger(file);
    await ledger.append(batchOf(0, 1), 0);
    for (const name of [file, `${file}-wal`]) expect(statSync(name).mode & 0o777).toBe(0o600);
    await ledger.close();
  });
});

describe('a full disk', () => {
  it('given no room, then the batch is refused by name, nothing accepted is lost, and room helps', async () => {
    const file = join(folder, 'full.db');
    const small = await openSqliteLedger(file, { maxPages: 120 });
    let accepted = 0;
    const fill = async (): Promise<void> => {
      for (;;) {
        await small.append(batchOf(accepted), 0);
        accepted += 100;
      }
    };
    await expect(fill()).rejects.toBeInstanceOf(LedgerFull);
    expect(accepted).toBeGreaterThan(500);
    // It goes on answering, a batch of a new account leaves no trace, and duplicates are known.
    const stranger = batchOf(9_000_000).map((event) => ({ ...event, account: 'stranger' }));
    await expect(small.append(stranger, 0)).rejects.toThrow(/disk .* is full/);
    expect((await small.readFrom(0, 100_000)).events).toHaveLength(accepted);
    expect(await small.find('chaoxing', 'hb-7')).toMatchObject({ id: 'hb-7' });
    expect(await small.readAccount({ source: 'chaoxing', account: 'stranger' })).toEqual([]);
    expect((await small.figures()).events).toBe(accepted);
    await small.close();

    const large = await openSqliteLedger(file);
    const outcomes = await large.append([...batchOf(accepted - 100), ...stranger], 0);
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      ...Array.from({ length: 100 }, () => 'duplicate'),
      ...Array.from({ length: 100 }, () => 'accepted'),
    ]);
    expect((await large.readFrom(0, 100_000)).events).toHaveLength(accepted + 100);
    await large.close();
  });
});

describe('a batch that cannot be stored', () => {
  it('given neighbours in the same commit, then only the broken batch fails', async () => {
    const ledger = await openSqliteLedger(join(folder, 'neighbours.db'));
    const broken = { ...heartbeat(500), time: Number.NaN };
    const answers = await Promise.allSettled([
      ledger.append(batchOf(0), 0),
      ledger.append([heartbeat(400), broken], 0),
      ledger.append(batchOf(200), 0),
    ]);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((await ledger.readFrom(0, 1_000)).events).toHaveLength(200);
    expect(await ledger.find('chaoxing', 'hb-400')).toBeUndefined();
    await ledger.close();
  });
});

describe('opening', () => {
  it('given another holder, then it is refused by name until the holder leaves', async () => {
    const file = join(folder, 'held.db');
    const holder = await openSqliteLedger(file);
    await holder.append(batchOf(0), 0);
    await expect(openSqliteLedger(file)).rejects.toBeInstanceOf(LedgerLocked);
    await holder.close();
    await expect(holder.head()).rejects.toThrow(/closed/);
    const next = await openSqliteLedger(file);
    expect(await next.head()).toBe(100);
    await next.close();
  });

  it('given a file that is no ledger, then it says so and leaves the file alone', async () => {
    const file = join(folder, 'letter.db');
    writeFileSync(file, '亲爱的老师'.repeat(1_000));
    await expect(openSqliteLedger(file)).rejects.toBeInstanceOf(LedgerUnreadable);
    expect(readFileSync(file, 'utf8')).toBe('亲爱的老师'.repeat(1_000));
  });
});

describe('a file of an earlier program', () => {
  it('given it knew no origin of rejects, when opened, then all is there and origins are kept from now on', async () => {
    const file = join(folder, 'earlier.db');
    const reject = {
      source: 'x',
      id: 'r',
      code: 'invalid_data',
      message: 'm',
      raw: Buffer.from('{}'),
    };
    const first = await openSqliteLedger(file);
    await first.append(batchOf(0), 0, [reject]);
    await first.close();
    const db = new Database(file);
    db.exec('DROP INDEX reject_origin; ALTER TABLE reject DROP COLUMN origin');
    db.pragma('user_version = 1');
    db.close();
    const next = await openSqliteLedger(file);
    const origin = 't/0/1@5';
    for (let time = 0; time < 2; time += 1) await next.append([], 0, [{ ...reject, origin }]);
    expect(await next.rejects({ limit: 9 })).toHaveLength(2);
    expect((await next.append(batchOf(0, 1), 0))[0]?.outcome).toBe('duplicate');
    await next.close();
  });
});

describe('erasing on disk', () => {
  it('given an account is erased, then its name and bytes stand in no file, sealed and swept or not', async () => {
    const file = join(folder, 'erased.db');
    const ledger = await openSqliteLedger(file);
    const secret = (n: number): IncomingEvent => heartbeat(n, { account: 'zhang-san-2023' });
    const others = batchOf(10_000, 3_000);
    await ledger.append([...others, ...Array.from({ length: 300 }, (_, n) => secret(n))], 0);
    for (let seals = 1; seals > 0;)
      seals = (await ledger.seal({ upTo: 3_150, minEvents: 20, receivedBefore: 0 })).length;
    expect((await ledger.figures()).sealed).toBe(3_150);
    expect(await ledger.erase({ source: 'chaoxing', account: 'zhang-san-2023' })).toBe(300);
    // Before closing, which would tidy the log file away.
    const files = readdirSync(folder).filter((entry) => entry.startsWith('erased.db'));
    expect(files).toContain('erased.db-wal');
    for (const name of files)
      expect(readFileSync(join(folder, name)).includes('zhang-san-2023')).toBe(false);
    await ledger.close();
    const opened = await openSqliteLedger(file);
    expect((await opened.readFrom(0, 100_000)).events).toHaveLength(3_000);
    await opened.close();
  });
});

afterAll(() => rmSync(folder, { recursive: true }));
