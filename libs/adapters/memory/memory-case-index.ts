import {
  sortValue,
  type CaseIndex,
  type CaseQuery,
  type CaseRow,
  type CaseScope,
  type DueDeadline,
} from '../../cases/case-index.js';
import { isUnmet } from '../../cases/deadline.js';
import { MemoryCheckpoints } from './memory-checkpoints.js';

type Compared = number | string;

const compare = (a: readonly Compared[], b: readonly Compared[]): number => {
  const at = a.findIndex((value, index) => value !== b[index]);
  if (at < 0) return 0;
  return (a[at] as Compared) < (b[at] as Compared) ? -1 : 1;
};

const deadlineKey = ({ case: id, deadline }: DueDeadline): readonly Compared[] => [
  deadline.due,
  id,
  deadline.name,
];

/** Cases as the queues see them, for unit tests. */
export class MemoryCaseIndex implements CaseIndex {
  private rows = new Map<string, CaseRow>();
  private places = new MemoryCheckpoints();

  async put(rows: readonly CaseRow[]): Promise<void> {
    for (const row of rows)
      if (row.version >= (this.rows.get(row.id)?.version ?? row.version))
        this.rows.set(row.id, structuredClone(row));
  }

  async get(id: string): Promise<CaseRow | undefined> {
    return this.rows.get(id);
  }

  async ids(): Promise<readonly string[]> {
    return [...this.rows.keys()].sort();
  }

  async list(query: CaseQuery): Promise<readonly CaseRow[]> {
    const keyOf = (row: CaseRow) => [sortValue(row, query.sort), row.id];
    const way = query.descending ? -1 : 1;
    const { after } = query;
    return [...this.rows.values()]
      .filter((row) => isIn(query.scope, row) && fits(row, query))
      .filter((row) => !after || way * compare(keyOf(row), [after.value, after.id]) > 0)
      .sort((a, b) => way * compare(keyOf(a), keyOf(b)))
      .slice(0, query.limit);
  }

  async waking(now: number, limit: number): Promise<readonly string[]> {
    const keyOf = ({ wakeAt, id }: CaseRow) => [wakeAt ?? Infinity, id];
    return [...this.rows.values()]
      .filter(({ wakeAt }) => wakeAt !== null && wakeAt <= now)
      .sort((a, b) => compare(keyOf(a), keyOf(b)))
      .slice(0, limit)
      .map(({ id }) => id);
  }

  async deadlines({
    scope,
    dueBefore,
    after,
    limit,
  }: Parameters<CaseIndex['deadlines']>[0]): Promise<readonly DueDeadline[]> {
    const from = after && [after.due, after.case, after.name];
    return [...this.rows.values()]
      .filter((row) => isIn(scope, row))
      .flatMap(({ id, status, offering, deadlines }) =>
        deadlines.map((deadline) => ({ case: id, status, offering, deadline })),
      )
      .filter(({ deadline }) => isUnmet(deadline))
      .filter(
        (one) => one.deadline.due < dueBefore && (!from || compare(deadlineKey(one), from) > 0),
      )
      .sort((a, b) => compare(deadlineKey(a), deadlineKey(b)))
      .slice(0, limit);
  }

  async clear(): Promise<void> {
    this.rows = new Map();
    this.places = new MemoryCheckpoints();
  }

  load(reader: string): Promise<number> {
    return this.places.load(reader);
  }

  save(reader: string, position: number): Promise<void> {
    return this.places.save(reader, position);
  }
}

const isIn = (
  scope: CaseScope,
  { family, college, student, noticed, status, people, escalated }: CaseRow,
): boolean => {
  switch (scope.kind) {
    case 'all':
      return true;
    case 'college':
      return college === scope.college || people.includes(scope.person);
    case 'student':
      return student === scope.student && noticed;
    case 'queue':
      return (
        (family === 'violation' ? scope.statuses : scope.short).includes(status) ||
        escalated.includes(scope.role) ||
        people.includes(scope.person)
      );
  }
};

const EQUALS = ['family', 'violation', 'student', 'offering', 'college', 'assignee'] as const;

const fits = (row: CaseRow, query: CaseQuery): boolean =>
  (query.status === undefined ? row.status !== 'withdrawn' : row.status === query.status) &&
  EQUALS.every((member) => query[member] === undefined || query[member] === row[member]) &&
  (query.attention === undefined || row.attention.some(({ code }) => code === query.attention)) &&
  (query.dueBefore === undefined || (row.due !== null && row.due < query.dueBefore));
