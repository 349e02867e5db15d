import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { takeBatch } from '../../../activity/intake/take-batch.js';
import type { LedgerEvent } from '../../../activity/activity-ledger.js';
import { timelineRow } from '../../../timelines/timeline-row.js';
import { openSqliteLedger } from './sqlite-activity-ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-offerings-'));
afterAll(() => rmSync(folder, { recursive: true }));

const event = (id: string, data: unknown) => ({
  ...{ specversion: '1.0', id, source: 'chaoxing', type: 'com.chaoxing.forum.post' },
  ...{ subject: 'u1', time: '2026-03-02T08:00:00+08:00', data },
});

const take = (...events: readonly unknown[]) => {
  const taken = takeBatch({ kind: 'batch', body: Buffer.from(JSON.stringify(events)) }, 'chaoxing');
  if (!taken.ok) throw new Error(JSON.stringify(taken));
  return taken.events;
};

const read = async (ledger: Awaited<ReturnType<typeof openSqliteLedger>>) =>
  (await ledger.readFrom(0, 10)).events;

/** What a timeline says of an event; and what it says when it has only the bytes. */
const rows = (events: readonly LedgerEvent[]) => events.map((one) => timelineRow(one));
const fromBytes = (events: readonly LedgerEvent[]) =>
  rows(events.map((one) => ({ ...one, offering: undefined })));

describe('offerings of the newest events', () => {
  it('given events just taken in, when read, then their offering is known without their bytes, and the same', async () => {
    const file = join(folder, 'ledger.db');
    const ledger = await openSqliteLedger(file);
    await ledger.append(
      take(
        event('a', { offering: 'CS101-2026S-01' }),
        event('b', { offering: 7 }),
        event('c', 'a text'),
        event('d', { offering: 'CS101-2026S-01', nested: { offering: 'other' } }),
      ),
      0,
    );
    const events = await read(ledger);
    expect(events.map(({ offering }) => offering)).toEqual([
      ...['CS101-2026S-01', null, null, 'CS101-2026S-01'],
    ]);
    expect(rows(events)).toEqual(fromBytes(events));
    await ledger.close();

    const later = await openSqliteLedger(file);
    const again = await read(later);
    expect(again.map(({ offering }) => offering)).toEqual(Array(4).fill(undefined));
    expect(rows(again)).toEqual(rows(events));
    await later.close();
  });

  it('given the same id with other content, when refused, then what was taken in first stands', async () => {
    const ledger = await openSqliteLedger(join(folder, 'conflict.db'));
    await ledger.append(take(event('a', { offering: 'CS101-2026S-01' })), 0);
    await ledger.append(take(event('a', { offering: 'CS102-2026S-01' })), 0);
    const [one] = await read(ledger);
    expect(one?.offering).toBe('CS101-2026S-01');
    await ledger.close();
  });
});
