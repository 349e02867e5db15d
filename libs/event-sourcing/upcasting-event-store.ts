import type {
  AllPage,
  AppendResult,
  EventStore,
  ExpectedVersion,
  ReadAll,
  ReadStream,
} from './event-store.js';
import type { DomainEvent, NewEvent, Position, RecordedEvent } from './recorded-event.js';
import type { Upcasters } from './upcaster.js';

/** An event store whose readers see only today's schemas, and whose writers are stamped with them. */
export class UpcastingEventStore implements EventStore {
  constructor(
    private readonly inner: EventStore,
    private readonly upcasters: Upcasters,
  ) {}

  append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult> {
    return this.inner.append(
      stream,
      expected,
      events.map((event) => this.stamp(event)),
    );
  }

  async readStream<Event extends DomainEvent>(
    stream: string,
    options?: ReadStream,
  ): Promise<readonly RecordedEvent<Event>[]> {
    const events = await this.inner.readStream<Event>(stream, options);
    return events.map((event) => this.upcasters.upcast(event));
  }

  async readAll(options: ReadAll): Promise<AllPage> {
    const { events, next } = await this.inner.readAll(options);
    return { events: events.map((event) => this.upcasters.upcast(event)), next };
  }

  head(): Promise<Position> {
    return this.inner.head();
  }

  onAppend(listener: () => void): () => void {
    return this.inner.onAppend(listener);
  }

  private stamp<Event extends DomainEvent>(event: NewEvent<Event>): NewEvent<Event> {
    const schema = this.upcasters.current(event.type);
    return schema === 1 ? event : { ...event, metadata: { ...event.metadata, schema } };
  }
}
