import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import type { SigningKey } from '../../../libs/case-file/log/signing-key.js';
import { SigningKeys, type PublishedKey } from '../../../libs/case-file/log/signing-keys.js';
import type { Clock } from '../../../libs/event-sourcing/clock.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { systemActor } from '../../../libs/event-sourcing/recorded-event.js';
import { CLOCK, EVENT_STORE } from '../../../libs/platform/tokens.js';

export const SIGNING_KEY = Symbol('SigningKey');

/** Puts the key found at the start on record: a key that was exchanged is an event. */
@Injectable()
export class KeyRegister implements OnModuleInit {
  private readonly keys: SigningKeys;

  constructor(
    @Inject(EVENT_STORE) store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(SIGNING_KEY) private readonly key: SigningKey,
  ) {
    this.keys = new SigningKeys(store);
  }

  async onModuleInit(): Promise<void> {
    const at = new Date(this.clock.now()).toISOString();
    const metadata = { at, actor: systemActor('case-file') };
    await this.keys.adopt(this.key, { id: randomUUID(), metadata });
  }

  /** The one in force first. */
  published(): Promise<readonly PublishedKey[]> {
    return this.keys.all();
  }
}
