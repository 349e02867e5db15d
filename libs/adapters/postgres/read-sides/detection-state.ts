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
} from '../../../detection/runner/detection-state.js';
import type { Database, Session } from '../database.js';
import { columnsOf } from './columns.js';
import { statementsOf } from './detection-changes.js';

/** Whose rows are one owner's. */
const OWNED = ['dirty', 'index', 'seen', 'mentions', 'measures', 'reads'] as const;
const TABLES = [...OWNED, 'accumulators', 'calls'] as const;

const CLAIM = `INSERT INTO detection_progress (partition, epoch)
  SELECT p, 1 FROM unnest($1::text[]) u (p) ORDER BY p
  ON CONFLICT (partition) DO UPDATE SET epoch = detection_progress.epoch + 1`;
const CLAIMED = `SELECT p.partition, p.epoch, p.ledger, p.roster, p.baselines,
    p.judged_by AS "judgedBy"
  FROM unnest($1::text[]) WITH ORDINALITY w (partition, o)
  JOIN detection_progress p ON p.partition = w.partition ORDER BY w.o`;
/** The row stays locked until the commit: nobody claims the partition in between. */
const PROGRESS = `UPDATE detection_progress SET ledger = coalesce($3, ledger),
    roster = coalesce($4, roster), baselines = coalesce($5, baselines),
    judged_by = coalesce($6, judged_by)
  WHERE partition = $1 AND epoch = $2`;

const MEASURE = 'm.detector, m.key, m.win AS "window", m.owner, m.measure';

/** The runner's memory in PostgreSQL. */
export class PostgresDetectionState implements DetectionState {
  constructor(private readonly database: Database) {}

  claim(partitions: readonly string[]): Promise<readonly (Claim & Progress)[]> {
    return this.database.transaction(async (session) => {
      await session.run(CLAIM, [partitions]);
      return session.rows<Claim & Progress>(CLAIMED, [partitions]);
    });
  }

  async save(changes: StateChanges): Promise<void> {
    const { claims = [] } = changes;
    const statements = statementsOf(changes);
    if (statements.length === 0 && claims.length === 0) return;
    await this.database.transaction(async (session) => {
      await saveProgress(session, claims);
      for (const { sql, params } of statements) await session.run(sql, params);
    });
  }

  calls(partitions: readonly string[]): Promise<readonly (Call & { readonly id: number })[]> {
    return this.database.all<Call & { readonly id: number }>(
      `SELECT id, partition, owner, win AS "window", forced FROM detection_calls
       WHERE partition = ANY ($1::text[]) ORDER BY id`,
      [partitions],
    );
  }

  dirty(): Promise<readonly DirtyMark[]> {
    return this.database.all<DirtyMark>(
      'SELECT owner, win AS "window", forced FROM detection_dirty',
    );
  }

  async standing(): Promise<{ roster: number | undefined; waiting: number }> {
    const [row] = await this.database.all<{ roster: number | null; waiting: number }>(
      `SELECT (SELECT min(roster) FROM detection_progress) AS roster,
        (SELECT count(*) FROM detection_dirty) + (SELECT count(*) FROM detection_calls) AS waiting`,
    );
    return { roster: row?.roster ?? undefined, waiting: row?.waiting ?? 0 };
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

  async forgetOwners(owners: readonly string[]): Promise<void> {
    await this.database.write(
      OWNED.map((table) => ({
        sql: `DELETE FROM detection_${table} WHERE owner = ANY ($1::text[])`,
        params: [owners],
      })),
    );
  }

  async forgetSums(): Promise<void> {
    await this.database.write([{ sql: 'DELETE FROM detection_accumulators' }]);
  }

  async clear(): Promise<void> {
    await this.database.write([
      ...TABLES.map((table) => ({ sql: `DELETE FROM detection_${table}` })),
      {
        sql: `UPDATE detection_progress
          SET epoch = epoch + 1, ledger = 0, roster = 0, baselines = 0, judged_by = ''`,
      },
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

const saveProgress = async (
  session: Session,
  claims: NonNullable<StateChanges['claims']>,
): Promise<void> => {
  // Always in one order, so that two who save do not wait for each other.
  const ordered = [...claims].sort((a, b) => (a.partition < b.partition ? -1 : 1));
  for (const { partition, epoch, ledger, roster, baselines, judgedBy } of ordered) {
    const params = [partition, epoch, ledger, roster, baselines, judgedBy];
    if ((await session.run(PROGRESS, params)) === 0) throw new ClaimLost();
  }
};
