import type { CaseIndex } from '../../cases/case-index.js';
import { all, waysInto, type Condition, type Way } from './case-pages.js';

export type DeadlineQuery = Parameters<CaseIndex['deadlines']>[0];

/**
 * Deadlines that wait for somebody (`isUnmet`), beside the cases: in the order of a page, and in that order by what
 * scopes ask for. `nth` is the place among the case's deadlines.
 */
export const DEADLINES_DDL = `
DROP TABLE IF EXISTS case_deadlines;
CREATE TABLE case_deadlines (
  due INTEGER NOT NULL, case_id TEXT NOT NULL, name TEXT NOT NULL, nth INTEGER NOT NULL,
  family TEXT NOT NULL, status TEXT NOT NULL, college TEXT, deadline TEXT NOT NULL,
  PRIMARY KEY (due, case_id, name, nth)
) WITHOUT ROWID;
CREATE INDEX case_deadlines_by_case ON case_deadlines (case_id);
CREATE INDEX case_deadlines_by_status ON case_deadlines (status, due, case_id, name, family);
CREATE INDEX case_deadlines_by_college ON case_deadlines (college, due, case_id, name);
`;

const UNMET = `INSERT INTO case_deadlines
  SELECT value ->> 'due', NEW.id, value ->> 'name', key, NEW.family, NEW.status, NEW.college, value
  FROM json_each(NEW.deadlines)
  WHERE value ->> 'state' = 'running'
    OR (value ->> 'state' = 'overdue' AND value ->> 'metAt' IS NULL);`;

/** To be laid out after the table of cases. */
export const DEADLINES_KEPT = `
CREATE TRIGGER cases_timed AFTER INSERT ON cases WHEN NEW.deadlines <> '[]' BEGIN ${UNMET} END;
CREATE TRIGGER cases_retimed AFTER UPDATE ON cases
WHEN (NEW.deadlines <> OLD.deadlines OR NEW.status <> OLD.status OR NEW.college IS NOT OLD.college
  OR NEW.family <> OLD.family) AND NOT (NEW.deadlines = '[]' AND OLD.deadlines = '[]')
BEGIN DELETE FROM case_deadlines WHERE case_id = NEW.id; ${UNMET} END;
`;

const KEY = ['due', 'case_id', 'name'].map((column) => `d.${column}`).join(', ');

/** Where a way's deadlines are found: by their own index, or those of the few cases that it leads to. */
const sourceOf = ({ scope }: DeadlineQuery, { seat }: Way): string => {
  if (seat !== undefined)
    return 'case_seats CROSS JOIN case_deadlines d ON d.case_id = case_seats.case_id';
  return scope.kind === 'student'
    ? 'cases CROSS JOIN case_deadlines d ON d.case_id = cases.id'
    : 'case_deadlines d';
};

/** The first deadlines of a query's page along a way. */
const along = (query: DeadlineQuery, way: Way): Condition => {
  const { dueBefore, after, limit } = query;
  const { sql, params } = all([
    way.seat === undefined ? undefined : { sql: 'who = ?', params: [way.seat] },
    way.condition,
    { sql: 'd.due < ?', params: [dueBefore] },
    after && { sql: `(${KEY}) > (?, ?, ?)`, params: [after.due, after.case, after.name] },
  ]);
  return {
    sql: `SELECT ${KEY}, nth FROM ${sourceOf(query, way)} WHERE ${sql} ORDER BY ${KEY} LIMIT ?`,
    params: [...params, limit],
  };
};

/** The statement that reads a page of deadlines with their cases. */
export const deadlinePageOf = (query: DeadlineQuery): Condition => {
  const found = waysInto(query.scope).map((way) => along(query, way));
  return {
    sql: `WITH found AS (${found.map(({ sql }) => `SELECT * FROM (${sql})`).join(' UNION ')})
      SELECT cases.id, cases.status, cases.offering, d.deadline
      FROM found CROSS JOIN case_deadlines d USING (due, case_id, name, nth)
      CROSS JOIN cases ON cases.id = d.case_id ORDER BY ${KEY}, nth LIMIT ?`,
    params: [...found.flatMap(({ params }) => params), query.limit],
  };
};
