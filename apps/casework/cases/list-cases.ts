import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  SORTS,
  sortValue,
  type CaseIndex,
  type CaseQuery,
  type CaseRow,
  type CaseSort,
} from '../../../libs/cases/case-index.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CASE_INDEX, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { decodeCursor, encodeCursor, readInstant, readLimit } from '../shared/cursor.js';
import { without } from '../shared/without.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { instantIn } from './reveal.js';
import { scopeOf } from './visibility.js';

/** The query string as it came. */
export type ListFilter = Readonly<Record<string, string | undefined>>;

/** The cases that the caller may see. */
export class ListCases extends Query<unknown> {
  constructor(
    readonly filter: ListFilter,
    readonly caller: Principal,
  ) {
    super();
  }
}

interface After {
  readonly value: number | string;
  readonly id: string;
}

const isAfter = (value: unknown): value is After =>
  typeof value === 'object' && value !== null && 'value' in value && 'id' in value;

@QueryHandler(ListCases)
export class ListCasesHandler implements IQueryHandler<ListCases> {
  constructor(
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ filter, caller }: ListCases): Promise<unknown> {
    const query = this.queryFrom(filter, caller);
    if (query === undefined) return { items: [] };
    const rows = await this.index.list({ ...query, limit: query.limit + 1 });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const items = page.map((row) => this.item(row, caller));
    if (rows.length <= query.limit || !last) return { items };
    return { items, next: encodeCursor({ value: sortValue(last, query.sort), id: last.id }) };
  }

  /** Undefined when a filter names somebody whom the roster does not know. */
  private queryFrom(filter: ListFilter, caller: Principal): CaseQuery | undefined {
    const { status, family, violation, offering, college, assignee } = filter;
    const student = filter['student'] && this.roster.subjectOf(filter['student']);
    if (filter['student'] !== undefined && student === undefined) return undefined;
    const dueBefore = readInstant('dueBefore', filter['dueBefore']);
    const after = decodeCursor(filter['cursor'], isAfter);
    const wanted = { status, family, violation, student, offering, college, assignee };
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    return {
      scope: scopeOf(caller, this.roster),
      ...Object.fromEntries(given),
      ...(dueBefore === undefined ? {} : { dueBefore }),
      ...(after === undefined ? {} : { after }),
      ...readSort(filter['sort']),
      limit: readLimit(filter['limit']),
    };
  }

  private item(row: CaseRow, { role }: Principal) {
    const stamp = instantIn(this.installation.zone);
    const { student, due, flaggedAt, ...rest } = without(row, 'noticed', 'people');
    const shown = {
      ...rest,
      student: this.roster.numberOf(student) ?? null,
      due: due === null ? null : stamp(due),
      flaggedAt: stamp(flaggedAt),
      deadlines: row.deadlines.map((one) => ({
        ...one,
        start: stamp(one.start),
        due: stamp(one.due),
        ...(one.pausedSince === undefined ? {} : { pausedSince: stamp(one.pausedSince) }),
      })),
    };
    return role === 'student' ? without(shown, 'score', 'attention', 'assignee') : shown;
  }
}

/** `score`, `due`, `opened` or `id`, a minus before it for descending; the highest score first by default. */
const readSort = (text = '-score'): { sort: CaseSort; descending: boolean } => {
  const descending = text.startsWith('-');
  const sort = SORTS.find((name) => name === text.replace(/^-/, ''));
  if (sort) return { sort, descending };
  throw new Problem(400, 'invalid', `must be one of ${SORTS.join(', ')}, or with a minus`, {
    pointer: '/sort',
  });
};
