import { Inject, Injectable } from '@nestjs/common';
import { setTimeout as delay } from 'node:timers/promises';
import type { Checkpoints } from '../../../libs/event-sourcing/checkpoints.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { OwnershipOf } from '../../../libs/event-sourcing/ownership.js';
import type { ProcessorState } from '../../../libs/event-sourcing/processor.js';
import { Courtesy } from '../../../libs/platform/courtesy.js';
import { Readiness } from '../../../libs/platform/health/readiness.js';
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
    private readonly courtesy: Courtesy,
    private readonly readiness: Readiness,
  ) {}

  /** Everything but source and effect. A reader that fails is retried, then stops and says so. */
  options(reader: string) {
    const { checkpoints, deadLetters, clock } = this;
    let failure: string | undefined;
    this.readiness.add(`reader ${reader}`, async () => {
      if (failure !== undefined) throw new Error(failure);
    });
    return {
      ...{ reader, checkpoints, deadLetters, clock },
      // While people's commands come in they go first; under load a reader takes more events at once.
      turn: () => this.courtesy.turn(),
      /** For those of which one instance works at a time. */
      ownership: this.ownership(`reader ${reader}`, 1),
      delay: (ms: number, signal: AbortSignal) => delay(ms, undefined, { signal }),
      onFailure: () => 'retry' as const,
      onState: (state: ProcessorState) => {
        failure = state.kind === 'failed' ? state.reason : undefined;
        if (state.kind === 'failed') this.log.error({ reader, ...state }, 'reader stopped');
      },
    };
  }
}
