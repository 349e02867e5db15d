import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import type { ProcessorState } from '../../../libs/event-sourcing/processor.js';
import type { Log } from '../../../libs/platform/logging.js';
import {
  CHECKPOINTS,
  CLOCK,
  DEAD_LETTERS,
  EVENT_STORE,
  LOG,
  OWNERSHIP,
} from '../../../libs/platform/tokens.js';

/** What every background reader of casework is built on. */
@Injectable()
export class ReaderPorts {
  constructor(
    @Inject(EVENT_STORE) readonly store: EventStore,
    @Inject(CHECKPOINTS) private readonly checkpoints: Checkpoints,
    @Inject(DEAD_LETTERS) private readonly deadLetters: DeadLetters,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    @Inject(OWNERSHIP) readonly ownership: OwnershipOf,
  ) {}

  /** Everything but source and effect. A reader that fails is retried, then stops and says so. */
  options(reader: string) {
    const { checkpoints, deadLetters, clock } = this;
    return {
      ...{ reader, checkpoints, deadLetters, clock },
      /** For those of which one instance works at a time. */
      ownership: this.ownership(`reader ${reader}`, 1),
      delay: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }),
      onFailure: () => 'retry' as const,
      onState: (state: ProcessorState) => {
        if (state.kind === 'failed') this.log.error({ reader, ...state }, 'reader stopped');
      },
    };
  }
}
