import type { CaseTrail } from '../../statistics/case-trail.js';
import type { CaseTrails, TrailQuery } from '../../statistics/case-trails.js';
import type { SqlClient, SqlValue } from './sql-client.js';

// A read side of an older shape is dropped and read anew.
const DDL = `
DROP TABLE IF EXISTS case_trails;
DROP TABLE IF EXISTS case_trail_readers;
CREATE TABLE case_trails (
  id TEXT PRIMARY KEY, violation TEXT NOT NULL, college TEXT, flagged_at INTEGER NOT NULL,
  version INTEGER NOT NULL, trail TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE case_trail_readers (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
`;

const PUT = `
INSERT INTO case_trails VALUES (?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET
  violation = excluded.violation, college = excluded.college, flagged_at = excluded.flagged_at,
  version = excluded.version, trail = excluded.trail
WHERE excluded.version >= case_trails.version`;

/** Trails in SQLite. Open it with `openCaseTrails`. */
class SqliteCaseTrails implements CaseTrails {
  constructor(private readonly sql: SqlClient) {}

  async put(trails: readonly CaseTrail[]): Promise<void> {
    if (trails.length === 0) return;
    await this.sql.write(
      trails.map((trail) => {
        const { id, violation, college, flaggedAt, version } = trail;
        const params = [id, violation, college, flaggedAt, version, JSON.stringify(trail)];
        return { sql: PUT, params };
      }),
    );
  }

  async get(id: string): Promise<CaseTrail | undefined> {
    const sql = 'SELECT trail FROM case_trails WHERE id = ?';
    const row = await this.sql.get<{ trail: string }>(sql, [id]);
    return row && (JSON.parse(row.trail) as CaseTrail);
  }

  async page(query: TrailQuery): Promise<readonly CaseTrail[]> {
    const { college, violation, from, to, after = '', limit } = query;
    const conditions: readonly (readonly [string, SqlValue | undefined])[] = [
      ['id > ?', after],
      ['college = ?', college],
      ['violation = ?', violation],
      ['flagged_at >= ?', from],
      ['flagged_at < ?', to],
    ];
    const given = conditions.filter(([, value]) => value !== undefined);
    const rows = await this.sql.all<{ trail: string }>(
      `SELECT trail FROM case_trails WHERE ${given.map(([sql]) => sql).join(' AND ')}
       ORDER BY id LIMIT ?`,
      [...given.map(([, value]) => value as SqlValue), limit],
    );
    return rows.map(({ trail }) => JSON.parse(trail) as CaseTrail);
  }

  async clear(): Promise<void> {
    await this.sql.write([
      { sql: 'DELETE FROM case_trails' },
      { sql: 'DELETE FROM case_trail_readers' },
    ]);
  }

  async load(reader: string): Promise<number> {
    const sql = 'SELECT position FROM case_trail_readers WHERE reader = ?';
    return (await this.sql.get<{ position: number }>(sql, [reader]))?.position ?? 0;
  }

  async save(reader: string, position: number): Promise<void> {
    const sql = `INSERT INTO case_trail_readers VALUES (?, ?)
      ON CONFLICT (reader) DO UPDATE SET position = excluded.position`;
    await this.sql.write([{ sql, params: [reader, position] }]);
  }
}

/** Lays the tables out where they are missing. */
export const openCaseTrails = async (sql: SqlClient): Promise<CaseTrails> => {
  await sql.migrate('case-trails', 1, DDL);
  return new SqliteCaseTrails(sql);
};
