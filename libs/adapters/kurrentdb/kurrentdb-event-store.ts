import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  END,
  EventStoreDBClient,
  NO_STREAM,
  StreamNotFoundError,
  WrongExpectedVersionError,
  type AllStreamRecordedEvent,
  type StreamingRead,
} from '@eventstore/db-client';
import type {
  AllPage,
  AppendResult,
  EventStore,
  ExpectedVersion,
  ReadAll,
  ReadStream,
} from '../../event-sourcing/event-store.js';
import { Listeners } from '../../event-sourcing/listeners.js';
import {
  START,
  type DomainEvent,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '../../event-sourcing/recorded-event.js';
import { assertAppend, DuplicateEventId } from '../../event-sourcing/store-errors.js';
import { AllListener } from './all-listener.js';
import { fromStored, idOf, toStored, versionOf } from './event-codec.js';
import { KnownStreams, repeatedAt } from './known-streams.js';
import { patiently } from './patience.js';
import { placeAfter, positionOf } from './positions.js';

export interface KurrentDbOptions {
  /** `esdb://host:port?tls=false`, `kurrentdb+discover://…`: the client's connection string. */
  readonly url: string;
  /** Before every stream's name: several installations may share a cluster. '' by default. */
  readonly prefix?: string;
  /** Milliseconds that a call waits for a server that cannot be reached: 30,000 by default. */
  readonly patience?: number;
}

/** Events of `$all` asked for at a time. */
const PAGE = 500;
/** Writers of one stream at once; more lost races in a row are a fault and no bad luck. */
const MOST_RACES = 1_000;
/** How long closing waits for the client to let go of what it was told to cancel. */
const GRACE_MS = 500;
const PATIENCE_MS = 30_000;
/** Own events of which the subscription has not told yet. */
const MOST_UNTOLD = 10_000;

/**
 * The event store on EventStoreDB 22.6 or newer, or KurrentDB. What is called while no server can be
 * reached is run again until `patience` is used up, then it rejects with `EventStoreUnreachable`;
 * an append whose answer was lost is recognised by its ids.
 */
export class KurrentDbEventStore implements EventStore {
  private readonly known = new KnownStreams();
  private readonly listeners = new Listeners();
  /** UUIDs that this process appended: their listeners are told by the append itself. */
  private readonly untold = new Set<string>();
  private newest: Position = START;
  private readonly closing = new AbortController();

  private constructor(
    private readonly client: EventStoreDBClient,
    private readonly prefix: string,
    private readonly patience: number,
    private readonly all: { listener?: AllListener },
  ) {}

  /** Rejects when no server answers. */
  static async open(options: KurrentDbOptions): Promise<KurrentDbEventStore> {
    const { url, prefix = '', patience = PATIENCE_MS } = options;
    const client = EventStoreDBClient.connectionString(url.replace(/^kurrent(db)?/, 'esdb'));
    const store = new KurrentDbEventStore(client, prefix, patience, {});
    try {
      const from = placeAfter(await store.newestOfOurs());
      const onEvent = (stream: string, id: string) => store.heard(stream, id);
      store.all.listener = new AllListener({ client, from, onEvent });
      return store;
    } catch (error) {
      await client.dispose();
      throw error;
    }
  }

  async append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult> {
    assertAppend(expected, events);
    return this.patiently(() => this.appendNow(stream, expected, events));
  }

  async readStream<Event extends DomainEvent>(
    stream: string,
    { from = 1, to = Infinity }: ReadStream = {},
  ): Promise<readonly RecordedEvent<Event>[]> {
    return this.patiently(async () => {
      const events: RecordedEvent[] = [];
      for await (const event of this.stored(stream, from, to))
        events.push(fromStored(event, this.prefix));
      return events as RecordedEvent<Event>[];
    });
  }

  readAll(query: ReadAll): Promise<AllPage> {
    return this.patiently(() => this.readAllNow(query));
  }

  head(): Promise<Position> {
    return this.patiently(() => this.newestOfOurs());
  }

  /** Rejects at once when no server answers. */
  async ping(): Promise<void> {
    await this.newestOfOurs();
  }

  onAppend(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.all.listener?.stop();
    // The client waits for the end of each stream, and of one that was cancelled it may hear no end.
    await Promise.race([this.client.dispose(), pause(GRACE_MS)]);
  }

  private patiently<Result>(work: () => Promise<Result>): Promise<Result> {
    return patiently(work, { patience: this.patience, signal: this.closing.signal });
  }

  private async appendNow(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent[],
  ): Promise<AppendResult> {
    const ids = events.map(({ id }) => id);
    for (let race = 0; race < MOST_RACES; race += 1) {
      // What another process appended since is learnt by losing to it, or here where it matters.
      if (race > 0 || !this.looksFree(stream, expected, ids)) await this.learn(stream);
      const known = this.known.of(stream);
      const again = repeatedAt(known, expected, ids);
      if (again !== undefined) return this.outcomeAt(stream, again);
      const wanted = expected === 'any' ? known.size : expected === 'none' ? 0 : expected;
      if (wanted !== known.size)
        return { ok: false, refusal: 'WrongExpectedVersion', current: known.size };
      if (new Set(ids).size < ids.length || ids.some((id) => known.has(id)))
        throw new DuplicateEventId(stream);
      if (await this.write(stream, known.size, events)) {
        const outcome = await this.outcomeAt(stream, known.size + events.length);
        for (const [at, id] of ids.entries()) this.known.add(stream, id, wanted + at + 1);
        this.listeners.announce();
        return outcome;
      }
    }
    throw new Error(`stream ${stream} is written by too many at once, or its version moves back`);
  }

  private async readAllNow({ after, limit, types }: ReadAll): Promise<AllPage> {
    const events: RecordedEvent[] = [];
    let next = after;
    for (let place = after; ;) {
      let read = 0;
      const page = this.client.readAll({ fromPosition: placeAfter(place), maxCount: PAGE });
      for await (const { event } of untilEnough(page)) {
        read += 1;
        const position = event ? positionOf(event.position) : place;
        if (!event || position <= place) continue;
        place = position;
        if (!this.isOurs(event)) continue;
        next = position;
        if (types && !types.includes(event.type)) continue;
        events.push(fromStored(event, this.prefix));
        if (events.length === limit) return { events, next };
      }
      if (read < PAGE) return { events, next };
    }
  }

  /** The newest event that is ours; looks no further back than it has looked before. */
  private async newestOfOurs(): Promise<Position> {
    const backwards = this.client.readAll({ direction: BACKWARDS, fromPosition: END });
    for await (const { event } of untilEnough(backwards)) {
      if (!event) continue;
      const position = positionOf(event.position);
      if (position > this.newest && !this.isOurs(event)) continue;
      this.newest = Math.max(this.newest, position);
      break;
    }
    return this.newest;
  }

  /** False when somebody else was faster. */
  private async write(
    stream: string,
    version: number,
    events: readonly NewEvent[],
  ): Promise<boolean> {
    const data = events.map((event) => toStored(event, randomBytes(16).toString('hex')));
    if (this.untold.size > MOST_UNTOLD) this.untold.clear();
    for (const { id } of data) this.untold.add(id);
    try {
      await this.client.appendToStream(this.prefix + stream, data, {
        expectedRevision: version === 0 ? NO_STREAM : BigInt(version - 1),
      });
      return true;
    } catch (error) {
      if (error instanceof WrongExpectedVersionError) return false;
      throw error;
    }
  }

  /** Asked of the log: an answer to an append that was sent twice tells no place. */
  private async outcomeAt(stream: string, version: number): Promise<AppendResult> {
    for await (const event of this.stored(stream, version, version))
      return { ok: true, version, position: positionOf(event.position) };
    throw new Error(`stream ${stream} has lost its version ${version}`);
  }

  private looksFree(stream: string, expected: ExpectedVersion, ids: readonly string[]): boolean {
    const known = this.known.of(stream);
    if (known.size === 0 && expected !== 'none' && expected !== 0) return false;
    const fits = expected === 'any' || known.size === (expected === 'none' ? 0 : expected);
    return fits && !ids.some((id) => known.has(id));
  }

  private async learn(stream: string): Promise<void> {
    const from = this.known.of(stream).size + 1;
    for await (const event of this.stored(stream, from, Infinity))
      this.known.add(stream, idOf(event), versionOf(event));
  }

  private async *stored(stream: string, from: number, to: number) {
    if (to < from) return;
    const maxCount = to === Infinity ? Number.MAX_SAFE_INTEGER : to - from + 1;
    const options = { fromRevision: BigInt(from - 1), maxCount };
    try {
      const events = this.client.readStream(this.prefix + stream, options);
      for await (const { event } of untilEnough(events)) if (event) yield event;
    } catch (error) {
      if (!(error instanceof StreamNotFoundError)) throw error;
    }
  }

  private heard(stream: string, uuid: string): void {
    if (!stream.startsWith(this.prefix) || this.untold.delete(uuid)) return;
    this.listeners.announce();
  }

  /** Names that begin with a dollar are the server's own. */
  private isOurs({ streamId, type }: AllStreamRecordedEvent): boolean {
    return !type.startsWith('$') && !streamId.startsWith('$') && streamId.startsWith(this.prefix);
  }
}

/** Whoever stops reading has to say so: the server would keep the rest ready for ever. */
async function* untilEnough<Event>(read: StreamingRead<Event>): AsyncGenerator<Event> {
  try {
    yield* read;
  } finally {
    await read.cancel();
  }
}
