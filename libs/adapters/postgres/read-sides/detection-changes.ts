import type { StateChanges } from '../../../detection/runner/detection-state.js';
import type { Statement } from '../database.js';
import { columnsOf, lastOf } from './columns.js';

type Row = readonly (string | number | boolean)[];

const texts = (count: number): string =>
  Array.from({ length: count }, (_, at) => `$${at + 1}::text[]`).join(', ');

const SAVE = {
  clean: `DELETE FROM detection_dirty d USING unnest(${texts(2)}) u (owner, win)
    WHERE d.owner = u.owner AND d.win = u.win`,
  dirty: `INSERT INTO detection_dirty (owner, win, forced)
    SELECT * FROM unnest(${texts(2)}, $3::boolean[])
    ON CONFLICT (owner, win) DO UPDATE SET forced = excluded.forced`,
  answered: 'DELETE FROM detection_calls WHERE id = ANY ($1::bigint[])',
  calls: `INSERT INTO detection_calls (partition, owner, win, forced)
    SELECT * FROM unnest(${texts(3)}, $4::boolean[])`,
  index: `INSERT INTO detection_index (owner, win, position)
    SELECT * FROM unnest(${texts(2)}, $3::bigint[]) ON CONFLICT DO NOTHING`,
  seen: `INSERT INTO detection_seen (span, owner, last)
    SELECT span, max(owner COLLATE "C"), max(last COLLATE "C")
    FROM unnest(${texts(3)}) u (span, owner, last) GROUP BY span
    ON CONFLICT (span) DO UPDATE SET last = greatest(detection_seen.last, excluded.last)`,
  mentions: `INSERT INTO detection_mentions (topic, owner)
    SELECT * FROM unnest(${texts(2)}) ON CONFLICT DO NOTHING`,
  dropped: `DELETE FROM detection_measures m USING unnest(${texts(4)}) u (detector, key, win, owner)
    WHERE m.detector = u.detector AND m.key = u.key AND m.win = u.win AND m.owner = u.owner`,
  measures: `INSERT INTO detection_measures (detector, key, win, owner, measure)
    SELECT * FROM unnest(${texts(5)})
    ON CONFLICT (detector, key, win, owner) DO UPDATE SET measure = excluded.measure`,
  reads: `INSERT INTO detection_reads (name, win, key, owner)
    SELECT * FROM unnest(${texts(4)}) ON CONFLICT DO NOTHING`,
  accumulators: `INSERT INTO detection_accumulators (name, win, key, value)
    SELECT * FROM unnest(${texts(4)})
    ON CONFLICT (name, win, key) DO UPDATE SET value = excluded.value`,
} as const;

/** One transaction's statements behind its claims, in the order in which members apply. */
export const statementsOf = (changes: StateChanges): readonly Statement[] => {
  const statements: Statement[] = [];
  /** The first `key` members of a row say which one it is. */
  const put = (sql: string, key: number, rows: readonly Row[] | undefined) => {
    if (rows === undefined || rows.length === 0) return;
    const distinct = lastOf(rows, (row) => row.slice(0, key));
    statements.push({ sql, params: columnsOf(distinct, distinct[0]?.length ?? 0) });
  };
  const { answered, calls } = changes;
  const { clean, dirty, index, seen, mentions, dropped, measures, reads, accumulators } = changes;
  put(
    SAVE.clean,
    2,
    clean?.map((ref) => [ref.owner, ref.window]),
  );
  put(
    SAVE.dirty,
    2,
    dirty?.map((mark) => [mark.owner, mark.window, mark.forced]),
  );
  if (answered && answered.length > 0) statements.push({ sql: SAVE.answered, params: [answered] });
  put(
    SAVE.calls,
    4,
    calls?.map((call) => [call.partition, call.owner, call.window, call.forced]),
  );
  put(
    SAVE.index,
    3,
    index?.map((entry) => [entry.owner, entry.window, entry.position]),
  );
  put(
    SAVE.seen,
    3,
    seen?.map(({ span, owner, last }) => [span, owner, last]),
  );
  put(
    SAVE.mentions,
    2,
    mentions?.map(({ topic, owner }) => [topic, owner]),
  );
  put(
    SAVE.dropped,
    4,
    dropped?.map((one) => [one.detector, one.key, one.window, one.owner]),
  );
  put(
    SAVE.measures,
    4,
    measures?.map((one) => [one.detector, one.key, one.window, one.owner, one.measure]),
  );
  put(
    SAVE.reads,
    4,
    reads?.map((read) => [read.name, read.window, read.key, read.owner]),
  );
  put(
    SAVE.accumulators,
    3,
    accumulators?.map((one) => [one.name, one.window, one.key, one.value]),
  );
  return statements;
};
