import { Inject, Injectable } from '@nestjs/common';
import type { Policy } from '../../../libs/detection/policy/policy.js';
import { POLICY_STREAM, type PolicyEvent } from '../../../libs/detection/policy/policy-events.js';
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

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async current(): Promise<Policy> {
    await this.catchUp();
    return this.view.current;
  }

  /** The policy that judges an offering whose learning window ends at `end`, milliseconds. */
  async judging(end: number | undefined): Promise<Policy> {
    await this.catchUp();
    return this.view.judging(end);
  }

  private async catchUp(): Promise<void> {
    const from = this.view.position + 1;
    // Two callers may read the same events; the view takes each once.
    for (const event of await this.store.readStream<PolicyEvent>(POLICY_STREAM, { from }))
      this.view.apply(event);
  }
}
