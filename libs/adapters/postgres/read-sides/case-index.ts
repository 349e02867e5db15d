import type {
  CaseIndex,
  CaseQuery,
  CaseRow,
  CaseScope,
  CaseSort,
  DueDeadline,
} from '../../../cases/case-index.js';
import { isUnmet, type Deadline } from '../../../cases/deadline.js';
import type { Database, Session } from '../database.js';
import { Conditions } from './conditions.js';

const PUT = `INSERT INTO case_row (id, family, violation, student, offering, college, status, score,
    assignee, due, flagged_at, noticed, wake_at, people, escalated, attentions, version, body)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18)
  ON CONFLICT (id) DO UPDATE SET
    family = excluded.family, violation = excluded.violation, student = excluded.student,
    offering = excluded.offering, college = excluded.college, status = excluded.status,
    score = excluded.score, assignee = excluded.assignee, due = excluded.due,
    flagged_at = excluded.flagged_at, noticed = excluded.noticed, wake_at = excluded.wake_at,
    people = excluded.people, escalated = excluded.escalated, attentions = excluded.attentions,
    version = excluded.version, body = excluded.body
  WHERE excluded.version >= case_row.version`;

const PUT_DEADLINE = `INSERT INTO case_deadline (case_id, name, due, body) VALUES ($1, $2, $3, $4)`;

const SORT: Readonly<Record<CaseSort, { column: string; type: string }>> = {
  score: { column: 'score', type: 'double precision' },
  due: { column: `coalesce(due, ${Number.MAX_SAFE_INTEGER})`, type: 'bigint' },
  opened: { column: 'flagged_at', type: 'bigint' },
  id: { column: 'id', type: 'text' },
};

interface Body {
  readonly body: string;
}

/** The case index in PostgreSQL; a case's row is kept whole beside what is asked for. */
export class PostgresCaseIndex implements CaseIndex {
  constructor(private readonly database: Database) {}

  async put(rows: readonly CaseRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.database.transaction(async (session) => {
      for (const row of rows) await putRow(session, row);
    });
  }

  async get(id: string): Promise<CaseRow | undefined> {
    const row = await this.database.get<Body>('SELECT body FROM case_row WHERE id = $1', [id]);
    return row && parse(row);
  }

  async ids(): Promise<readonly string[]> {
    const rows = await this.database.all<{ id: string }>('SELECT id FROM case_row ORDER BY id');
    return rows.map(({ id }) => id);
  }

  async list(query: CaseQuery): Promise<readonly CaseRow[]> {
    const { column, type } = SORT[query.sort];
    const way = query.descending ? 'DESC' : 'ASC';
    const where = new Conditions();
    inScope(where, query.scope);
    filter(where, query);
    const { after } = query;
    if (after)
      where.add((p) => {
        const value = `${p(after.value)}::${type}`;
        return `(${column}, id) ${query.descending ? '<' : '>'} (${value}, ${p(after.id)})`;
      });
    const limit = where.param(query.limit);
    const rows = await this.database.all<Body>(
      `SELECT body FROM case_row WHERE ${where.sql}
       ORDER BY ${column} ${way}, id ${way} LIMIT ${limit}`,
      where.params,
    );
    return rows.map(parse);
  }

  async waking(now: number, limit: number): Promise<readonly string[]> {
    const rows = await this.database.all<{ id: string }>(
      'SELECT id FROM case_row WHERE wake_at <= $1 ORDER BY wake_at, id LIMIT $2',
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async deadlines({
    scope,
    dueBefore,
    after,
    limit,
  }: Parameters<CaseIndex['deadlines']>[0]): Promise<readonly DueDeadline[]> {
    const where = new Conditions();
    inScope(where, scope);
    where.add((p) => `d.due < ${p(dueBefore)}`);
    if (after)
      where.add(
        (p) =>
          `(d.due, d.case_id, d.name) > (${p(after.due)}::bigint, ${p(after.case)}, ${p(after.name)})`,
      );
    const limited = where.param(limit);
    const rows = await this.database.all<{ id: string; status: string; offering: string } & Body>(
      `SELECT case_row.id, status, offering, d.body
       FROM case_deadline d JOIN case_row ON case_row.id = d.case_id
       WHERE ${where.sql} ORDER BY d.due, d.case_id, d.name LIMIT ${limited}`,
      where.params,
    );
    return rows.map(({ id, body, ...rest }) => ({
      case: id,
      ...rest,
      deadline: JSON.parse(body) as Deadline,
    }));
  }

  async clear(): Promise<void> {
    await this.database.write([
      { sql: 'DELETE FROM case_row' },
      { sql: 'DELETE FROM case_reader' },
    ]);
  }

  async load(reader: string): Promise<number> {
    const row = await this.database.get<{ position: number }>(
      'SELECT position FROM case_reader WHERE reader = $1',
      [reader],
    );
    return row?.position ?? 0;
  }

  async save(reader: string, position: number): Promise<void> {
    await this.database.write([
      {
        sql: `INSERT INTO case_reader (reader, position) VALUES ($1, $2)
          ON CONFLICT (reader) DO UPDATE SET position = excluded.position`,
        params: [reader, position],
      },
    ]);
  }
}

const parse = ({ body }: Body): CaseRow => JSON.parse(body) as CaseRow;

const putRow = async (session: Session, row: CaseRow): Promise<void> => {
  const put = await session.run(PUT, [
    ...[row.id, row.family, row.violation, row.student, row.offering, row.college, row.status],
    ...[row.score, row.assignee, row.due, row.flaggedAt, row.noticed, row.wakeAt],
    ...[row.people, row.escalated, row.attention.map(({ code }) => code)],
    ...[row.version, JSON.stringify(row)],
  ]);
  if (put === 0) return;
  await session.run('DELETE FROM case_deadline WHERE case_id = $1', [row.id]);
  for (const one of row.deadlines)
    if (isUnmet(one))
      await session.run(PUT_DEADLINE, [row.id, one.name, one.due, JSON.stringify(one)]);
};

const inScope = (where: Conditions, scope: CaseScope): void => {
  switch (scope.kind) {
    case 'all':
      return;
    case 'college':
      return where.add((p) => `college = ${p(scope.college)} OR ${p(scope.person)} = ANY (people)`);
    case 'student':
      return where.add((p) => `student = ${p(scope.student)} AND noticed`);
    case 'queue':
      return where.add(
        (p) => `(family = 'violation' AND status = ANY (${p(scope.statuses)}::text[]))
          OR (family <> 'violation' AND status = ANY (${p(scope.short)}::text[]))
          OR ${p(scope.role)} = ANY (escalated) OR ${p(scope.person)} = ANY (people)`,
      );
  }
};

const EQUALS = ['family', 'violation', 'student', 'offering', 'college', 'assignee'] as const;

const filter = (where: Conditions, query: CaseQuery): void => {
  if (query.status === undefined) where.add(() => "status <> 'withdrawn'");
  else where.equal('status', query.status);
  for (const column of EQUALS) where.equal(column, query[column]);
  const { attention, dueBefore } = query;
  if (attention !== undefined) where.add((p) => `${p(attention)} = ANY (attentions)`);
  if (dueBefore !== undefined) where.add((p) => `due < ${p(dueBefore)}`);
};
