import {
  type CaseIndex,
  type CaseQuery,
  type CaseRow,
  type CaseScope,
  type CaseSort,
  type DueDeadline,
} from '../../cases/case-index.js';
import type { Deadline } from '../../cases/deadline.js';
import type { SqlClient, SqlValue } from './sql-client.js';

// A read side of an older shape is dropped and read anew.
const DDL = `
DROP TABLE IF EXISTS cases;
DROP TABLE IF EXISTS case_readers;
CREATE TABLE cases (
  id TEXT PRIMARY KEY, family TEXT NOT NULL, violation TEXT NOT NULL, student TEXT NOT NULL,
  offering TEXT NOT NULL, college TEXT, status TEXT NOT NULL, score REAL NOT NULL, assignee TEXT,
  due INTEGER, flagged_at INTEGER NOT NULL, noticed INTEGER NOT NULL,
  people TEXT NOT NULL, deadlines TEXT NOT NULL, shown TEXT NOT NULL, version INTEGER NOT NULL,
  wake_at INTEGER, escalated TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX cases_by_score ON cases (score, id);
CREATE INDEX cases_by_opened ON cases (flagged_at, id);
CREATE INDEX cases_by_due ON cases (due) WHERE due IS NOT NULL;
CREATE INDEX cases_by_due_page ON cases (coalesce(due, 9007199254740991), id);
CREATE INDEX cases_by_status ON cases (status, score, id);
CREATE INDEX cases_by_status_due ON cases (status, coalesce(due, 9007199254740991), id);
CREATE INDEX cases_by_college ON cases (college, score, id);
CREATE INDEX cases_by_assignee ON cases (assignee, status) WHERE assignee IS NOT NULL;
CREATE INDEX cases_by_wake ON cases (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX cases_by_student ON cases (student);
CREATE INDEX cases_by_offering ON cases (offering);
CREATE TABLE case_readers (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
`;

const PUT = `
INSERT INTO cases VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
ON CONFLICT (id) DO UPDATE SET
  family = excluded.family, violation = excluded.violation, student = excluded.student,
  offering = excluded.offering, college = excluded.college, status = excluded.status,
  score = excluded.score, assignee = excluded.assignee, due = excluded.due,
  flagged_at = excluded.flagged_at, noticed = excluded.noticed, people = excluded.people,
  deadlines = excluded.deadlines, shown = excluded.shown, version = excluded.version,
  wake_at = excluded.wake_at, escalated = excluded.escalated
WHERE excluded.version >= cases.version`;

const SORT_COLUMN: Readonly<Record<CaseSort, string>> = {
  score: 'score',
  due: `coalesce(due, ${String(Number.MAX_SAFE_INTEGER)})`,
  opened: 'flagged_at',
  id: 'id',
};

/** Members that are shown and never asked for. */
type Shown = Pick<CaseRow, 'part' | 'signals' | 'links' | 'outcome' | 'attention'>;

interface StoredRow extends Omit<
  CaseRow,
  'people' | 'deadlines' | 'noticed' | 'escalated' | keyof Shown
> {
  readonly people: string;
  readonly escalated: string;
  readonly deadlines: string;
  readonly noticed: number;
  readonly shown: string;
}

/** Part of a WHERE clause with its parameters. */
interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

/** The case index in SQLite. Open it with `openCaseIndex`. */
class SqliteCaseIndex implements CaseIndex {
  constructor(private readonly sql: SqlClient) {}

  async put(rows: readonly CaseRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.write(rows.map((row) => ({ sql: PUT, params: paramsOf(row) })));
  }

  async get(id: string): Promise<CaseRow | undefined> {
    const row = await this.sql.get<StoredRow>(`SELECT ${COLUMNS} FROM cases WHERE id = ?`, [id]);
    return row && rowFrom(row);
  }

  async ids(): Promise<readonly string[]> {
    const rows = await this.sql.all<{ id: string }>('SELECT id FROM cases ORDER BY id');
    return rows.map(({ id }) => id);
  }

  async list(query: CaseQuery): Promise<readonly CaseRow[]> {
    const column = SORT_COLUMN[query.sort];
    const way = query.descending ? 'DESC' : 'ASC';
    const { sql, params } = all([inScope(query.scope), ...filters(query), pageAfter(query)]);
    const rows = await this.sql.all<StoredRow>(
      `SELECT ${COLUMNS} FROM cases WHERE ${sql} ORDER BY ${column} ${way}, id ${way} LIMIT ?`,
      [...params, query.limit],
    );
    return rows.map(rowFrom);
  }

  async waking(now: number, limit: number): Promise<readonly string[]> {
    const rows = await this.sql.all<{ id: string }>(
      'SELECT id FROM cases WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?',
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
    const { sql, params } = all([inScope(scope), { sql: 'cases.due < ?', params: [dueBefore] }]);
    const { due = -1, case: id = '', name = '' } = after ?? {};
    const rows = await this.sql.all<{ id: string; status: string; offering: string; d: string }>(
      `SELECT cases.id, status, offering, one.value AS d
       FROM cases, json_each(cases.deadlines) AS one
       WHERE ${sql} AND one.value ->> 'state' = 'running' AND one.value ->> 'pausedSince' IS NULL
         AND one.value ->> 'due' < ?
         AND (one.value ->> 'due', cases.id, one.value ->> 'name') > (?, ?, ?)
       ORDER BY one.value ->> 'due', cases.id, one.value ->> 'name' LIMIT ?`,
      [...params, dueBefore, due, id, name, limit],
    );
    return rows.map(({ id, d, ...rest }) => ({
      case: id,
      ...rest,
      deadline: JSON.parse(d) as Deadline,
    }));
  }

  async clear(): Promise<void> {
    await this.sql.write([{ sql: 'DELETE FROM cases' }, { sql: 'DELETE FROM case_readers' }]);
  }

  async load(reader: string): Promise<number> {
    const sql = 'SELECT position FROM case_readers WHERE reader = ?';
    return (await this.sql.get<{ position: number }>(sql, [reader]))?.position ?? 0;
  }

  async save(reader: string, position: number): Promise<void> {
    const sql = `INSERT INTO case_readers VALUES (?, ?)
      ON CONFLICT (reader) DO UPDATE SET position = excluded.position`;
    await this.sql.write([{ sql, params: [reader, position] }]);
  }
}

/** Lays the tables out where they are missing. */
export const openCaseIndex = async (sql: SqlClient): Promise<CaseIndex> => {
  await sql.migrate('case-index', 4, DDL);
  return new SqliteCaseIndex(sql);
};

const COLUMNS = `id, family, violation, student, offering, college, status, score, assignee, due,
  flagged_at AS flaggedAt, noticed, people, deadlines, shown, version, wake_at AS wakeAt,
  escalated`;

const paramsOf = (row: CaseRow): SqlValue[] => [
  ...[row.id, row.family, row.violation, row.student, row.offering, row.college, row.status],
  ...[row.score, row.assignee, row.due, row.flaggedAt, Number(row.noticed)],
  ...[JSON.stringify(row.people), JSON.stringify(row.deadlines)],
  ...[JSON.stringify(shownOf(row)), row.version, row.wakeAt, JSON.stringify(row.escalated)],
];

const shownOf = ({ part, signals, links, outcome, attention }: CaseRow): Shown => ({
  ...{ part, signals, links, outcome, attention },
});

const rowFrom = ({ shown, ...row }: StoredRow): CaseRow => ({
  ...row,
  ...(JSON.parse(shown) as Shown),
  noticed: row.noticed === 1,
  people: JSON.parse(row.people) as string[],
  escalated: JSON.parse(row.escalated) as string[],
  deadlines: JSON.parse(row.deadlines) as Deadline[],
});

const all = (conditions: readonly (Condition | undefined)[]): Condition => {
  const given = conditions.filter((one) => one !== undefined);
  return {
    sql: given.map(({ sql }) => `(${sql})`).join(' AND ') || 'true',
    params: given.flatMap(({ params }) => params),
  };
};

const SITS = 'EXISTS (SELECT 1 FROM json_each(cases.people) WHERE value = ?)';

const ESCALATED = 'EXISTS (SELECT 1 FROM json_each(cases.escalated) WHERE value = ?)';
const ATTENTION = `EXISTS (SELECT 1 FROM json_each(cases.shown, '$.attention')
  WHERE value ->> 'code' = ?)`;

const inScope = (scope: CaseScope): Condition | undefined => {
  switch (scope.kind) {
    case 'all':
      return undefined;
    case 'college':
      return { sql: `college = ? OR ${SITS}`, params: [scope.college, scope.person] };
    case 'student':
      return { sql: 'student = ? AND noticed = 1', params: [scope.student] };
    case 'queue': {
      const places = (statuses: readonly string[]) => statuses.map(() => '?').join(', ');
      return {
        sql: `(family = 'violation' AND status IN (${places(scope.statuses)}))
          OR (family <> 'violation' AND status IN (${places(scope.short)}))
          OR ${ESCALATED} OR ${SITS}`,
        params: [...scope.statuses, ...scope.short, scope.role, scope.person],
      };
    }
  }
};

const EQUALS = ['family', 'violation', 'student', 'offering', 'college', 'assignee'] as const;

const filters = (query: CaseQuery): (Condition | undefined)[] => [
  query.status === undefined
    ? { sql: 'status <> ?', params: ['withdrawn'] }
    : { sql: 'status = ?', params: [query.status] },
  ...EQUALS.map((column): Condition | undefined => {
    const wanted = query[column];
    return wanted === undefined ? undefined : { sql: `${column} = ?`, params: [wanted] };
  }),
  query.attention === undefined ? undefined : { sql: ATTENTION, params: [query.attention] },
  query.dueBefore === undefined ? undefined : { sql: 'due < ?', params: [query.dueBefore] },
];

const pageAfter = ({ after, sort, descending }: CaseQuery): Condition | undefined =>
  after && {
    sql: `(${SORT_COLUMN[sort]}, id) ${descending ? '<' : '>'} (?, ?)`,
    params: [after.value, after.id],
  };
