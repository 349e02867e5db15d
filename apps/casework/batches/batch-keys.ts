import { Inject, Injectable } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import type { Actor } from '../../../libs/event-sourcing/recorded-event.js';
import { KEY_LIFETIME_MS } from '../../../libs/event-sourcing/command-handler.js';
import type { Idempotency } from '../../../libs/platform/http/idempotency.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';

/** Stream `batch-<hash of caller, route and key>`: the key stands for this batch from now on. */
export interface BatchTaken {
  readonly type: 'BatchTaken';
  readonly data: { readonly bodyHash: string };
}

/**
 * Which batch an `Idempotency-Key` stands for. A case's own stream remembers only what was done to
 * that case, so it cannot tell that the key came with other cases before.
 */
@Injectable()
export class BatchKeys {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Durable when resolved. False where the key came with another batch within the last day. */
  async take({ idempotencyKey, bodyHash }: Idempotency, actor: Actor): Promise<boolean> {
    if (idempotencyKey === undefined || bodyHash === undefined) return true;
    const stream = `batch-${idempotencyKey}`;
    const last = (await this.store.readStream<BatchTaken>(stream)).at(-1);
    const now = this.clock.now();
    if (last && Date.parse(last.metadata.at) >= now - KEY_LIFETIME_MS)
      return last.data.bodyHash === bodyHash;
    const metadata = { at: new Date(now).toISOString(), actor };
    const appended = await this.store.append<BatchTaken>(stream, last?.version ?? 'none', [
      { id: randomUUID(), type: 'BatchTaken', data: { bodyHash }, metadata },
    ]);
    // Somebody was faster with the same key: what it stands for is on record now.
    return appended.ok || this.take({ idempotencyKey, bodyHash }, actor);
  }
}
