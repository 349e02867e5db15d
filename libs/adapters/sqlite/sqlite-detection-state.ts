import {
  ClaimLost,
  type Call,
  type Claim,
  type DetectionState,
  type DirtyMark,
  type IndexEntry,
  type KeyRef,
  type Progress,
  type StateChanges,
  type StoredMeasure,
  type WindowRef,
} from '../../detection/runner/detection-state.js';
import type { SqlClient, Statement } from './sql-client.js';

const DDL = `
CREATE TABLE detection_progress (
  partition TEXT PRIMARY KEY, epoch INTEGER NOT NULL,
  ledger INTEGER NOT NULL DEFAULT 0, roster INTEGER NOT NULL DEFAULT 0,
  baselines INTEGER NOT NULL DEFAULT 0, judged_by TEXT NOT NULL DEFAULT '',
  held INTEGER NOT NULL DEFAULT 1 CONSTRAINT claim_held CHECK (held = 1)
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_calls (
  id INTEGER PRIMARY KEY AUTOINCREMENT, partition TEXT NOT NULL,
  owner TEXT NOT NULL, window TEXT NOT NULL, forced INTEGER NOT NULL
) STRICT;
CREATE INDEX detection_calls_partition ON detection_calls (partition);
CREATE TABLE detection_dirty (
  owner TEXT NOT NULL, window TEXT NOT NULL, forced INTEGER NOT NULL,
  PRIMARY KEY (owner, window)
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_index (
  owner TEXT NOT NULL, window TEXT NOT NULL, position INTEGER NOT NULL,
  PRIMARY KEY (owner, window, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_seen (
  span TEXT PRIMARY KEY, owner TEXT NOT NULL, last TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_mentions (
  topic TEXT NOT NULL, owner TEXT NOT NULL, PRIMARY KEY (topic, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_measures (
  detector TEXT NOT NULL, key TEXT NOT NULL, window TEXT NOT NULL, owner TEXT NOT NULL,
  measure TEXT NOT NULL, PRIMARY KEY (detector, key, window, owner)
) STRICT, WITHOUT ROWID;
CREATE INDEX detection_measures_owner ON detection_measures (owner, window);
CREATE TABLE detection_reads (
  name TEXT NOT NULL, window TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL,
  PRIMARY KEY (name, window, key, owner)
) STRICT, WITHOUT ROWID;
CREATE TABLE detection_accumulators (
  name TEXT NOT NULL, window TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL,
  PRIMARY KEY (name, window, key)
) STRICT, WITHOUT ROWID;
`;

/** Whose rows are one owner's. */
const OWNED = ['dirty', 'index', 'seen', 'mentions', 'measures', 'reads'] as const;
const TABLES = [...OWNED, 'accumulators', 'calls'] as const;

/** An older schema is thrown away: all of it follows from the two logs, and is worked out anew. */
const AFRESH = ['progress', ...TABLES]
  .map((table) => `DROP TABLE IF EXISTS detection_${table};`)
  .join('\n');

/** Many rows in one statement: the rows travel as one JSON text. */
const each = (rows: readonly (readonly unknown[])[]): readonly [string] => [JSON.stringify(rows)];

const SAVE = {
  /** Where the claim is void, or there is none, the row breaks a constraint, and the transaction with it. */
  held: `INSERT INTO detection_progress (partition, epoch, held) SELECT ?, 0, 0
    WHERE NOT EXISTS (SELECT 1 FROM detection_progress WHERE partition = ? AND epoch = ?)`,
  progress: `UPDATE detection_progress SET ledger = coalesce(?, ledger),
    roster = coalesce(?, roster), baselines = coalesce(?, baselines),
    judged_by = coalesce(?, judged_by) WHERE partition = ?`,
  clean: `DELETE FROM detection_dirty WHERE (owner, window) IN
    (SELECT value->>0, value->>1 FROM json_each(?))`,
  dirty: `INSERT OR REPLACE INTO detection_dirty
    SELECT value->>0, value->>1, value->>2 FROM json_each(?)`,
  answered: 'DELETE FROM detection_calls WHERE id IN (SELECT value FROM json_each(?))',
  calls: `INSERT INTO detection_calls (partition, owner, window, forced)
    SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)`,
  index: `INSERT OR IGNORE INTO detection_index
    SELECT value->>0, value->>1, value->>2 FROM json_each(?)`,
  seen: `INSERT INTO detection_seen SELECT value->>0, value->>1, value->>2 FROM json_each(?) WHERE true
    ON CONFLICT (span) DO UPDATE SET last = max(last, excluded.last)`,
  mentions: `INSERT OR IGNORE INTO detection_mentions
    SELECT value->>0, value->>1 FROM json_each(?)`,
  dropped: `DELETE FROM detection_measures WHERE (detector, key, window, owner) IN
    (SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?))`,
  measures: `INSERT OR REPLACE INTO detection_measures
    SELECT value->>0, value->>1, value->>2, value->>3, value->>4 FROM json_each(?)`,
  reads: `INSERT OR IGNORE INTO detection_reads
    SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)`,
  accumulators: `INSERT OR REPLACE INTO detection_accumulators
    SELECT value->>0, value->>1, value->>2, value->>3 FROM json_each(?)`,
} as const;

const statementsOf = (changes: StateChanges): Statement[] => {
  const statements: Statement[] = [];
  const put = (sql: string, rows: readonly (readonly unknown[])[] | undefined) => {
    if (rows && rows.length > 0) statements.push({ sql, params: each(rows) });
  };
  for (const { partition, epoch, ...progress } of changes.claims ?? []) {
    const { ledger = null, roster = null, baselines = null, judgedBy = null } = progress;
    statements.push(
      { sql: SAVE.held, params: [partition, partition, epoch] },
      { sql: SAVE.progress, params: [ledger, roster, baselines, judgedBy, partition] },
    );
  }
  put(
    SAVE.clean,
    changes.clean?.map((ref) => [ref.owner, ref.window]),
  );
  put(
    SAVE.dirty,
    changes.dirty?.map((mark) => [mark.owner, mark.window, mark.forced ? 1 : 0]),
  );
  if (changes.answered && changes.answered.length > 0)
    statements.push({ sql: SAVE.answered, params: [JSON.stringify(changes.answered)] });
  put(
    SAVE.calls,
    changes.calls?.map((call) => [call.partition, call.owner, call.window, call.forced ? 1 : 0]),
  );
  put(
    SAVE.index,
    changes.index?.map((entry) => [entry.owner, entry.window, entry.position]),
  );
  put(
    SAVE.seen,
    changes.seen?.map((seen) => [seen.span, seen.owner, seen.last]),
  );
  put(
    SAVE.mentions,
    changes.mentions?.map(({ topic, owner }) => [topic, owner]),
  );
  put(
    SAVE.dropped,
    changes.dropped?.map((one) => [one.detector, one.key, one.window, one.owner]),
  );
  put(
    SAVE.measures,
    changes.measures?.map((one) => [one.detector, one.key, one.window, one.owner, one.measure]),
  );
  put(
    SAVE.reads,
    changes.reads?.map((read) => [read.name, read.window, read.key, read.owner]),
  );
  put(
    SAVE.accumulators,
    changes.accumulators?.map((one) => [one.name, one.window, one.key, one.value]),
  );
  return statements;
};

const MEASURE = 'SELECT detector, key, window, owner, measure FROM detection_measures';

/** The runner's memory in the read side's database; every statement text is constant. */
export class SqliteDetectionState implements DetectionState {
  private constructor(private readonly sql: SqlClient) {}

  static async open(sql: SqlClient): Promise<SqliteDetectionState> {
    await sql.migrate('detection-state', 3, `${AFRESH}${DDL}`);
    return new SqliteDetectionState(sql);
  }

  async claim(partitions: readonly string[]): Promise<readonly (Claim & Progress)[]> {
    await this.sql.write(
      partitions.map((partition) => ({
        sql: `INSERT INTO detection_progress (partition, epoch) VALUES (?, 1)
              ON CONFLICT (partition) DO UPDATE SET epoch = epoch + 1`,
        params: [partition],
      })),
    );
    return this.sql.all<Claim & Progress>(
      `SELECT partition, epoch, ledger, roster, baselines, judged_by AS judgedBy
       FROM json_each(?) w CROSS JOIN detection_progress p ON p.partition = w.value
       ORDER BY w.key`,
      [JSON.stringify(partitions)],
    );
  }

  async save(changes: StateChanges): Promise<void> {
    const statements = statementsOf(changes);
    if (statements.length === 0) return;
    try {
      await this.sql.write(statements);
    } catch (error) {
      throw error instanceof Error && error.message.includes('claim_held')
        ? new ClaimLost()
        : error;
    }
  }

  async dirty(): Promise<readonly DirtyMark[]> {
    const rows = await this.sql.all<{ owner: string; window: string; forced: number }>(
      'SELECT owner, window, forced FROM detection_dirty',
    );
    return rows.map((row) => ({ ...row, forced: row.forced === 1 }));
  }

  async calls(partitions: readonly string[]): Promise<readonly (Call & { readonly id: number })[]> {
    const rows = await this.sql.all<Omit<Call, 'forced'> & { id: number; forced: number }>(
      `SELECT id, partition, owner, window, forced FROM detection_calls
       WHERE partition IN (SELECT value FROM json_each(?)) ORDER BY id`,
      [JSON.stringify(partitions)],
    );
    return rows.map((row) => ({ ...row, forced: row.forced === 1 }));
  }

  async standing(): Promise<{ roster: number | undefined; waiting: number }> {
    const row = await this.sql.get<{ roster: number | null; waiting: number }>(
      `SELECT (SELECT min(roster) FROM detection_progress) AS roster,
        (SELECT count(*) FROM detection_dirty) + (SELECT count(*) FROM detection_calls) AS waiting`,
    );
    return { roster: row?.roster ?? undefined, waiting: row?.waiting ?? 0 };
  }

  async owners(): Promise<readonly string[]> {
    const rows = await this.sql.all<{ owner: string }>('SELECT DISTINCT owner FROM detection_seen');
    return rows.map(({ owner }) => owner);
  }

  async lastWindows(spans: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.all<{ span: string; last: string }>(
      'SELECT span, last FROM detection_seen WHERE span IN (SELECT value FROM json_each(?))',
      [JSON.stringify(spans)],
    );
    return new Map(rows.map(({ span, last }) => [span, last]));
  }

  async ownersMentioning(topics: readonly string[]): Promise<readonly string[]> {
    const rows = await this.sql.all<{ owner: string }>(
      `SELECT DISTINCT owner FROM detection_mentions
       WHERE topic IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(topics)],
    );
    return rows.map(({ owner }) => owner);
  }

  positions(windows: readonly WindowRef[], limit = -1): Promise<readonly IndexEntry[]> {
    return this.sql.all<IndexEntry>(
      `SELECT i.owner, i.window, i.position FROM json_each(?) w CROSS JOIN detection_index i
       ON i.owner = w.value->>0 AND i.window = w.value->>1 LIMIT ?`,
      [...each(windows.map(({ owner, window }) => [owner, window])), limit],
    );
  }

  async windowsOf(owner: string): Promise<readonly string[]> {
    const rows = await this.sql.all<{ window: string }>(
      `SELECT window FROM detection_index WHERE owner = ?
       UNION SELECT window FROM detection_measures WHERE owner = ?`,
      [owner, owner],
    );
    return rows.map(({ window }) => window);
  }

  measuresIn(windows: readonly WindowRef[]): Promise<readonly StoredMeasure[]> {
    return this.sql.all<StoredMeasure>(
      `SELECT m.detector, m.key, m.window, m.owner, m.measure FROM json_each(?) w
       CROSS JOIN detection_measures m ON m.owner = w.value->>0 AND m.window = w.value->>1`,
      each(windows.map(({ owner, window }) => [owner, window])),
    );
  }

  measuresOf(keys: readonly KeyRef[]): Promise<readonly StoredMeasure[]> {
    return this.sql.all<StoredMeasure>(
      `SELECT m.detector, m.key, m.window, m.owner, m.measure FROM json_each(?) k
       CROSS JOIN detection_measures m ON m.detector = k.value->>0 AND m.key = k.value->>1`,
      each(keys.map(({ detector, key }) => [detector, key])),
    );
  }

  measuresOfOwners(owners: readonly string[]): Promise<readonly StoredMeasure[]> {
    return this.sql.all<StoredMeasure>(
      `${MEASURE} WHERE owner IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(owners)],
    );
  }

  async readers(
    name: string,
    window: string,
    keys?: readonly string[],
  ): Promise<readonly string[]> {
    const rows = await this.sql.all<{ owner: string }>(
      keys
        ? `SELECT DISTINCT owner FROM detection_reads
           WHERE name = ? AND window = ? AND key IN (SELECT value FROM json_each(?))`
        : 'SELECT DISTINCT owner FROM detection_reads WHERE name = ? AND window = ?',
      keys ? [name, window, JSON.stringify(keys)] : [name, window],
    );
    return rows.map(({ owner }) => owner);
  }

  async accumulators(name: string, window: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.sql.all<{ key: string; value: string }>(
      'SELECT key, value FROM detection_accumulators WHERE name = ? AND window = ?',
      [name, window],
    );
    return new Map(rows.map(({ key, value }) => [key, value]));
  }

  async accumulatorWindows(name: string): Promise<readonly string[]> {
    const rows = await this.sql.all<{ window: string }>(
      'SELECT DISTINCT window FROM detection_accumulators WHERE name = ?',
      [name],
    );
    return rows.map(({ window }) => window);
  }

  async forgetOwners(owners: readonly string[]): Promise<void> {
    await this.sql.write(
      OWNED.map((table) => ({
        sql: `DELETE FROM detection_${table} WHERE owner IN (SELECT value FROM json_each(?))`,
        params: [JSON.stringify(owners)],
      })),
    );
  }

  async forgetSums(): Promise<void> {
    await this.sql.write([{ sql: 'DELETE FROM detection_accumulators' }]);
  }

  async clear(): Promise<void> {
    await this.sql.write([
      ...TABLES.map((table) => ({ sql: `DELETE FROM detection_${table}` })),
      {
        sql: `UPDATE detection_progress
              SET epoch = epoch + 1, ledger = 0, roster = 0, baselines = 0, judged_by = ''`,
      },
    ]);
  }
}
