import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ActivityLedger, LedgerEvent } from '../../libs/activity/activity-ledger.js';
import type { Checkpoints } from '../../libs/event-sourcing/checkpoints.js';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../libs/event-sourcing/dead-letters.js';
import { LedProcessor } from '../../libs/event-sourcing/led-processor.js';
import type { OwnershipOf } from '../../libs/event-sourcing/ownership.js';
import type { ProcessorState } from '../../libs/event-sourcing/processor.js';
import { Courtesy } from '../../libs/platform/courtesy.js';
import { Readiness } from '../../libs/platform/health/readiness.js';
import type { Log } from '../../libs/platform/logging.js';
import {
  CHECKPOINTS,
  CLOCK,
  DEAD_LETTERS,
  LEDGER,
  LOG,
  OWNERSHIP,
  TIMELINE_INDEX,
} from '../../libs/platform/tokens.js';
import { WorkRegistry } from '../../libs/platform/work-registry.js';
import type { TimelineIndex } from '../../libs/timelines/timeline-index.js';
import {
  ledgerSource,
  projectTimeline,
  TIMELINE_BATCH,
  TIMELINE_READER,
} from '../../libs/timelines/timeline-projection.js';

/** Keeps the timelines in step with the ledger, behind the intake. */
@Injectable()
export class TimelineWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly processor: LedProcessor<LedgerEvent>;

  constructor(
    @Inject(LEDGER) ledger: ActivityLedger,
    @Inject(TIMELINE_INDEX) index: TimelineIndex,
    @Inject(CHECKPOINTS) checkpoints: Checkpoints,
    @Inject(DEAD_LETTERS) deadLetters: DeadLetters,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOG) private readonly log: Log,
    private readonly work: WorkRegistry,
    private readonly readiness: Readiness,
    courtesy: Courtesy,
    @Inject(OWNERSHIP) ownership: OwnershipOf,
  ) {
    const source = ledgerSource(ledger);
    this.processor = new LedProcessor({
      reader: TIMELINE_READER,
      source: {
        ...source,
        read: async (after, limit) => {
          await courtesy.turn();
          return source.read(after, limit);
        },
      },
      checkpoints,
      ownership: ownership(`reader ${TIMELINE_READER}`, 1),
      deadLetters,
      clock,
      handle: projectTimeline(index),
      handleSavesCheckpoint: true,
      onFailure: () => 'retry',
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
      onState: (state) => this.report(state),
      batchSize: TIMELINE_BATCH,
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    this.work.addWorker({ name: 'timeline', lag: () => this.processor.lag() });
    this.readiness.add('timeline', async () => {
      if (this.processor.state.kind === 'failed') throw new Error(this.processor.state.reason);
    });
    await this.processor.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.processor.stop();
  }

  private report(state: ProcessorState): void {
    if (state.kind === 'failed') {
      this.log.error({ position: state.position, reason: state.reason }, 'timelines stopped');
    }
  }
}
