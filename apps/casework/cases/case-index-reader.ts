import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseIndex, CaseRow } from '../../../libs/cases/case-index.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { CASE_INDEX } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { CaseDesk } from './case-desk.js';
import { CASE_INDEX_READER } from './rebuild-cases.js';

const PREFIX = 'case-';
const REGISTER = 'case-register';

/** The case that an event belongs to; undefined for the register and all other streams. */
export const caseOf = ({ stream }: RecordedEvent): string | undefined =>
  stream.startsWith(PREFIX) && stream !== REGISTER ? stream.slice(PREFIX.length) : undefined;

/** Keeps the queues in step with the case streams. */
@Injectable()
export class CaseIndexReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  constructor(
    ports: ReaderPorts,
    private readonly desk: CaseDesk,
    private readonly work: WorkRegistry,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
  ) {
    this.processor = new LedProcessor({
      ...ports.options(CASE_INDEX_READER),
      // Beside the rows: whoever drops the index drops the checkpoint with it.
      checkpoints: index,
      source: eventsOf(ports.store),
      handle: (events) => this.project(events),
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.processor.start();
    this.work.addWorker({ name: 'casework', lag: () => this.processor.lag() });
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  /** Resolves once the queues show everything recorded so far. */
  caughtUp(): Promise<void> {
    return this.processor.caughtUp();
  }

  private async project(events: readonly RecordedEvent[]): Promise<void> {
    const ids = new Set(events.flatMap((event) => caseOf(event) ?? []));
    const rows: CaseRow[] = [];
    for (const id of ids) {
      const found = await this.desk.load(id);
      if (found) rows.push(rowOf(found));
    }
    // One transaction a page; a row that a command has moved on meanwhile keeps its newer version.
    await this.index.put(rows);
  }
}
