import { randomBytes } from 'node:crypto';
import type {
  AllPage,
  AppendResult,
  EventStore,
  ExpectedVersion,
  ReadAll,
  ReadStream,
} from '../../event-sourcing/event-store.js';
import { assertAppend, DuplicateEventId } from '../../event-sourcing/store-errors.js';
import type {
  DomainEvent,
  NewEvent,
  Position,
  RecordedEvent,
} from '../../event-sourcing/recorded-event.js';
import { Listeners } from '../../event-sourcing/listeners.js';

/** The event store for unit tests. Data goes through JSON, as it does on disk. */
export class MemoryEventStore implements EventStore {
  private readonly log: RecordedEvent[] = [];
  private readonly streams = new Map<string, RecordedEvent[]>();
  private readonly listeners = new Listeners();

  async append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult> {
    assertAppend(expected, events);
    const known = this.streams.get(stream) ?? [];
    const again = firstOutcome(known, expected, events);
    if (again) return again;
    const wanted = expected === 'any' ? known.length : expected === 'none' ? 0 : expected;
    if (known.length !== wanted)
      return { ok: false, refusal: 'WrongExpectedVersion', current: known.length };

    const ids = new Set(known.map(({ id }) => id));
    for (const { id } of events) {
      if (ids.has(id)) throw new DuplicateEventId(stream);
      ids.add(id);
    }
    const recorded = events.map((event, index) => ({
      ...(JSON.parse(JSON.stringify(event)) as NewEvent),
      stream,
      version: known.length + index + 1,
      position: this.log.length + index + 1,
      salt: randomBytes(16).toString('hex'),
    }));
    this.log.push(...recorded);
    this.streams.set(stream, [...known, ...recorded]);
    this.listeners.announce();
    return { ok: true, version: known.length + events.length, position: this.log.length };
  }

  async readStream<Event extends DomainEvent>(
    stream: string,
    { from = 1, to = Infinity }: ReadStream = {},
  ): Promise<readonly RecordedEvent<Event>[]> {
    const events = (this.streams.get(stream) ?? []) as RecordedEvent<Event>[];
    return events.filter(({ version }) => version >= from && version <= to);
  }

  async readAll({ after, limit, types }: ReadAll): Promise<AllPage> {
    const rest = this.log.slice(after);
    const wanted = types ? rest.filter(({ type }) => types.includes(type)) : rest;
    const events = wanted.slice(0, limit);
    const full = events.length === limit ? events.at(-1) : undefined;
    return { events, next: full?.position ?? Math.max(after, this.log.length) };
  }

  async head(): Promise<Position> {
    return this.log.length;
  }

  onAppend(listener: () => void): () => void {
    return this.listeners.add(listener);
  }
}

/** The outcome of the append that these very events had before, if they had one. */
const firstOutcome = (
  known: readonly RecordedEvent[],
  expected: ExpectedVersion,
  events: readonly NewEvent[],
): AppendResult | undefined => {
  const start =
    expected === 'any'
      ? known.findIndex(({ id }) => id === events[0]?.id)
      : expected === 'none'
        ? 0
        : expected;
  const there = known.slice(start, start + events.length);
  if (start < 0 || there.length !== events.length) return undefined;
  if (!there.every(({ id }, index) => id === events[index]?.id)) return undefined;
  const last = there[there.length - 1] as RecordedEvent;
  return { ok: true, version: last.version, position: last.position };
};
