import { Inject, Injectable } from '@nestjs/common';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Outcome } from '../../../libs/outcomes/outcome.js';
import { MESSAGE_TYPES } from '../../../libs/outcomes/webhooks/delivery-board.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';
import { caseOfOutcome, OutcomeDesk } from '../outcomes/outcome-desk.js';
import { OutcomePresenter } from '../outcomes/outcome-presenter.js';
import { without } from '../shared/without.js';

const PAGE = 500;

/** Messages to the registry as they leave the house, whichever way. */
@Injectable()
export class OutcomeMessages {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: OutcomeDesk,
    private readonly presenter: OutcomePresenter,
  ) {}

  /** The message by its id; undefined for one that was never said. */
  async find(id: string): Promise<Outcome | undefined> {
    const { messages } = await this.desk.load(caseOfOutcome(id));
    return messages.find((one) => one.id === id);
  }

  /** JSON in one line, as contract and `GET /api/v1/outcomes/{id}` show it, without the answer. */
  bodyOf(message: Outcome): string {
    return JSON.stringify(this.presenter.message(message));
  }

  /** Messages at positions `after` < p <= `upTo`, in the order in which they were issued. */
  async between(after: number, upTo: number): Promise<readonly Outcome[]> {
    const found: Outcome[] = [];
    for (let from = after; from < upTo;) {
      const page = await this.store.readAll({ after: from, limit: PAGE, types: MESSAGE_TYPES });
      for (const { data, position } of page.events)
        if (position <= upTo) found.push(messageIn(data));
      if (page.next <= from) break;
      from = page.next;
    }
    return found;
  }
}

/** A recorded message without what only the case's own bookkeeping needs. */
export const messageIn = (data: unknown): Outcome =>
  without(data as Outcome & { readonly causedBy: number }, 'causedBy');
