import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import type { CaseIndex } from '../../../libs/cases/case-index.js';
import { evolve } from '../../../libs/cases/evolution/evolve.js';
import type { CaseEvent } from '../../../libs/cases/events.js';
import type { CaseState } from '../../../libs/cases/state.js';
import { rowOf } from '../../../libs/cases/case-row.js';
import { LedProcessor } from '../../../libs/event-sourcing/led-processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { StreamFolds, type Folding } from '../../../libs/event-sourcing/stream-folds.js';
import { CASE_INDEX } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { FreshRows } from './fresh-rows.js';
import { CASE_INDEX_READER } from './rebuild-cases.js';

const PREFIX = 'case-';
const REGISTER = 'case-register';

/** The case that an event belongs to; undefined for the register and all other streams. */
export const caseOf = ({ stream }: RecordedEvent): string | undefined =>
  stream.startsWith(PREFIX) && stream !== REGISTER ? stream.slice(PREFIX.length) : undefined;

// A recorded event has the type and data of the fact it records.
const CASE_FOLDING: Folding<CaseState> = {
  initial: undefined,
  evolve: (state, event) => evolve(state, event as unknown as CaseEvent),
};

/** Keeps the queues in step with the case streams. */
@Injectable()
export class CaseIndexReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<RecordedEvent>;

  private readonly folds: StreamFolds<CaseState>;

  constructor(
    ports: ReaderPorts,
    private readonly fresh: FreshRows,
    private readonly work: WorkRegistry,
    @Inject(CASE_INDEX) private readonly index: CaseIndex,
  ) {
    this.folds = new StreamFolds(ports.store, CASE_FOLDING);
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
    const news = events.filter(
      (event) => caseOf(event) !== undefined && !this.fresh.has(event.stream, event.version),
    );
    const folded = await this.folds.follow(news);
    const rows = [...folded.values()].flatMap((found) => (found ? [rowOf(found)] : []));
    // One transaction a page; a row that a command has moved on meanwhile keeps its newer version.
    await this.index.put(rows);
  }
}
