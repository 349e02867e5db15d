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

describe('the first partition', () => {
  const FOLLOWERS = 16;
  const ROUNDS = 25;
  const EVENTS = 30;
  const TABLES = `SELECT c.relname::text AS name FROM pg_inherits i
    JOIN pg_class c ON c.oid = i.inhrelid WHERE i.inhparent = 'ledger_event'::regclass`;

  /** As the ledger was before its first event. */
  const emptied = async ({ database }: PostgresStores): Promise<void> => {
    for (const { name } of await database.all<{ name: string }>(TABLES))
      await database.write([{ sql: `DROP TABLE ${name}` }]);
    await database.write([
      { sql: 'UPDATE ledger_state SET head = 0, events = 0, partitioned_to = 1' },
      { sql: 'DELETE FROM ledger_identity' },
    ]);
  };

  it('given many follow an empty ledger, when the first batch comes, then nobody passes over it', async () => {
    const fresh = await freshDatabase();
    const stores = await openPostgresStores({ url: fresh.url, connections: FOLLOWERS + 2 });
    const ledger = await PostgresActivityLedger.open(stores.database, stores.wakeUps);
    const seen: number[] = [];
    try {
      for (let round = 0; round < ROUNDS; round += 1) {
        await emptied(stores);
        let writing = true;
        const follow = async (): Promise<number> => {
          let events = 0;
          for (let after = 0; ;) {
            const last = !writing;
            const page = await ledger.readFrom(after, 50);
            events += page.events.length;
            if (page.next === after && last) return events;
            after = page.next;
          }
        };
        const followers = Array.from({ length: FOLLOWERS }, follow);
        await ledger.readFrom(0, 1);
        await ledger.append(
          Array.from({ length: EVENTS }, (_, n) => heartbeat(n)),
          1,
        );
        writing = false;
        seen.push(...(await Promise.all(followers)));
      }
      expect(seen).toEqual(Array.from({ length: ROUNDS * FOLLOWERS }, () => EVENTS));
    } finally {
      await ledger.close();
      await stores.close();
      await fresh.drop();
    }
  });
});
