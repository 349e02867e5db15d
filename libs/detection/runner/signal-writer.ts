import type { Clock } from '../../event-sourcing/clock.js';
import type { EventStore } from '../../event-sourcing/event-store.js';
import {
  systemActor,
  type NewEvent,
  type RecordedEvent,
} from '../../event-sourcing/recorded-event.js';
import { signalStream, type SignalEvent } from '../signal.js';
import { SIGNAL_TYPES } from '../signal-fold.js';
import { signalEventId } from '../signal-id.js';
import type { SignalIndex } from '../signal-index.js';

const PAGE = 1000;
/** Streams appended to at once: the store gathers them into one commit. */
const TOGETHER = 64;

export interface SignalCounts {
  readonly raised: number;
  readonly revised: number;
  readonly withdrawn: number;
}

export const NO_SIGNALS: SignalCounts = { raised: 0, revised: 0, withdrawn: 0 };

export const addCounts = (a: SignalCounts, b: SignalCounts): SignalCounts => ({
  raised: a.raised + b.raised,
  revised: a.revised + b.revised,
  withdrawn: a.withdrawn + b.withdrawn,
});

/** Another writer was faster: the index is caught up and the key has to be judged again. */
export class SignalsMoved extends Error {}

/** Appends facts about signals, and keeps the index in step with the streams. */
export class SignalWriter {
  /** Ids of what was appended here and has not come back yet. */
  private readonly mine = new Set<string>();

  constructor(
    private readonly store: EventStore,
    private readonly index: SignalIndex,
    private readonly clock: Clock,
  ) {}

  /** Brings the index up to the store's head: after a crash it may lag behind the streams. */
  async catchUp(): Promise<void> {
    for (;;) {
      const after = await this.index.position();
      const page = await this.store.readAll({ after, limit: PAGE, types: SIGNAL_TYPES });
      if (page.next <= after) return;
      await this.index.apply(page.events as readonly RecordedEvent<SignalEvent>[], page.next);
    }
  }

  /** Whether it was appended here; asked once, as it comes back. */
  isMine({ id }: Pick<RecordedEvent, 'id'>): boolean {
    return this.mine.delete(id);
  }

  /** What comes from now on was appended from now on. */
  forget(): void {
    this.mine.clear();
  }

  /**
   * Durable when resolved. An event's id follows from signal and revision, so a repeated append is
   * recognised by the store.
   *
   * @throws SignalsMoved when a stream is not where the index says
   */
  async write(events: readonly SignalEvent[], cause: string): Promise<SignalCounts> {
    if (events.length === 0) return NO_SIGNALS;
    const streams = [...this.byStream(events, cause)];
    const versions = await this.index.versions(streams.map(([stream]) => stream));
    let moved = false;
    for (let from = 0; from < streams.length; from += TOGETHER) {
      const results = await Promise.all(
        streams
          .slice(from, from + TOGETHER)
          .map(([stream, added]) =>
            this.store.append<SignalEvent>(stream, versions.get(stream) ?? 'none', added),
          ),
      );
      moved ||= results.some((result) => !result.ok);
    }
    await this.catchUp();
    if (moved) throw new SignalsMoved('a signal stream has another version than the index');
    return countsOf(events);
  }

  private byStream(
    events: readonly SignalEvent[],
    cause: string,
  ): ReadonlyMap<string, NewEvent<SignalEvent>[]> {
    const streams = new Map<string, NewEvent<SignalEvent>[]>();
    const metadata = {
      at: new Date(this.clock.now()).toISOString(),
      actor: systemActor('detection'),
      causationId: cause,
    };
    for (const { type, data } of events) {
      const stream = signalStream(data.subject, data.offering);
      const added = streams.get(stream) ?? [];
      const id = signalEventId(data);
      this.mine.add(id);
      added.push({ id, type, data, metadata });
      streams.set(stream, added);
    }
    return streams;
  }
}

const countsOf = (events: readonly SignalEvent[]): SignalCounts => {
  const of = (type: SignalEvent['type']) => events.filter((event) => event.type === type).length;
  return {
    raised: of('SignalRaised'),
    revised: of('SignalRevised'),
    withdrawn: of('SignalWithdrawn'),
  };
};
