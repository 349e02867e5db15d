import { Inject } from '@nestjs/common';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { encodeCursor } from '../../../libs/platform/http/paging.js';
import { EVENT_STORE, ROSTER } from '../../../libs/platform/tokens.js';
import type { RosterView } from '../../../libs/roster/roster-view.js';
import { instantIn } from '../cases/reveal.js';
import { INSTALLATION, type Installation } from '../shared/installation.js';
import { ACCESS_TYPE, type CaseFileAccessed } from './access-log.js';

/** Who read what, oldest first. `person` is a staff id or a student number. */
export class GetAccessLog extends Query<{ items: readonly unknown[]; next?: string }> {
  constructor(
    readonly filter: { readonly caseId?: string | undefined; readonly person?: string | undefined },
    readonly after: number,
    readonly limit: number,
  ) {
    super();
  }
}

const PAGE = 1000;

@QueryHandler(GetAccessLog)
export class GetAccessLogHandler implements IQueryHandler<GetAccessLog> {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ROSTER) private readonly roster: RosterView,
    @Inject(INSTALLATION) private readonly installation: Installation,
  ) {}

  async execute({ filter, after, limit }: GetAccessLog) {
    const { caseId } = filter;
    const person = filter.person && (this.roster.subjectOf(filter.person) ?? filter.person);
    const found: RecordedEvent<CaseFileAccessed>[] = [];
    for (let position = after; found.length <= limit;) {
      const page = await this.store.readAll({ after: position, limit: PAGE, types: [ACCESS_TYPE] });
      if (page.next <= position) break;
      position = page.next;
      const events = page.events as readonly RecordedEvent<CaseFileAccessed>[];
      for (const event of events)
        if (
          (caseId === undefined || event.data.case === caseId) &&
          (person === undefined || event.metadata.actor.person === person)
        )
          found.push(event);
    }
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const more = found.length > limit && last ? { next: encodeCursor(last.position) } : {};
    return { items: items.map((event) => this.item(event)), ...more };
  }

  private item({ data, metadata }: RecordedEvent<CaseFileAccessed>) {
    const { role, person } = metadata.actor;
    const shown = role === 'student' ? (this.roster.numberOf(person) ?? null) : person;
    const at = instantIn(this.installation.zone)(Date.parse(metadata.at));
    return { at, actor: { role, person: shown }, ...data };
  }
}
