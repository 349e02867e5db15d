import { setTimeout as pause } from 'node:timers/promises';
import {
  excludeSystemEvents,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Position as ServerPosition,
} from '@eventstore/db-client';

export interface AllListenerOptions {
  readonly client: EventStoreDBClient;
  /** Only what is appended behind it is told. */
  readonly from: ServerPosition | 'start';
  /** An event of another process, or of this one; in the order of the log. */
  readonly onEvent: (stream: string, id: string) => void;
}

const LONGEST_PAUSE_MS = 5_000;

/** Filtered events after which the server tells how far it has come. */
const CHECKPOINT_EVERY = 32;

/**
 * A catch-up subscription to `$all` without the server's own events. When the connection breaks it
 * goes on where it was, so nothing is missed; it tells nothing twice.
 */
export class AllListener {
  private readonly stopping = new AbortController();
  private place: ServerPosition | 'start';
  private current: AllStreamSubscription | undefined;
  private readonly running: Promise<void>;

  constructor(private readonly options: AllListenerOptions) {
    this.place = options.from;
    this.running = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.current?.unsubscribe().catch(() => undefined);
    await this.running;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      const before = this.place;
      await this.follow().catch(() => undefined);
      if (this.place !== before) attempt = 0;
      const wait = Math.min(LONGEST_PAUSE_MS, 100 * 2 ** attempt);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Until the connection ends, in whatever way. */
  private follow(): Promise<void> {
    const { client, onEvent } = this.options;
    const subscription = client.subscribeToAll({
      fromPosition: this.place,
      filter: excludeSystemEvents({
        checkpointInterval: CHECKPOINT_EVERY,
        checkpointReached: async (_, place) => {
          this.place = place;
        },
      }),
    });
    this.current = subscription;
    return new Promise((resolve) => {
      // Listeners, not iteration: its end must be seen whether by error, end or cancellation.
      subscription.on('data', ({ event }) => {
        if (!event) return;
        this.place = event.position;
        onEvent(event.streamId, event.id);
      });
      for (const end of ['error', 'end', 'close'] as const) subscription.on(end, () => resolve());
      this.stopping.signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
