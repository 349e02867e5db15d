import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { Engine } from './engine.js';
import {
  EVENTS_SCHEMA,
  type AppendAnswer,
  type ExpectedNumber,
  type NewRow,
  type RowPage,
  type StoredRow,
} from './event-store-rows.js';
import { Names } from './names.js';
import { ensureSchema } from './schema-version.js';

/** Rows that a filtered read looks through at most before other requests have their turn. */
const WINDOW = 20_000;

// A cross join keeps the events outermost: the answer is in order without sorting.
const COLUMNS = `e.position, s.name, e.version, e.id, t.name, e.data, e.metadata, lower(hex(e.salt))
  FROM events e CROSS JOIN streams s ON s.id = e.stream CROSS JOIN types t ON t.id = e.type`;

/** The event store inside its thread. */
export const open = (db: Database): Engine => {
  ensureSchema(db, 1, EVENTS_SCHEMA);
  const streams = new Names(db, 'streams', 20_000);
  const types = new Names(db, 'types', 1_000);
  const append = appender(db, streams, types);

  const stream = db
    .prepare<[string, number, number, number]>(
      `SELECT ${COLUMNS} WHERE e.stream = (SELECT id FROM streams WHERE name = ?)
       AND e.version BETWEEN ? AND ? ORDER BY e.version LIMIT ?`,
    )
    .raw();
  const all = db
    .prepare<[number, number]>(`SELECT ${COLUMNS} WHERE e.position > ? ORDER BY e.position LIMIT ?`)
    .raw();
  const some = db
    .prepare<[number, number, string, number]>(
      `SELECT ${COLUMNS} WHERE e.position > ? AND e.position <= ?
       AND e.type IN (SELECT value FROM json_each(?)) ORDER BY e.position LIMIT ?`,
    )
    .raw();
  const newest = db.prepare<[], number>('SELECT ifnull(max(position), 0) FROM events').pluck();
  const head = () => newest.get() as number;

  const page = (rows: readonly StoredRow[], limit: number, seenTo: number, to: number): RowPage => {
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return last ? { rows, next: last[0], end: true } : { rows, next: seenTo, end: seenTo >= to };
  };
  // Nothing is written while a method runs: the head and the rows are of one moment.
  const readAll = (after: number, limit: number): RowPage => {
    const to = Math.max(after, head());
    return page(all.all(after, limit) as StoredRow[], limit, to, to);
  };
  const readSome = (after: number, limit: number, names: readonly string[]): RowPage => {
    const to = Math.max(after, head());
    const ids = names.map((name) => types.idOf(name)).filter((id) => id !== undefined);
    if (ids.length === 0) return { rows: [], next: to, end: true };
    const seenTo = Math.min(to, after + WINDOW);
    const rows = some.all(after, seenTo, JSON.stringify(ids), limit) as StoredRow[];
    return page(rows, limit, seenTo, to);
  };

  return {
    write: { append },
    read: {
      head,
      stream: (name: string, from: number, to: number, limit: number) =>
        stream.all(name, from, to, limit),
      readAll,
      readSome,
    },
    reset: () => {
      streams.forget();
      types.forget();
    },
  };
};

const appender = (db: Database, streams: Names, types: Names) => {
  const newest = db
    .prepare<[number], number | null>('SELECT max(version) FROM events WHERE stream = ?')
    .pluck();
  const placeOf = db
    .prepare<[number, string], number>('SELECT version FROM events WHERE stream = ? AND id = ?')
    .pluck();
  const idsFrom = db.prepare<[number, number, number], { id: string; position: number }>(
    'SELECT id, position FROM events WHERE stream = ? AND version >= ? ORDER BY version LIMIT ?',
  );
  const insert = db.prepare(
    'INSERT INTO events (stream, version, type, id, data, metadata, salt) VALUES (?,?,?,?,?,?,?)',
  );

  /** The place of the append that these very events had before, if they had one. */
  const firstOutcome = (
    stream: number,
    expected: ExpectedNumber,
    rows: readonly NewRow[],
  ): AppendAnswer | undefined => {
    const before = expected >= 0 ? expected : (placeOf.get(stream, rows[0]?.[0] ?? '') ?? 0) - 1;
    if (before < 0) return undefined;
    const there = idsFrom.all(stream, before + 1, rows.length);
    const last = there.at(-1);
    if (last === undefined || there.length !== rows.length) return undefined;
    if (!there.every(({ id }, index) => id === rows[index]?.[0])) return undefined;
    return { version: before + rows.length, position: last.position, salts: [] };
  };

  return (name: string, expected: ExpectedNumber, rows: readonly NewRow[]): AppendAnswer => {
    const known = streams.idOf(name);
    const current = known === undefined ? 0 : (newest.get(known) ?? 0);
    // Only an append whose place is taken (or that has none) can be a retry.
    if (known !== undefined && expected !== current) {
      const first = firstOutcome(known, expected, rows);
      if (first) return first;
      if (expected >= 0) return { current };
    } else if (expected > current) return { current };

    const stream = known ?? streams.idOrNew(name);
    const drawn = randomBytes(16 * rows.length);
    const salts: string[] = [];
    let position = 0;
    rows.forEach(([id, type, data, metadata], index) => {
      const salt = drawn.subarray(16 * index, 16 * (index + 1));
      salts.push(salt.toString('hex'));
      const version = current + index + 1;
      const typeId = types.idOrNew(type);
      position = Number(
        insert.run(stream, version, typeId, id, data, metadata, salt).lastInsertRowid,
      );
    });
    return { version: current + rows.length, position, salts };
  };
};
