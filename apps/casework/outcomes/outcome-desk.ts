import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import {
  commandHandler,
  type CommandOutcome,
} from '../../../libs/event-sourcing/command-handler.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import {
  outcomeDecider,
  type OutcomeCommand,
  type OutcomeRefusal,
} from '../../../libs/outcomes/outcome.decider.js';
import { outcomeStream, type OutcomeEvent } from '../../../libs/outcomes/outcome.js';
import type { OutcomeState } from '../../../libs/outcomes/outcome-state.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';

/** Where outcome streams are read and commands on them carried out. */
@Injectable()
export class OutcomeDesk {
  private readonly handle;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.handle = commandHandler(store, outcomeDecider);
  }

  async load(caseId: string): Promise<OutcomeState> {
    const history = await this.store.readStream<OutcomeEvent>(outcomeStream(caseId));
    const events = history as unknown as readonly OutcomeEvent[];
    return fold(outcomeDecider.evolve, outcomeDecider.initialState, events);
  }

  run(
    caseId: string,
    command: OutcomeCommand,
    actor: Actor,
  ): Promise<CommandOutcome<OutcomeState, OutcomeEvent, OutcomeRefusal>> {
    const metadata = { at: new Date(this.clock.now()).toISOString(), actor };
    return this.handle(outcomeStream(caseId), command, { metadata, newId: randomUUID });
  }
}

/** `2026-000123-1` belongs to case `2026-000123`. */
export const caseOfOutcome = (id: string): string => id.replace(/-\d+$/, '');
