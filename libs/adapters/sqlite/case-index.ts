import type { CaseIndex, CaseQuery, CaseRow, DueDeadline } from '../../cases/case-index.js';
import type { Deadline } from '../../cases/deadline.js';
import { pageOf } from './case-pages.js';
import {
  deadlinePageOf,
  DEADLINES_DDL,
  DEADLINES_KEPT,
  type DeadlineQuery,
} from './deadline-pages.js';
import type { SqlClient, SqlValue, Statement } from './sql-client.js';

/** Who sits on a case, and the roles it was escalated to: found without looking into every case. */
const SEAT = ['person', 'role']
  .map(
    (kind) => `INSERT OR IGNORE INTO case_seats
  SELECT '${kind} ' || value, NEW.id, coalesce(NEW.due, 9007199254740991), NEW.score
  FROM json_each(NEW.${kind === 'person' ? 'people' : 'escalated'});`,
  )
  .join('\n');

// A read side of an older shape is dropped and read anew.
const DDL = `
DROP TABLE IF EXISTS cases;
DROP TABLE IF EXISTS case_seats;
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
CREATE INDEX cases_by_college_due ON cases (college, coalesce(due, 9007199254740991), id);
CREATE INDEX cases_by_assignee ON cases (assignee, status) WHERE assignee IS NOT NULL;
CREATE INDEX cases_by_wake ON cases (wake_at, id) WHERE wake_at IS NOT NULL;
CREATE INDEX cases_by_student ON cases (student);
CREATE INDEX cases_by_offering ON cases (offering);
CREATE TABLE case_seats (
  who TEXT NOT NULL, case_id TEXT NOT NULL, seat_due INTEGER NOT NULL, seat_score REAL NOT NULL,
  PRIMARY KEY (who, seat_due, case_id)
) WITHOUT ROWID;
CREATE INDEX case_seats_by_score ON case_seats (who, seat_score, case_id);
CREATE INDEX case_seats_by_case ON case_seats (case_id, who);
CREATE TRIGGER cases_seated AFTER INSERT ON cases
WHEN NEW.people <> '[]' OR NEW.escalated <> '[]'
BEGIN ${SEAT} END;
CREATE TRIGGER cases_reseated AFTER UPDATE ON cases
WHEN (NEW.people <> OLD.people OR NEW.escalated <> OLD.escalated OR NEW.due IS NOT OLD.due
  OR NEW.score <> OLD.score)
  AND NOT (NEW.people = '[]' AND OLD.people = '[]' AND NEW.escalated = '[]' AND OLD.escalated = '[]')
BEGIN DELETE FROM case_seats WHERE case_id = NEW.id; ${SEAT} END;
CREATE TABLE case_readers (reader TEXT PRIMARY KEY, position INTEGER NOT NULL) WITHOUT ROWID;
${DEADLINES_DDL}${DEADLINES_KEPT}`;

const COLUMN_NAMES = [
  ...['id', 'family', 'violation', 'student', 'offering', 'college', 'status', 'score', 'assignee'],
  ...['due', 'flagged_at', 'noticed', 'people', 'deadlines', 'shown', 'version', 'wake_at'],
  'escalated',
] as const;
type Column = (typeof COLUMN_NAMES)[number];

/** By what makes them change: who and what a case is about, where it stands, and what no index holds. */
const GIVEN: readonly Column[] = [
  ...(['family', 'violation', 'student', 'offering', 'college', 'score', 'flagged_at'] as const),
];
const STANDING: readonly Column[] = ['status', 'assignee', 'due', 'wake_at'];
const REST: readonly Column[] = [
  ...(['noticed', 'people', 'deadlines', 'shown', 'version', 'escalated'] as const),
];

const differ = (columns: readonly Column[]): string =>
  `(${columns.map((one) => `excluded.${one} IS NOT cases.${one}`).join(' OR ')})`;

const put = (columns: readonly Column[], condition: string): string => `
  INSERT INTO cases VALUES (${COLUMN_NAMES.map(() => '?').join()})
  ON CONFLICT (id) DO UPDATE SET ${columns.map((one) => `${one} = excluded.${one}`).join()}
  WHERE excluded.version >= cases.version AND ${condition}`;

/**
 * One of them does it, the others find nothing to do. An index is written anew whenever a statement sets one of its
 * columns, to the same value too: setting all of them wrote twenty pages a command, and the disk was busy with
 * them when the next command came.
 */
const PUTS: readonly string[] = [
  put(REST, `NOT ${differ([...GIVEN, ...STANDING])}`),
  put([...STANDING, ...REST], `NOT ${differ(GIVEN)} AND ${differ(STANDING)}`),
  put([...GIVEN, ...STANDING, ...REST], differ(GIVEN)),
];

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

/** The case index in SQLite. Open it with `openCaseIndex`. */
class SqliteCaseIndex implements CaseIndex {
  constructor(private readonly sql: SqlClient) {}

  async put(rows: readonly CaseRow[]): Promise<void> {
    if (rows.length === 0) return;
    await this.sql.write(rows.flatMap(statementsOf));
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
    const { sql, params } = pageOf(query, COLUMNS);
    const rows = await this.sql.all<StoredRow>(sql, params);
    return rows.map(rowFrom);
  }

  async waking(now: number, limit: number): Promise<readonly string[]> {
    const rows = await this.sql.all<{ id: string }>(
      'SELECT id FROM cases WHERE wake_at <= ? ORDER BY wake_at, id LIMIT ?',
      [now, limit],
    );
    return rows.map(({ id }) => id);
  }

  async deadlines(query: DeadlineQuery): Promise<readonly DueDeadline[]> {
    const { sql, params } = deadlinePageOf(query);
    const rows = await this.sql.all<{
      id: string;
      status: string;
      offering: string;
      deadline: string;
    }>(sql, params);
    return rows.map(({ id, deadline, ...rest }) => ({
      case: id,
      ...rest,
      deadline: JSON.parse(deadline) as Deadline,
    }));
  }

  async clear(): Promise<void> {
    await this.sql.write(
      ['cases', 'case_seats', 'case_deadlines', 'case_readers'].map((table) => ({
        sql: `DELETE FROM ${table}`,
      })),
    );
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
  await sql.migrate('case-index', 8, DDL);
  return new SqliteCaseIndex(sql);
};

const COLUMNS = `id, family, violation, student, offering, college, status, score, assignee, due,
  flagged_at AS flaggedAt, noticed, people, deadlines, shown, version, wake_at AS wakeAt,
  escalated`;

const valuesOf = (row: CaseRow): Readonly<Record<Column, SqlValue>> => ({
  ...{ id: row.id, family: row.family, violation: row.violation, student: row.student },
  ...{ offering: row.offering, college: row.college, status: row.status, score: row.score },
  ...{ assignee: row.assignee, due: row.due, flagged_at: row.flaggedAt, wake_at: row.wakeAt },
  ...{ noticed: Number(row.noticed), version: row.version, shown: JSON.stringify(shownOf(row)) },
  ...{ people: JSON.stringify(row.people), deadlines: JSON.stringify(row.deadlines) },
  escalated: JSON.stringify(row.escalated),
});

const statementsOf = (row: CaseRow): readonly Statement[] => {
  const values = valuesOf(row);
  const params = COLUMN_NAMES.map((column) => values[column]);
  return PUTS.map((sql) => ({ sql, params }));
};

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
