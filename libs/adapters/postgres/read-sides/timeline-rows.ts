import type { TimelineRow } from '../../../timelines/timeline-index.js';
import type { Statement } from '../database.js';
import { columnsOf, lastOf } from './columns.js';

const ADD_ACCOUNTS = `INSERT INTO timeline_account (source, account)
  SELECT * FROM unnest($1::text[], $2::text[]) u (s, a) ORDER BY 1, 2 ON CONFLICT DO NOTHING`;
const ADD_WORDS = `INSERT INTO timeline_word (word)
  SELECT * FROM unnest($1::text[]) ORDER BY 1 ON CONFLICT DO NOTHING`;

const insertInto = (table: string): string => `INSERT INTO ${table}
    (account, time, id, position, type, offering)
  SELECT a.n, u.time, u.id, u.position, t.n, o.n
  FROM unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::bigint[], $6::text[],
    $7::text[]) u (source, account, time, id, position, type, offering)
  JOIN timeline_account a ON a.source = u.source AND a.account = u.account
  JOIN timeline_word t ON t.word = u.type
  LEFT JOIN timeline_word o ON o.word = u.offering
  ON CONFLICT (account, time, id) DO UPDATE SET
    position = excluded.position, type = excluded.type, offering = excluded.offering`;

const INSERT = {
  timeline_row: insertInto('timeline_row'),
  timeline_fresh: insertInto('timeline_fresh'),
} as const;

/** A batch is three statements, however many rows it holds. */
export const insertRows = (
  all: readonly TimelineRow[],
  table: keyof typeof INSERT = 'timeline_row',
): readonly Statement[] => {
  if (all.length === 0) return [];
  const rows = lastOf(all, ({ source, account, time, id }) => [source, account, time, id]);
  const accounts = lastOf(rows, ({ source, account }) => [source, account]);
  const words = new Set(rows.flatMap(({ type, offering }) => [type, offering ?? type]));
  return [
    {
      sql: ADD_ACCOUNTS,
      params: columnsOf(
        accounts.map(({ source, account }) => [source, account]),
        2,
      ),
    },
    { sql: ADD_WORDS, params: [[...words]] },
    {
      sql: INSERT[table],
      params: columnsOf(
        rows.map((row) => [
          ...[row.source, row.account, row.time, row.id],
          ...[row.position, row.type, row.offering],
        ]),
        7,
      ),
    },
  ];
};
