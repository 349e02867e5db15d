import type { TimelineRow } from '../../timelines/timeline-index.js';
import type { Statement } from './sql-client.js';

const rowsTable = (name: string): string => `CREATE TABLE ${name} (
  account INTEGER NOT NULL,
  time INTEGER NOT NULL,
  id TEXT NOT NULL,
  position INTEGER NOT NULL,
  type INTEGER NOT NULL,
  offering INTEGER,
  PRIMARY KEY (account, time, id)
) WITHOUT ROWID;`;

/** `timeline_fresh` is empty but during a rebuild. */
export const TIMELINE_DDL = `
CREATE TABLE timeline_accounts (
  n INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  account TEXT NOT NULL,
  UNIQUE (source, account)
);
CREATE TABLE timeline_words (n INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE);
${rowsTable('timeline_rows')}
${rowsTable('timeline_fresh')}`;

/** Rows as one JSON text: a batch is three statements, however many rows it holds. */
export const insertRows = (
  rows: readonly TimelineRow[],
  table: 'timeline_rows' | 'timeline_fresh' = 'timeline_rows',
): readonly Statement[] => {
  if (rows.length === 0) return [];
  const accounts = new Map(rows.map((row) => [`${row.source}\u0000${row.account}`, row]));
  const words = new Set(rows.flatMap(({ type, offering }) => [type, offering ?? type]));
  return [
    {
      sql: `INSERT OR IGNORE INTO timeline_accounts (source, account)
        SELECT value ->> 0, value ->> 1 FROM json_each(?)`,
      params: [JSON.stringify([...accounts.values()].map((row) => [row.source, row.account]))],
    },
    {
      sql: 'INSERT OR IGNORE INTO timeline_words (word) SELECT value FROM json_each(?)',
      params: [JSON.stringify([...words])],
    },
    { sql: INSERT[table], params: [JSON.stringify(rows.map(asTuple))] },
  ];
};

const asTuple = (row: TimelineRow) => [
  row.source,
  row.account,
  row.time,
  row.id,
  row.position,
  row.type,
  row.offering,
];

const insertInto = (table: string): string => `INSERT OR REPLACE INTO ${table}
    (account, time, id, position, type, offering)
  SELECT a.n, v.value ->> 2, v.value ->> 3, v.value ->> 4, t.n, o.n
  FROM json_each(?) v
  CROSS JOIN timeline_accounts a ON a.source = v.value ->> 0 AND a.account = v.value ->> 1
  CROSS JOIN timeline_words t ON t.word = v.value ->> 5
  LEFT JOIN timeline_words o ON o.word = v.value ->> 6`;

const INSERT = {
  timeline_rows: insertInto('timeline_rows'),
  timeline_fresh: insertInto('timeline_fresh'),
} as const;
