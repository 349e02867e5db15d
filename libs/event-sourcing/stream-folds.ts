import type { EventStore } from './event-store.js';
import type { RecordedEvent } from './recorded-event.js';

export interface Folding<State> {
  readonly initial: State;
  readonly evolve: (state: State, event: RecordedEvent) => State;
}

interface Folded<State> {
  readonly version: number;
  readonly state: State;
}

/** A state is held to weigh what its events weigh. */
const MOST_EVENTS = 4_000;

/**
 * Streams folded by a reader that meets their events one page after the other. A stream that it met
 * lately, and one whose first event is on the page, costs no read; of others the rest is read. What is
 * remembered can be forgotten at any time.
 */
export class StreamFolds<State> {
  /** The least lately used first. */
  private readonly known = new Map<string, Folded<State>>();
  private weight = 0;

  constructor(
    private readonly store: EventStore,
    private readonly folding: Folding<State>,
    private readonly mostEvents = MOST_EVENTS,
  ) {}

  /**
   * The state of each stream on the page, in the order of their first events: as it was after the stream's
   * last event there, or later.
   */
  async follow(events: readonly RecordedEvent[]): Promise<ReadonlyMap<string, State>> {
    const streams = new Map<string, RecordedEvent[]>();
    for (const event of events) {
      const own = streams.get(event.stream);
      if (own) own.push(event);
      else streams.set(event.stream, [event]);
    }
    const folded = await Promise.all(
      [...streams].map(async ([stream, own]) => [stream, await this.fold(stream, own)] as const),
    );
    return new Map(folded);
  }

  /** Somebody else has folded the stream up to `version`. */
  remember(stream: string, version: number, state: State): void {
    const before = this.known.get(stream);
    if (before !== undefined && before.version > version) return;
    this.forget(stream);
    if (version > this.mostEvents) return;
    this.known.set(stream, { version, state });
    this.weight += version;
    for (const oldest of this.known.keys()) {
      if (this.weight <= this.mostEvents) return;
      this.forget(oldest);
    }
  }

  private async fold(stream: string, events: readonly RecordedEvent[]): Promise<State> {
    const start = this.known.get(stream) ?? { version: 0, state: this.folding.initial };
    const fresh = events.filter(({ version }) => version > start.version);
    const [first] = fresh;
    if (first === undefined) return start.state;
    const follows = first.version === start.version + 1;
    const rest = follows ? fresh : await this.store.readStream(stream, { from: start.version + 1 });
    let { version, state } = start;
    for (const event of rest) {
      state = this.folding.evolve(state, event);
      version = event.version;
    }
    this.remember(stream, version, state);
    return state;
  }

  private forget(stream: string): void {
    this.weight -= this.known.get(stream)?.version ?? 0;
    this.known.delete(stream);
  }
}
