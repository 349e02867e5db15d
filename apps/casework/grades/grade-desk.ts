import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import { gradesStream, type GradeEvent } from '../../../libs/outcomes/grade-book/grade-book.js';
import {
  gradeBookDecider,
  type GradeBook,
  type GradeCommand,
} from '../../../libs/outcomes/grade-book/grade-book.decider.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';

/** Where the registry's word on grades is read and kept. */
@Injectable()
export class GradeDesk {
  private readonly handle;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.handle = commandHandler(store, gradeBookDecider);
  }

  now(): number {
    return this.clock.now();
  }

  async load(offering: string): Promise<GradeBook> {
    const history = await this.store.readStream<GradeEvent>(gradesStream(offering));
    const events = history as unknown as readonly GradeEvent[];
    return fold(gradeBookDecider.evolve, gradeBookDecider.initialState, events);
  }

  /** Answers the facts that followed. */
  async run(command: GradeCommand, actor: Actor): Promise<readonly GradeEvent[]> {
    const metadata = { at: new Date(this.clock.now()).toISOString(), actor };
    const context = { metadata, newId: randomUUID };
    const outcome = await this.handle(gradesStream(command.offering), command, context);
    if (!outcome.ok) throw new Problem(409, 'conflict', 'somebody else was faster; try again');
    return outcome.events;
  }
}
