import {
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseEventOf } from '../../../libs/cases/events.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { CaseDesk, SYSTEM } from '../cases/case-desk.js';
import { ReaderPorts } from '../shared/reader-ports.js';

type Linked = RecordedEvent<CaseEventOf<'CasesLinked'>>;

/** A link that a person made on one case is noted on the others: it is read from either side. */
@Injectable()
export class LinkReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly desk: CaseDesk,
    private readonly work: WorkRegistry,
  ) {
    this.processor = new LedProcessor({
      ...ports.options('case-links'),
      source: eventsOf(ports.store, ['CasesLinked']),
      handle: (events) => this.follow(events as readonly Linked[]),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.processor.lag() });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  private async follow(events: readonly Linked[]): Promise<void> {
    for (const { stream, id, data } of events)
      for (const other of data.cases) await this.note(other, stream.slice('case-'.length), id);
  }

  private async note(other: string, from: string, causationId: string): Promise<void> {
    const command = {
      type: 'note_link' as const,
      actor: SYSTEM,
      now: this.desk.now(),
      data: { case: from },
    };
    const outcome = await this.desk.runAsSystem(other, command, causationId);
    // A case that does not exist is none to note it on; a conflict outlived its retries.
    if (!outcome.ok && outcome.kind === 'conflict') throw new Error(`case ${other} has moved on`);
  }
}
