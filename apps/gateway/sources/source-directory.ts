import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { sourceDecider, type Source } from '../../../libs/activity/sources/source.decider.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { START, type Position } from '../../../libs/event-sourcing/recorded-event.js';
import type { SourceEvent } from '../../../libs/event-sourcing/source-events.js';
import type { KeyRing } from '../../../libs/platform/auth/key-ring.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';

export type RegisteredSource = Extract<Source, { kind: 'registered' }>;

const TYPES: readonly SourceEvent['type'][] = [
  'SourceRegistered',
  'SourceKeyIssued',
  'SourceKeyRevoked',
];

export const hashOfKey = (secret: string): string =>
  createHash('sha256').update(secret).digest('hex');

/**
 * Every source as it stands, in memory: folded from the event store at start, followed from there.
 * A secret is looked up by its hash, so that no comparison tells how much of it was right.
 */
@Injectable()
export class SourceDirectory implements KeyRing, OnApplicationBootstrap {
  private readonly sources = new Map<string, Source>();
  private readonly byHash = new Map<string, string>();
  private position: Position = START;
  private following: Promise<void> = Promise.resolve();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async onApplicationBootstrap(): Promise<void> {
    this.store.onAppend(() => {
      // A failed read is repeated with the next append; `catchUp` reports it to who waits.
      this.catchUp().catch(() => undefined);
    });
    await this.catchUp();
  }

  get(source: string): RegisteredSource | undefined {
    const found = this.sources.get(source);
    return found?.kind === 'registered' ? found : undefined;
  }

  list(): readonly RegisteredSource[] {
    return [...this.sources.values()].filter((source) => source.kind === 'registered');
  }

  sourceOf(secret: string): string | undefined {
    return this.byHash.get(hashOfKey(secret));
  }

  /** Resolves once everything appended before the call is folded in. */
  catchUp(): Promise<void> {
    const done = this.following.then(() => this.read());
    this.following = done.catch(() => undefined);
    return done;
  }

  private async read(): Promise<void> {
    for (;;) {
      const page = await this.store.readAll({ after: this.position, limit: 1000, types: TYPES });
      for (const event of page.events) this.fold(event as unknown as SourceEvent);
      if (page.next === this.position) return;
      this.position = page.next;
    }
  }

  private fold(event: SourceEvent): void {
    const { source } = event.data;
    const before = this.sources.get(source) ?? sourceDecider.initialState;
    const after = sourceDecider.evolve(before, event);
    this.sources.set(source, after);
    if (after.kind !== 'registered') return;
    for (const { hash, revoked } of after.keys)
      if (revoked) this.byHash.delete(hash);
      else this.byHash.set(hash, source);
  }
}
