import type {
  DetectionState,
  DirtyMark,
  IndexEntry,
  KeyRef,
  Progress,
  StateChanges,
  StoredMeasure,
  WindowRef,
} from '../../../detection/runner/detection-state.js';
import type { Database, Statement } from '../database.js';
import { columnsOf } from './columns.js';
import { statementsOf } from './detection-changes.js';

const TABLES = ['dirty', 'index', 'seen', 'mentions', 'measures', 'reads', 'accumulators'] as const;

const MEASURE = 'm.detector, m.key, m.win AS "window", m.owner, m.measure';

/** The runner's memory in PostgreSQL. */
export class PostgresDetectionState implements DetectionState {
  constructor(private readonly database: Database) {}

  async progress(): Promise<Progress> {
    const row = await this.database.get<{ ledger: number; roster: number; judged_by: string }>(
      'SELECT ledger, roster, judged_by FROM detection_progress',
    );
    return { ledger: row?.ledger ?? 0, roster: row?.roster ?? 0, judgedBy: row?.judged_by ?? '' };
  }

  async save(changes: StateChanges): Promise<void> {
    const statements = statementsOf(changes);
    if (statements.length > 0) await this.database.write(statements);
  }

  dirty(): Promise<readonly DirtyMark[]> {
    return this.database.all<DirtyMark>(
      'SELECT owner, win AS "window", forced FROM detection_dirty',
    );
  }

  owners(): Promise<readonly string[]> {
    return this.ownersOf('SELECT DISTINCT owner FROM detection_seen', []);
  }

  async lastWindows(spans: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.all<{ span: string; last: string }>(
      'SELECT span, last FROM detection_seen WHERE span = ANY ($1::text[])',
      [spans],
    );
    return new Map(rows.map(({ span, last }) => [span, last]));
  }

  ownersMentioning(topics: readonly string[]): Promise<readonly string[]> {
    return this.ownersOf(
      'SELECT DISTINCT owner FROM detection_mentions WHERE topic = ANY ($1::text[])',
      [topics],
    );
  }

  positions(windows: readonly WindowRef[], limit?: number): Promise<readonly IndexEntry[]> {
    return this.database.all<IndexEntry>(
      `SELECT i.owner, i.win AS "window", i.position FROM unnest($1::text[], $2::text[]) w (owner, win)
       JOIN detection_index i ON i.owner = w.owner AND i.win = w.win LIMIT $3`,
      [...columnsOf(pairs(windows), 2), limit],
    );
  }

  async windowsOf(owner: string): Promise<readonly string[]> {
    const rows = await this.database.all<{ window: string }>(
      `SELECT win AS "window" FROM detection_index WHERE owner = $1
       UNION SELECT win FROM detection_measures WHERE owner = $1`,
      [owner],
    );
    return rows.map(({ window }) => window);
  }

  measuresIn(windows: readonly WindowRef[]): Promise<readonly StoredMeasure[]> {
    return this.database.all<StoredMeasure>(
      `SELECT ${MEASURE} FROM unnest($1::text[], $2::text[]) w (owner, win)
       JOIN detection_measures m ON m.owner = w.owner AND m.win = w.win`,
      columnsOf(pairs(windows), 2),
    );
  }

  measuresOf(keys: readonly KeyRef[]): Promise<readonly StoredMeasure[]> {
    return this.database.all<StoredMeasure>(
      `SELECT ${MEASURE} FROM unnest($1::text[], $2::text[]) k (detector, key)
       JOIN detection_measures m ON m.detector = k.detector AND m.key = k.key`,
      columnsOf(
        keys.map(({ detector, key }) => [detector, key]),
        2,
      ),
    );
  }

  measuresOfOwners(owners: readonly string[]): Promise<readonly StoredMeasure[]> {
    return this.database.all<StoredMeasure>(
      `SELECT ${MEASURE} FROM detection_measures m WHERE m.owner = ANY ($1::text[])`,
      [owners],
    );
  }

  readers(name: string, window: string, keys?: readonly string[]): Promise<readonly string[]> {
    return this.ownersOf(
      `SELECT DISTINCT owner FROM detection_reads
       WHERE name = $1 AND win = $2 AND ($3::text[] IS NULL OR key = ANY ($3))`,
      [name, window, keys],
    );
  }

  async accumulators(name: string, window: string): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.all<{ key: string; value: string }>(
      'SELECT key, value FROM detection_accumulators WHERE name = $1 AND win = $2',
      [name, window],
    );
    return new Map(rows.map(({ key, value }) => [key, value]));
  }

  async accumulatorWindows(name: string): Promise<readonly string[]> {
    const rows = await this.database.all<{ window: string }>(
      'SELECT DISTINCT win AS "window" FROM detection_accumulators WHERE name = $1',
      [name],
    );
    return rows.map(({ window }) => window);
  }

  async clear(): Promise<void> {
    await this.database.write([
      ...TABLES.map((table): Statement => ({ sql: `DELETE FROM detection_${table}` })),
      { sql: "UPDATE detection_progress SET ledger = 0, roster = 0, judged_by = ''" },
    ]);
  }

  private async ownersOf(
    sql: string,
    params: Parameters<Database['all']>[1],
  ): Promise<readonly string[]> {
    const rows = await this.database.all<{ owner: string }>(sql, params);
    return rows.map(({ owner }) => owner);
  }
}

const pairs = (windows: readonly WindowRef[]) =>
  windows.map(({ owner, window }) => [owner, window]);
