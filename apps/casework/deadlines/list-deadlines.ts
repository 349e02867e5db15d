import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { CaseIndex, DueDeadline } from '../../../libs/cases/case-index.js';
import { decodeCursor, encodeCursor } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { CASE_INDEX, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { instantIn } from '../cases/reveal.js';
import { stampedDeadline } from '../cases/stamped-deadline.js';
import { scopeOf } from '../cases/visibility.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';

/**
 * What waits for somebody in the cases that the caller may see: clocks that run, paused ones with
 * `pausedSince`, and those missed and not met since. `dueBefore` in milliseconds.
 */
export class ListDeadlines extends Query<unknown> {
  constructor(
    readonly caller: Principal,
    readonly dueBefore: number | undefined,
    readonly cursor: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

interface After {
  readonly due: number;
  readonly case: string;
  readonly name: string;
}

const isAfter = (value: unknown): value is After => {
  if (typeof value !== 'object' || value === null) return false;
  const { due, case: id, name } = value as Record<string, unknown>;
  return typeof due === 'number' && typeof id === 'string' && typeof name === 'string';
};

@QueryHandler(ListDeadlines)
export class ListDeadlinesHandler implements IQueryHandler<ListDeadlines> {
  constructor(
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ caller, dueBefore, cursor, limit }: ListDeadlines): Promise<unknown> {
    const after = decodeCursor(cursor, isAfter);
    const found = await this.index.deadlines({
      scope: scopeOf(caller, this.roster),
      dueBefore: dueBefore ?? Number.MAX_SAFE_INTEGER,
      limit: limit + 1,
      ...(after === undefined ? {} : { after }),
    });
    const page = found.slice(0, limit);
    const last = page.at(-1);
    const items = page.map((one) => this.item(one));
    if (found.length <= limit || !last) return { items };
    const { due, name } = last.deadline;
    return { items, next: encodeCursor({ due, case: last.case, name }) };
  }

  private item({ deadline, ...rest }: DueDeadline) {
    const stamp = instantIn(this.installation.zone);
    return { ...rest, ...stampedDeadline(deadline, stamp) };
  }
}
