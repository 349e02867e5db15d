import type { CaseQuery, CaseScope, CaseSort } from '../../cases/case-index.js';
import type { SqlValue } from './sql-client.js';

/** Part of a statement with its parameters. */
export interface Condition {
  readonly sql: string;
  readonly params: readonly SqlValue[];
}

export const all = (conditions: readonly (Condition | undefined)[]): Condition => {
  const given = conditions.filter((one) => one !== undefined);
  return {
    sql: given.map(({ sql }) => `(${sql})`).join(' AND ') || 'true',
    params: given.flatMap(({ params }) => params),
  };
};

/**
 * A way to cases of a scope that one index leads along in the order of a page. The first rows of all ways
 * together hold the first rows of the scope, however many cases there are.
 */
export interface Way {
  readonly condition?: Condition;
  /** The cases of a seat: `person li`, `role reviewer`. */
  readonly seat?: string;
}

export const waysInto = (scope: CaseScope): readonly Way[] => {
  switch (scope.kind) {
    case 'all':
      return [{}];
    case 'college':
      return [
        { condition: { sql: 'college = ?', params: [scope.college] } },
        { seat: `person ${scope.person}` },
      ];
    case 'student':
      return [{ condition: { sql: 'student = ? AND noticed = 1', params: [scope.student] } }];
    case 'queue': {
      const waiting = (family: '=' | '<>') => (status: string) => ({
        condition: { sql: `family ${family} 'violation' AND status = ?`, params: [status] },
      });
      return [
        ...scope.statuses.map(waiting('=')),
        ...scope.short.map(waiting('<>')),
        { seat: `role ${scope.role}` },
        { seat: `person ${scope.person}` },
      ];
    }
  }
};

const ATTENTION = `EXISTS (SELECT 1 FROM json_each(cases.shown, '$.attention')
  WHERE value ->> 'code' = ?)`;

const EQUALS = ['family', 'violation', 'student', 'offering', 'college', 'assignee'] as const;

const filters = (query: CaseQuery): readonly (Condition | undefined)[] => [
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

type Columns = Readonly<Record<CaseSort, string>>;

const OF_CASES: Columns = {
  score: 'score',
  due: `coalesce(due, ${String(Number.MAX_SAFE_INTEGER)})`,
  opened: 'flagged_at',
  id: 'id',
};

const OF_SEATS: Columns = {
  ...{ score: 'seat_score', due: 'seat_due', opened: 'flagged_at', id: 'case_id' },
};

/**
 * A student has few cases; an offering and the order of ids lead through thousands, and nothing tells the
 * planner which is which.
 */
const OF_ONE_STUDENT = 'cases INDEXED BY cases_by_student';

/** The first rows of a query's page along a way. */
const along = (query: CaseQuery, { condition, seat }: Way, columns: string): Condition => {
  const { sort, descending, after, limit } = query;
  const [from, { [sort]: column, id }] =
    seat === undefined
      ? [query.student === undefined ? 'cases' : OF_ONE_STUDENT, OF_CASES]
      : ['case_seats CROSS JOIN cases ON cases.id = case_id', OF_SEATS];
  const { sql, params } = all([
    seat === undefined ? undefined : { sql: 'who = ?', params: [seat] },
    condition,
    ...filters(query),
    after && {
      sql: `(${column}, ${id}) ${descending ? '<' : '>'} (?, ?)`,
      params: [after.value, after.id],
    },
  ]);
  return {
    sql: `SELECT ${columns} FROM ${from} WHERE ${sql} ${ordered(column, id, descending)} LIMIT ?`,
    params: [...params, limit],
  };
};

const ordered = (column: string, id: string, descending: boolean): string => {
  const way = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${column} ${way}, ${id} ${way}`;
};

/** The statement that reads a page. */
export const pageOf = (query: CaseQuery, columns: string): Condition => {
  const [first = {}, ...others] = waysInto(query.scope);
  if (others.length === 0) return along(query, first, columns);
  const found = [first, ...others].map((way) => along(query, way, 'id'));
  const order = ordered(OF_CASES[query.sort], 'id', query.descending);
  return {
    // A cross join: the few that were found lead to their rows, and not every case to whether it was found.
    sql: `WITH found AS (${found.map(({ sql }) => `SELECT * FROM (${sql})`).join(' UNION ')})
      SELECT ${columns} FROM found CROSS JOIN cases USING (id) ${order} LIMIT ?`,
    params: [...found.flatMap(({ params }) => params), query.limit],
  };
};
