import Database from '../../libs/adapters/sqlite/driver.js';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { SqliteEventStore } from '../../libs/adapters/sqlite/sqlite-event-store.js';
import {
  systemActor,
  type DomainEvent,
  type NewEvent,
} from '../../libs/event-sourcing/recorded-event.js';
import { inLanes, inParts, perSecond, tell, withFolder } from './rounds.js';
import type { Row } from './table.js';

/** Commands under way at once, each appending one event to its own stream. */
const LANES = 64;
const PAGE = 1_000;

interface Claimed extends DomainEvent {
  readonly type: 'CaseClaimed';
  readonly data: { readonly officer: string; readonly note: string };
}

interface Write {
  readonly stream: string;
  readonly event: NewEvent<Claimed>;
}

const writesOf = (count: number): readonly Write[] =>
  Array.from({ length: count }, (_, n) => ({
    stream: `case-${String(n % 5_000)}`,
    event: {
      id: randomUUID(),
      type: 'CaseClaimed',
      data: { officer: `officer-${String(n % 40)}`, note: '核对学习记录与设备，尚无结论。' },
      metadata: { at: '2026-03-02T08:00:00.000Z', actor: systemActor('bench') },
    },
  }));

/** Appends and catching up, beside one thread of plain better-sqlite3 with the same promises. */
export const eventStoreRows = async (count: number, rounds: number): Promise<readonly Row[]> => {
  const append: number[] = [];
  const rawAppend: number[] = [];
  const catchUp: number[] = [];
  const rawCatchUp: number[] = [];
  for (let round = 1; round <= rounds; round += 1) {
    tell(`event store, round ${String(round)} of ${String(rounds)}`);
    await withFolder(async (folder) => {
      const writes = writesOf(count);
      const store = await SqliteEventStore.open(join(folder, 'events.db'));
      append.push(
        await perSecond(count, () =>
          inLanes(writes, LANES, ({ stream, event }) => store.append(stream, 'any', [event])),
        ),
      );
      catchUp.push(await perSecond(count, () => readAll(store, count)));
      await store.close();
      const raw = openRaw(join(folder, 'raw.db'));
      rawAppend.push(await perSecond(count, () => raw.append(writes)));
      rawCatchUp.push(await perSecond(count, () => raw.readAll(count)));
      raw.close();
    });
  }
  const grouped = `better-sqlite3, ${String(LANES)} a commit`;
  return [
    {
      name: 'event store, one event an append',
      values: append,
      unit: 'ev/s',
      limit: { name: grouped, values: rawAppend },
    },
    {
      name: 'event store, catch-up (readAll)',
      values: catchUp,
      unit: 'ev/s',
      limit: { name: 'better-sqlite3 scan + JSON.parse', values: rawCatchUp },
    },
  ];
};

const readAll = async (store: SqliteEventStore, count: number): Promise<void> => {
  let read = 0;
  for (let after = 0; ;) {
    const { events, next } = await store.readAll({ after, limit: PAGE });
    if (events.length === 0) break;
    read += events.length;
    after = next;
  }
  if (read !== count) throw new Error(`read ${String(read)} of ${String(count)}`);
};

const openRaw = (file: string) => {
  const db = new Database(file);
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.pragma('wal_autocheckpoint = 4000');
  db.exec(`CREATE TABLE event (position INTEGER PRIMARY KEY, id TEXT, stream TEXT, version INTEGER,
    type TEXT, data TEXT, metadata TEXT, UNIQUE (stream, version))`);
  const insert = db.prepare(
    'INSERT INTO event (id, stream, version, type, data, metadata) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const versions = new Map<string, number>();
  return {
    append: (writes: readonly Write[]): void => {
      for (const part of inParts(writes, LANES)) {
        db.exec('BEGIN');
        for (const { stream, event } of part) {
          const version = (versions.get(stream) ?? 0) + 1;
          versions.set(stream, version);
          const { id, type, data, metadata } = event;
          insert.run(id, stream, version, type, JSON.stringify(data), JSON.stringify(metadata));
        }
        db.exec('COMMIT');
      }
    },
    readAll: (count: number): void => {
      let read = 0;
      const rows = db.prepare<[], { data: string; metadata: string }>('SELECT * FROM event');
      for (const { data, metadata } of rows.iterate())
        if (JSON.parse(data) && JSON.parse(metadata)) read += 1;
      if (read !== count) throw new Error(`read ${String(read)} of ${String(count)}`);
    },
    close: (): void => void db.close(),
  };
};
