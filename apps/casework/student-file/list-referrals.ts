import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { rowOf } from '../../../libs/cases/case-row.js';
import type { CaseEventOf } from '../../../libs/cases/events.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault } from '../../../libs/event-sourcing/vault.js';
import { decodeCursor, encodeCursor, type Page } from '../../../libs/platform/http/paging.js';
import type { Principal } from '../../../libs/platform/principal.js';
import { EVENT_STORE, VAULT } from '../../../libs/platform/tokens.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { CaseDesk } from '../cases/case-desk.js';
import { caseOf } from '../cases/case-index-reader.js';
import { revealing } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { isPosition } from '../shared/is-position.js';

type Shown = Readonly<Record<string, unknown>>;
type Referred = RecordedEvent<CaseEventOf<'CaseReferred'>>;

/** Referrals to the authorities: organisers who broke the law (art. 24). */
export class ListReferrals extends Query<Page<Shown>> {
  constructor(
    readonly cursor: string | undefined,
    readonly limit: number,
    readonly caller: Principal,
  ) {
    super();
  }
}

const PAGE = 500;

@QueryHandler(ListReferrals)
export class ListReferralsHandler implements IQueryHandler<ListReferrals> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    private readonly desk: CaseDesk,
    private readonly roster: RosterReader,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ cursor, limit, caller }: ListReferrals): Promise<Page<Shown>> {
    const items: Shown[] = [];
    const types = ['CaseReferred'];
    for (let after = decodeCursor(cursor, isPosition) ?? 0; ;) {
      const page = await this.store.readAll({ after, limit: PAGE, types });
      for (const event of page.events as unknown as readonly Referred[]) {
        const shown = await this.shown(event, caller);
        if (!shown) continue;
        if (items.length === limit) return { items, next: encodeCursor(after) };
        items.push(shown);
        after = event.position;
      }
      if (page.next <= after) return { items };
      after = page.next;
    }
  }

  /** Undefined for a case of another college than the officer's. */
  private async shown(event: Referred, caller: Principal): Promise<Shown | undefined> {
    const found = await this.desk.load(caseOf(event) ?? '');
    if (!found) return undefined;
    const { view } = this.roster;
    const { id, student, offering, college: where, violation, part } = rowOf(found);
    const college = caller.role === 'officer' ? view.person(caller.name)?.college : undefined;
    if (college !== undefined && college !== where) return undefined;
    const { at, by, authority, reason } = event.data;
    const values = { at, by, authority, reason, student };
    const number = view.numberOf(student) ?? null;
    const { zone } = this.installation;
    const reveal = await revealing(values, { vault: this.vault, zone, subject: student, number });
    return { case: id, offering, violation, part, ...(reveal(values) as object) };
  }
}
