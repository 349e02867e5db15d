import { Inject, Injectable } from '@nestjs/common';
import type { ActivityLedger, LedgerEvent } from '../../../libs/activity/activity-ledger.js';
import { ledgerEventsOf, signalsOf } from '../../../libs/case-file/gather.js';
import { rawKey } from '../../../libs/case-file/redaction/raw-text.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { EVENT_STORE, LEDGER, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { Remembered } from '../shared/remembered.js';

interface Cited {
  /** Accounts that are not the student's: of whomever, whether the roster knows them or not. */
  readonly others: readonly string[];
  /** Keys (`rawKey`) of the events that are the student's own. */
  readonly own: ReadonlySet<string>;
}

/** Whose the vendors' events are that a case cites. */
@Injectable()
export class CitedAccounts {
  private readonly known = new Remembered<Cited>();

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(LEDGER) private readonly ledger: ActivityLedger,
    @Inject(ROSTER) private readonly roster: RosterView,
  ) {}

  /** `events` are the case's, from version 1 on. */
  of(events: readonly RecordedEvent[]): Promise<Cited> {
    const last = events.at(-1);
    const key = JSON.stringify([last?.stream, last?.version, this.roster.revision]);
    return this.known.get(key, () => this.find(events));
  }

  private async find(events: readonly RecordedEvent[]): Promise<Cited> {
    const { student = '' } = (events[0]?.data ?? {}) as { readonly student?: string };
    const signals = await signalsOf(this.store, events);
    const cited = await ledgerEventsOf(this.ledger, [...events, ...signals]);
    const isOwn = isOf(this.roster);
    const [own, others] = [new Set<string>(), new Set<string>()];
    for (const event of cited)
      if (isOwn(student, event)) own.add(rawKey(event));
      else if (event.account !== undefined) others.add(event.account);
    return { others: [...others], own };
  }
}

/** By all that is known today: what was found to be somebody else's is not given out again. */
export const isOf =
  (roster: RosterView) =>
  (subject: string, { source, account, time }: LedgerEvent): boolean => {
    if (account === undefined) return false;
    const owner = roster.ownerOf(source, account, time);
    return owner.kind === 'student' && owner.subject === subject;
  };
