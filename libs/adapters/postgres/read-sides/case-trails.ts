import type { CaseTrail } from '../../../statistics/case-trail.js';
import type { CaseTrails, TrailQuery } from '../../../statistics/case-trails.js';
import type { Database } from '../database.js';
import { Conditions } from './conditions.js';

const PUT = `INSERT INTO case_trail (id, violation, college, flagged_at, version, body)
  VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (id) DO UPDATE SET
    violation = excluded.violation, college = excluded.college,
    flagged_at = excluded.flagged_at, version = excluded.version, body = excluded.body
  WHERE excluded.version >= case_trail.version`;

interface Body {
  readonly body: string;
}

/** Trails in PostgreSQL; each is kept whole beside what is asked for. */
export class PostgresCaseTrails implements CaseTrails {
  constructor(private readonly database: Database) {}

  async put(trails: readonly CaseTrail[]): Promise<void> {
    if (trails.length === 0) return;
    await this.database.write(
      trails.map((trail) => {
        const { id, violation, college, flaggedAt, version } = trail;
        const params = [id, violation, college, flaggedAt, version, JSON.stringify(trail)];
        return { sql: PUT, params };
      }),
    );
  }

  async get(id: string): Promise<CaseTrail | undefined> {
    const row = await this.database.get<Body>('SELECT body FROM case_trail WHERE id = $1', [id]);
    return row && parse(row);
  }

  async page(query: TrailQuery): Promise<readonly CaseTrail[]> {
    const { college, violation, from, to, after } = query;
    const where = new Conditions();
    where.equal('college', college);
    where.equal('violation', violation);
    if (from !== undefined) where.add((param) => `flagged_at >= ${param(from)}`);
    if (to !== undefined) where.add((param) => `flagged_at < ${param(to)}`);
    if (after !== undefined) where.add((param) => `id > ${param(after)}`);
    const limit = where.param(query.limit);
    const rows = await this.database.all<Body>(
      `SELECT body FROM case_trail WHERE ${where.sql} ORDER BY id LIMIT ${limit}`,
      where.params,
    );
    return rows.map(parse);
  }

  async clear(): Promise<void> {
    await this.database.write([
      { sql: 'DELETE FROM case_trail' },
      { sql: 'DELETE FROM case_trail_reader' },
    ]);
  }

  async load(reader: string): Promise<number> {
    const row = await this.database.get<{ position: number }>(
      'SELECT position FROM case_trail_reader WHERE reader = $1',
      [reader],
    );
    return row?.position ?? 0;
  }

  async save(reader: string, position: number): Promise<void> {
    await this.database.write([
      {
        sql: `INSERT INTO case_trail_reader (reader, position) VALUES ($1, $2)
          ON CONFLICT (reader) DO UPDATE SET position = excluded.position`,
        params: [reader, position],
      },
    ]);
  }
}

const parse = ({ body }: Body): CaseTrail => JSON.parse(body) as CaseTrail;
