import type { EventStore } from '../../../libs/event-sourcing/event-store.js';
import { POLICY_STREAM, type PolicyEvent } from '../../../libs/detection/policy/policy-events.js';
import { PolicyView } from '../../../libs/detection/policy/policy-view.js';

/** The policies on record, followed while the process runs, whoever of several processes adds to them. */
export class PolicyBook {
  readonly view = new PolicyView();
  private readonly listeners = new Set<() => void>();
  private following: Promise<void> = Promise.resolve();

  constructor(private readonly store: EventStore) {}

  /** Follows the store from now on; returns the way to leave. */
  follow(): () => void {
    return this.store.onAppend(() => {
      // A failed read is repeated with the next append; `catchUp` reports it to who waits.
      this.catchUp().catch(() => undefined);
    });
  }

  /** Calls back, before `catchUp` resolves, when another policy is in force. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Resolves once everything appended before the call is folded in. */
  catchUp(): Promise<void> {
    const done = this.following.then(() => this.read());
    this.following = done.catch(() => undefined);
    return done;
  }

  private async read(): Promise<void> {
    const before = this.view.history.length;
    const from = this.view.position + 1;
    for (const event of await this.store.readStream<PolicyEvent>(POLICY_STREAM, { from }))
      this.view.apply(event);
    if (this.view.history.length > before) for (const listener of this.listeners) listener();
  }
}
