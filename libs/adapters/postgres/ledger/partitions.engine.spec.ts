import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { LedgerEvent, Wanted } from '../../../activity/activity-ledger.js';
import { heartbeat } from '../../../activity/testing/event-samples.js';
import { openPostgresStores, type PostgresStores } from '../stores.js';
import { freshDatabase, type FreshDatabase } from '../testing/fresh-database.js';
import { PostgresActivityLedger } from './postgres-activity-ledger.js';

const PARTITIONS = `SELECT substr(c.relname::text, 19)::integer AS "from" FROM pg_inherits i
  JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger_event'::regclass ORDER BY 1`;

describe('partitions of a hundred positions', () => {
  let fresh: FreshDatabase;
  let stores: PostgresStores;
  let ledger: PostgresActivityLedger;

  beforeAll(async () => {
    fresh = await freshDatabase();
    stores = await openPostgresStores({ url: fresh.url });
    await stores.database.write([{ sql: 'UPDATE ledger_state SET partition_size = 100' }]);
    ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
  });
  afterAll(async () => {
    await ledger.close();
    await stores.close();
    await fresh.drop();
  });

  const from = async () =>
    (await stores.database.all<{ from: number }>(PARTITIONS)).map((row) => row.from);
  const sealAll = async (upTo: number) => {
    while ((await ledger.seal({ upTo, minEvents: 1, receivedBefore: 0 })).length > 0);
  };
  const readAll = async (wanted?: Wanted): Promise<readonly LedgerEvent[]> => {
    const events: LedgerEvent[] = [];
    for (let after = 0; ;) {
      const page = await ledger.readFrom(after, 50, wanted);
      if (page.next === after) return events;
      events.push(...page.events);
      after = page.next;
    }
  };
  const batch = Array.from({ length: 350 }, (_, n) => heartbeat(n));

  it('given 350 events, when the first 250 are sealed, then the two partitions behind them are dropped and nothing else', async () => {
    for (let at = 0; at < 350; at += 50) await ledger.append(batch.slice(at, at + 50), 1);
    expect((await from()).slice(0, 4)).toEqual([1, 101, 201, 301]);
    await sealAll(250);
    expect((await from()).slice(0, 2)).toEqual([201, 301]);
    expect((await readAll()).map(({ id }) => id)).toEqual(batch.map(({ id }) => id));
    expect(await ledger.find('chaoxing', 'hb-0')).toMatchObject({ position: 1 });
  });

  it('given events of dropped partitions come again, then they are duplicates, with their positions', async () => {
    const answers = await ledger.append(batch.slice(0, 60), 2);
    expect(answers).toEqual(
      batch.slice(0, 60).map((_, n) => ({ outcome: 'duplicate', position: n + 1 })),
    );
  });

  it('given an earlier program sealed and left no types, then what the bytes alone tell is read', async () => {
    await stores.database.write([
      { sql: 'UPDATE ledger_place SET type = NULL WHERE position <= 90' },
    ]);
    const unknown: number[] = [];
    const found = await readAll(({ type }) => {
      if (type === undefined) unknown.push(1);
      return type === undefined;
    });
    expect(unknown).toHaveLength(90);
    expect(found.map(({ position }) => position)).toEqual(found.map((_, n) => n + 1));
    expect(found).toHaveLength(90);
  });
});
