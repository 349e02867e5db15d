import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  sortValue,
  type CaseIndex,
  type CaseQuery,
  type CaseRow,
  type CaseSort,
} from '../../../libs/cases/case-index.js';
import { decodeCursor, encodeCursor } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { CASE_INDEX, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { readInstant } from '../shared/read-instant.js';
import { without } from '../shared/without.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { instantIn } from './reveal.js';
import { stampedDeadline } from './stamped-deadline.js';
import { scopeOf } from './visibility.js';
import type { CaseParams, SortWord } from './case-params.js';

/** The cases that the caller may see. */
export class ListCases extends Query<unknown> {
  constructor(
    readonly filter: CaseParams,
    readonly caller: Principal,
  ) {
    super();
  }
}

interface After {
  readonly value: number | string;
  readonly id: string;
}

/** A cursor goes with the order in which it was handed out. */
const isAfter =
  (sort: CaseSort) =>
  (given: unknown): given is After => {
    if (typeof given !== 'object' || given === null) return false;
    const { value, id } = given as Record<string, unknown>;
    return typeof value === (sort === 'id' ? 'string' : 'number') && typeof id === 'string';
  };

/** What a student does not get of the own case either. */
const HIDDEN = ['score', 'signals', 'links', 'attention', 'assignee'] as const;

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
  private queryFrom(filter: CaseParams, caller: Principal): CaseQuery | undefined {
    const { status, family, violation, offering, college, assignee, attention } = filter;
    const student =
      filter.student === undefined ? undefined : this.roster.subjectOf(filter.student);
    if (filter.student !== undefined && student === undefined) return undefined;
    const dueBefore = readInstant('dueBefore', filter.dueBefore);
    const order = readSort(filter.sort);
    const after = decodeCursor(filter.cursor, isAfter(order.sort));
    const wanted = { status, family, violation, student, offering, college, assignee, attention };
    const given = Object.entries(wanted).filter(([, value]) => value !== undefined);
    return {
      scope: scopeOf(caller, this.roster),
      ...Object.fromEntries(given),
      ...(dueBefore === undefined ? {} : { dueBefore }),
      ...(after === undefined ? {} : { after }),
      ...order,
      limit: filter.limit,
    };
  }

  private item(row: CaseRow, { role }: Principal) {
    const stamp = instantIn(this.installation.zone);
    const { student, due, flaggedAt, ...rest } = without(
      row,
      'noticed',
      'people',
      'wakeAt',
      'escalated',
    );
    const shown = {
      ...rest,
      student: this.roster.numberOf(student) ?? null,
      due: due === null ? null : stamp(due),
      outcome: row.outcome && { ...row.outcome, decidedAt: stamp(row.outcome.decidedAt) },
      flaggedAt: stamp(flaggedAt),
      deadlines: row.deadlines.map((one) => stampedDeadline(one, stamp)),
    };
    return role === 'student' ? without(shown, ...HIDDEN) : shown;
  }
}

const readSort = (word: SortWord): { sort: CaseSort; descending: boolean } => ({
  sort: word.replace(/^-/, '') as CaseSort,
  descending: word.startsWith('-'),
});
