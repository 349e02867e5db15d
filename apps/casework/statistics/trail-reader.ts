import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Processor } from '../../../libs/event-sourcing/processor.js';
import type { RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import { eventsOf } from '../../../libs/event-sourcing/source.js';
import { StreamFolds } from '../../../libs/event-sourcing/stream-folds.js';
import { CASE_TRAILS } from '../../../libs/platform/tokens.js';
import { WorkRegistry } from '../../../libs/platform/work-registry.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import { trailFolding, trailFrom, type Trodden } from '../../../libs/statistics/trail-of.js';
import { caseOf } from '../cases/case-index-reader.js';
import { ReaderPorts } from '../shared/reader-ports.js';
import { CASE_TRAIL_READER } from './rebuild-trails.js';
import { RunningStatistics } from './running-statistics.js';

/** Keeps the trails that statistics are made of in step with the case streams. */
@Injectable()
export class TrailReader implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: Processor<RecordedEvent>;
  private readonly folds: StreamFolds<Trodden>;
  private puts = 0;

  constructor(
    ports: ReaderPorts,
    private readonly work: WorkRegistry,
    private readonly running: RunningStatistics,
    @Inject(CASE_TRAILS) private readonly trails: CaseTrails,
  ) {
    this.folds = new StreamFolds(ports.store, trailFolding);
    this.processor = new Processor({
      ...ports.options(CASE_TRAIL_READER),
      // Beside the trails: whoever drops them drops the checkpoint with them.
      checkpoints: trails,
      source: eventsOf(ports.store),
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

  /** Another number whenever a trail changed since this process began. */
  get changes(): number {
    return this.puts;
  }

  /** Resolves once the trails hold everything recorded so far. */
  caughtUp(): Promise<void> {
    return this.processor.caughtUp();
  }

  private async follow(events: readonly RecordedEvent[]): Promise<void> {
    const ofCases = events.filter((event) => caseOf(event) !== undefined);
    const folded = await this.folds.follow(ofCases);
    const found = [...folded.values()].flatMap((trodden) => trailFrom(trodden) ?? []);
    if (found.length === 0) return;
    await this.trails.put(found);
    this.running.follow(found);
    this.puts += 1;
  }
}
