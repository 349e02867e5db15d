import { Inject, Injectable } from '@nestjs/common';
import type { AccountRef, ActivityLedger } from '../../../libs/activity/activity-ledger.js';
import { keepingOf } from '../../../libs/case-file/retention.js';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import type { SignalIndex } from '../../../libs/detection/signal-index.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { CASE_INDEX, LEDGER, SIGNAL_INDEX } from '../../../libs/platform/tokens.js';
import type { Standing } from '../../../libs/retention/obstacles.js';
import type { Kept } from '../../../libs/retention/retention-end.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import { CaseDesk } from '../cases/case-desk.js';
import { CaseIndexReader } from '../cases/case-index-reader.js';

const MOST_CASES = 500;

/** Everything that bears on whether a person may be erased. */
@Injectable()
export class PersonStanding {
  constructor(
    private readonly desk: CaseDesk,
    private readonly cases: CaseIndexReader,
    private readonly roster: RosterReader,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
    @Inject(SIGNAL_INDEX) private readonly signals: SignalIndex,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
  ) {}

  async of(subject: string, held: boolean): Promise<Standing> {
    await this.cases.caughtUp();
    const { view } = this.roster;
    const windowEnds = view.enrolmentsOf(subject).flatMap(({ offering, status }) => {
      const window = status === 'active' ? view.offering(offering)?.window : undefined;
      return window ? [window.to] : [];
    });
    return {
      ...{ held, windowEnds },
      cases: await this.casesOf(subject),
      sharedAccounts: this.sharedAccounts(subject),
      citedIn: await this.citedIn(subject),
    };
  }

  /** What the time of keeping hangs on; an enrolment that was dropped counts, its events are there. */
  async keptFor(subject: string): Promise<Kept> {
    await this.cases.caughtUp();
    return { windowEnds: this.windowEndsOf(subject), cases: await this.casesOf(subject) };
  }

  windowEndsOf(subject: string): Kept['windowEnds'] {
    const { view } = this.roster;
    return view.enrolmentsOf(subject).map(({ offering }) => view.offering(offering)?.window?.to);
  }

  /** Each account once; validity does not matter: its events go as a whole. */
  accountsOf(subject: string): readonly AccountRef[] {
    const accounts = this.roster.view.accountsOf(subject);
    const named = accounts.map(({ source, account }) => [
      `${source}\n${account}`,
      { source, account },
    ]);
    return [...new Map(named as [string, AccountRef][]).values()];
  }

  private async casesOf(subject: string): Promise<readonly (readonly RecordedEvent[])[]> {
    const query = { scope: { kind: 'all' as const }, student: subject, limit: MOST_CASES };
    const order = { sort: 'id' as const, descending: false };
    const rows = [
      ...(await this.index.list({ ...query, ...order })),
      ...(await this.index.list({ ...query, ...order, status: 'withdrawn' })),
    ];
    const ids = [...new Set(rows.map(({ id }) => id))];
    return Promise.all(ids.map((id) => this.desk.history(id)));
  }

  private sharedAccounts(subject: string): number {
    const { view } = this.roster;
    const own = new Set(this.accountsOf(subject).map(nameOf));
    const shared = new Set<string>();
    for (const other of own.size === 0 ? [] : view.students())
      if (other !== subject)
        for (const one of view.accountsOf(other)) if (own.has(nameOf(one))) shared.add(nameOf(one));
    return shared.size;
  }

  /** Signals of others that cite the person's events, and which of their cases are open. */
  private async citedIn(subject: string): Promise<number> {
    const citing = new Set<string>();
    for (const account of this.accountsOf(subject))
      for await (const page of this.ledger.accountPages(account)) {
        const links = await this.signals.linksOf(page.map(({ source, id }) => ({ source, id })));
        for (const { id } of [...links.values()].flat()) citing.add(id);
      }
    const others = new Set<string>();
    for (const id of citing) {
      const signal = await this.signals.get(id);
      if (signal && signal.subject !== subject) others.add(signal.subject);
    }
    let open = 0;
    for (const other of others)
      for (const events of await this.casesOf(other))
        if (keepingOf(events).legalHold !== 'no' && rests(events, citing)) open += 1;
    return open;
  }
}

const nameOf = ({ source, account }: AccountRef): string => `${source}\n${account}`;

/** Whether any of the signals is named in the case. */
const rests = (events: readonly RecordedEvent[], signals: ReadonlySet<string>): boolean =>
  events.some(({ data }) => {
    const named = (data as { signals?: readonly unknown[] }).signals ?? [];
    return named.some((one) => signals.has(typeof one === 'string' ? one : idOf(one)));
  });

const idOf = (value: unknown): string =>
  typeof value === 'object' && value !== null && 'id' in value ? String(value.id) : '';
