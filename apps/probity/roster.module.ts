import { Global, Inject, Module, type BeforeApplicationShutdown } from '@nestjs/common';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock } from '../../libs/event-sourcing/clock.js';
import type { DeadLetters } from '../../libs/event-sourcing/dead-letters.js';
import type { EventStore } from '../../libs/event-sourcing/event-store.js';
import type { Vault } from '../../libs/event-sourcing/vault.js';
import { Readiness } from '../../libs/platform/health/readiness.js';
import type { Log } from '../../libs/platform/logging.js';
import {
  CLOCK,
  DEAD_LETTERS,
  EVENT_STORE,
  LOG,
  ROSTER,
  VAULT,
} from '../../libs/platform/tokens.js';
import { RosterLoader } from '../../libs/roster/roster-loader.js';
import { RosterReader } from '../../libs/roster/roster-reader.js';

/** The reader is caught up before it is handed to anybody: a service never sees half a roster. */
const openReader = async (
  store: EventStore,
  vault: Vault,
  deadLetters: DeadLetters,
  clock: Clock,
  log: Log,
  readiness: Readiness,
): Promise<RosterReader> => {
  let failure: string | undefined;
  readiness.add('roster', async () => {
    if (failure !== undefined) throw new Error(failure);
  });
  const reader = new RosterReader({
    store,
    vault,
    deadLetters,
    clock,
    delay: (ms, signal) => sleep(ms, undefined, { signal }),
    onState: (state) => {
      if (state.kind !== 'failed') return;
      failure = state.reason;
      log.error({ reason: state.reason }, 'the roster is not read');
    },
  });
  await reader.start();
  return reader;
};

const loader = (store: EventStore, vault: Vault, clock: Clock, reader: RosterReader) =>
  new RosterLoader({
    store,
    vault,
    clock,
    reader,
    // 96 random bits name a student (law 8).
    drawSubject: () => randomBytes(12).toString('hex'),
    newId: randomUUID,
  });

/** Reference data for every service of the process: the view, its reader, and the way to load. */
@Global()
@Module({
  providers: [
    {
      provide: RosterReader,
      useFactory: openReader,
      inject: [EVENT_STORE, VAULT, DEAD_LETTERS, CLOCK, LOG, Readiness],
    },
    { provide: ROSTER, useFactory: (reader: RosterReader) => reader.view, inject: [RosterReader] },
    {
      provide: RosterLoader,
      useFactory: loader,
      inject: [EVENT_STORE, VAULT, CLOCK, RosterReader],
    },
  ],
  exports: [RosterReader, ROSTER, RosterLoader],
})
export class RosterModule implements BeforeApplicationShutdown {
  constructor(@Inject(RosterReader) private readonly reader: RosterReader) {}

  async beforeApplicationShutdown(): Promise<void> {
    await this.reader.stop();
  }
}
