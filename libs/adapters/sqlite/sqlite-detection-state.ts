import type {
  DetectionState,
  DirtyMark,
  IndexEntry,
  KeyRef,
  Progress,
  StateChanges,
  StoredMeasure,
  WindowRef,
} from '../../detection/runner/detection-state.js';
import type { SqlClient, Statement } from './sql-client.js';

const DDL = `
CREATE TABLE detection_progress (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  ledger INTEGER NOT NULL, roster INTEGER NOT NULL, judged_by TEXT NOT NULL
) STRICT;
INSERT INTO detection_progress VALUES (1, 0, 0, '');
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

const TABLES = ['dirty', 'index', 'seen', 'mentions', 'measures', 'reads', 'accumulators'] as const;

/** An older schema is thrown away: all of it follows from the two logs, and is worked out anew. */
const AFRESH = ['progress', ...TABLES]
  .map((table) => `DROP TABLE IF EXISTS detection_${table};`)
  .join('\n');

/** Many rows in one statement: the rows travel as one JSON text. */
const each = (rows: readonly (readonly unknown[])[]): readonly [string] => [JSON.stringify(rows)];

const SAVE = {
  progress: `UPDATE detection_progress SET ledger = coalesce(?, ledger),
    roster = coalesce(?, roster), judged_by = coalesce(?, judged_by)`,
  clean: `DELETE FROM detection_dirty WHERE (owner, window) IN
    (SELECT value->>0, value->>1 FROM json_each(?))`,
  dirty: `INSERT OR REPLACE INTO detection_dirty
    SELECT value->>0, value->>1, value->>2 FROM json_each(?)`,
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
  const { progress } = changes;
  const statements: Statement[] = [];
  const put = (sql: string, rows: readonly (readonly unknown[])[] | undefined) => {
    if (rows && rows.length > 0) statements.push({ sql, params: each(rows) });
  };
  if (progress) {
    const { ledger = null, roster = null, judgedBy = null } = progress;
    statements.push({ sql: SAVE.progress, params: [ledger, roster, judgedBy] });
  }
  put(
    SAVE.clean,
    changes.clean?.map((ref) => [ref.owner, ref.window]),
  );
  put(
    SAVE.dirty,
    changes.dirty?.map((mark) => [mark.owner, mark.window, mark.forced ? 1 : 0]),
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
    await sql.migrate('detection-state', 2, `${AFRESH}${DDL}`);
    return new SqliteDetectionState(sql);
  }

  async progress(): Promise<Progress> {
    const row = await this.sql.get<{ ledger: number; roster: number; judged_by: string }>(
      'SELECT ledger, roster, judged_by FROM detection_progress',
    );
    return { ledger: row?.ledger ?? 0, roster: row?.roster ?? 0, judgedBy: row?.judged_by ?? '' };
  }

  async save(changes: StateChanges): Promise<void> {
    const statements = statementsOf(changes);
    if (statements.length > 0) await this.sql.write(statements);
  }

  async dirty(): Promise<readonly DirtyMark[]> {
    const rows = await this.sql.all<{ owner: string; window: string; forced: number }>(
      'SELECT owner, window, forced FROM detection_dirty',
    );
    return rows.map((row) => ({ ...row, forced: row.forced === 1 }));
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

  async clear(): Promise<void> {
    await this.sql.write([
      ...TABLES.map((table) => ({ sql: `DELETE FROM detection_${table}` })),
      { sql: "UPDATE detection_progress SET ledger = 0, roster = 0, judged_by = ''" },
    ]);
  }
}
