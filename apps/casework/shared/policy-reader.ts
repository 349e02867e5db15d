import { Inject, Injectable } from '@nestjs/common';
import {
  POLICY_STREAM,
  type Policy,
  type PolicyAdopted,
} from '../../../libs/detection/policy/policy.js';
import { PolicyView } from '../../../libs/detection/policy/policy-view.js';
import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { EVENT_STORE } from '../../../libs/platform/tokens.js';

/**
 * The policy in force according to the event store at this moment, not to a view that may still be
 * catching up: a deadline must cite the policy under which it was set.
 */
@Injectable()
export class PolicyReader {
  private readonly view = new PolicyView();
  private version = 0;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async current(): Promise<Policy> {
    const events = await this.store.readStream<PolicyAdopted>(POLICY_STREAM, {
      from: this.version + 1,
    });
    for (const event of events) {
      // Two callers may have read the same events.
      if (event.version !== this.version + 1) continue;
      if (event.type === 'PolicyAdopted') this.view.apply({ type: event.type, data: event.data });
      this.version = event.version;
    }
    return this.view.current;
  }
}
