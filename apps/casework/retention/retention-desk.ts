import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import { commandHandler } from '../../../libs/event-sourcing/command-handler.js';
import { fold } from '../../../libs/event-sourcing/decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Actor, RecordedEvent } from '../../../libs/event-sourcing/recorded-event.js';
import type { Vault, VaultRef } from '../../../libs/event-sourcing/vault.js';
import { Problem } from '../../../libs/platform/problem.js';
import { CLOCK, EVENT_STORE, VAULT } from '../../../libs/platform/tokens.js';
import {
  RETENTION_STREAM,
  retentionDecider,
  type Retention,
  type RetentionCommand,
  type RetentionEvent,
  type RetentionRefusal,
} from '../../../libs/retention/retention.decider.js';

/** The record of holds and erasures, and the one way to add to it. */
@Injectable()
export class RetentionDesk {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(VAULT) private readonly vault: Vault,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  now(): number {
    return this.clock.now();
  }

  history(): Promise<readonly RecordedEvent<RetentionEvent>[]> {
    return this.store.readStream<RetentionEvent>(RETENTION_STREAM);
  }

  async state(): Promise<Retention> {
    const facts = (await this.history()) as unknown as readonly RetentionEvent[];
    return fold(retentionDecider.evolve, retentionDecider.initialState, facts);
  }

  /** A text of the record: it belongs to the installation, and outlives the person's data. */
  async keep(text: string): Promise<VaultRef> {
    const bytes = new TextEncoder().encode(text);
    const mediaType = 'text/plain;charset=utf-8';
    const [ref] = await this.vault.put([{ owner: 'installation', mediaType, bytes }]);
    if (!ref) throw new Error('the vault kept no entry');
    return ref;
  }

  async textOf(ref: VaultRef): Promise<string | undefined> {
    const entry = (await this.vault.get([ref.vault])).get(ref.vault);
    return entry && Buffer.from(entry.bytes).toString('utf8');
  }

  /** Rejects with the guard's name where the record forbids it. */
  async run(command: RetentionCommand, actor: Actor): Promise<Retention> {
    const outcome = await commandHandler(this.store, retentionDecider)(RETENTION_STREAM, command, {
      newId: randomUUID,
      metadata: { at: new Date(this.clock.now()).toISOString(), actor },
    });
    if (outcome.ok) return outcome.state;
    if (outcome.kind === 'refused') throw refusalProblem(outcome.refusal);
    throw new Problem(409, 'conflict', 'somebody else changed the record; try again');
  }
}

const DETAILS: Readonly<Record<RetentionRefusal, string>> = {
  ErasureObstructed: 'something stands against it: ask with dryRun to see what',
  ErasureUnderWay: 'the person is being erased: that cannot be stopped',
  ErasureUnknown: 'there is no such erasure to carry out',
  SecondAdminNeeded: 'whoever asked for the erasure may not confirm it: ask another admin',
  HoldUnknown: 'no legal hold is on record for this person',
};

const refusalProblem = (guard: RetentionRefusal): Problem =>
  new Problem(422, 'guard', DETAILS[guard], { guard });
