import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { rosterViewEvent, type RosterViewEvent } from '../../../libs/roster/roster-events.js';
import { RosterReader } from '../../../libs/roster/roster-reader.js';
import type { Offering } from '../../../libs/roster/roster-view.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { ComplianceCases } from './compliance-cases.js';

const OFFERINGS: RosterViewEvent['type'] = 'OfferingsUpserted';
const ADOPTED = 'RegulationAdopted';

/** Follows the offerings of the roster and the regulation, and has every offering looked at that one touches. */
@Injectable()
export class ComplianceReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly cases: ComplianceCases,
    private readonly roster: RosterReader,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('compliance-opener'),
      source: eventsOf(ports.store, [OFFERINGS, ADOPTED]),
      handle: (events) => this.follow(events),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.processor.lag() });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  private async follow(events: readonly RecordedEvent[]): Promise<void> {
    // The view may be behind the very row that this batch is about.
    await this.roster.caughtUp();
    for (const offering of this.touchedBy(events)) await this.cases.review(offering);
  }

  /** Also the other classes of a group (art. 20); all of them when the regulation changed. */
  private touchedBy(events: readonly RecordedEvent[]): readonly Offering[] {
    const { view } = this.roster;
    const all = [...view.offerings()];
    if (events.some(({ type }) => type === ADOPTED)) return all;
    const ids = new Set(events.flatMap(idsIn));
    const groups = new Set(all.flatMap(({ id, group }) => (ids.has(id) ? (group ?? []) : [])));
    return all.filter(({ id, group }) => ids.has(id) || (group !== undefined && groups.has(group)));
  }
}

const idsIn = (event: RecordedEvent): readonly string[] => {
  const row = rosterViewEvent(event);
  return row?.type === OFFERINGS ? row.data.rows.map(({ id }) => id) : [];
};
