import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Outcome, OutcomeEvent } from '../../../libs/outcomes/outcome.js';
import { decodeCursor, encodeCursor } from '../../../libs/platform/http/paging.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';
import { isPosition } from '../shared/is-position.js';
import { OutcomeDesk } from './outcome-desk.js';
import { OutcomePresenter } from './outcome-presenter.js';

/**
 * Messages to the registry in the order in which they were issued. The cursor of the last page
 * stays good: what is issued later comes behind it, so a registry replays or follows from any.
 */
export class ListOutcomes extends Query<unknown> {
  constructor(
    readonly cursor: string | undefined,
    readonly limit: number,
  ) {
    super();
  }
}

const MESSAGES: readonly OutcomeEvent['type'][] = [
  'HoldPlaced',
  'HoldReleased',
  'OutcomeIssued',
  'OutcomeReversed',
];

interface Place {
  readonly message: Outcome;
  readonly position: number;
}

@QueryHandler(ListOutcomes)
export class ListOutcomesHandler implements IQueryHandler<ListOutcomes> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly desk: OutcomeDesk,
    private readonly presenter: OutcomePresenter,
  ) {}

  async execute({ cursor, limit }: ListOutcomes): Promise<unknown> {
    const places = await this.placesAfter(decodeCursor(cursor, isPosition) ?? 0, limit + 1);
    const page = places.slice(0, limit);
    const items = await Promise.all(page.map((place) => this.item(place)));
    const last = page.at(-1);
    if (places.length <= limit || !last) return { items };
    return { items, next: encodeCursor(last.position) };
  }

  private async placesAfter(cursor: number, wanted: number): Promise<readonly Place[]> {
    const places: Place[] = [];
    for (let after = cursor; places.length < wanted;) {
      const page = await this.store.readAll({ after, limit: wanted, types: MESSAGES });
      if (page.next <= after) break;
      after = page.next;
      for (const { data, position } of page.events)
        places.push({ message: data as Outcome, position });
    }
    return places.slice(0, wanted);
  }

  private async item({ message }: Place): Promise<unknown> {
    return this.presenter.view(await this.desk.load(message.case), message.id);
  }
}
