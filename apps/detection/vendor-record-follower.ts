import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccusationJudged } from '../../libs/detection/runner/vendor-record.js';
import type { Checkpoints } from '../../libs/event-sourcing/checkpoints.js';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import type { RecordedEvent } from '../../libs/event-sourcing/recorded-event.js';
import { Processor } from '../../libs/event-sourcing/processor.js';
import { eventsOf } from '../../libs/event-sourcing/source.js';
import type { Log } from '../../libs/platform/logging.js';
import { CHECKPOINTS, CLOCK, DEAD_LETTERS, EVENT_STORE, LOG } from '../../libs/platform/tokens.js';

const TYPE: AccusationJudged['type'] = 'AccusationJudged';
const READER = 'detection-vendor-record';

/** Hears what became of vendors' accusations before people. */
@Injectable()
export class VendorRecordFollower {
  private processor: Processor<RecordedEvent> | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(DEAD_LETTERS) private readonly deadLetters: DeadLetters,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** `judged` is called after one or several facts, and again if it fails. */
  async start(judged: () => Promise<void>): Promise<void> {
    const { checkpoints, deadLetters, clock } = this;
    this.processor = new Processor({
      ...{ reader: READER, checkpoints, deadLetters, clock },
      source: eventsOf(this.store, [TYPE]),
      handle: judged,
      onFailure: () => 'retry',
      delay: (ms, signal) => sleep(ms, undefined, { signal }),
      onState: (state) => {
        if (state.kind === 'failed') this.log.error({ reader: READER, ...state }, 'reader stopped');
      },
    });
    await this.processor.start();
  }

  async stop(): Promise<void> {
    await this.processor?.stop();
  }

  async lag(): Promise<number> {
    return (await this.processor?.lag()) ?? 0;
  }
}
