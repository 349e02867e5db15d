import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  AllPage,
  AppendResult,
  EventStore,
  ExpectedVersion,
  ReadAll,
  ReadStream,
} from '../../event-sourcing/event-store.js';
import { Listeners } from '../../event-sourcing/listeners.js';
import type {
  DomainEvent,
  NewEvent,
  Position,
  RecordedEvent,
} from '../../event-sourcing/recorded-event.js';
import { assertAppend, DuplicateEventId } from '../../event-sourcing/store-errors.js';
import { DatabaseError } from './errors.js';
import type { AppendAnswer, NewRow, RowPage, StoredRow } from './event-store-rows.js';
import { RecentEvents, type RecentEvent } from './recent-events.js';
import { WorkerClient } from './worker-client.js';

/** Events of one stream per message; a long stream does not hold up the writers. */
const STREAM_PAGE = 2_000;

/** Appended at the end, read once by each reader: a page is seldom asked for twice. */
const CACHE = 'cache_size = -4096';

/**
 * The event store in one SQLite file behind a thread of its own, synced to disk on every commit;
 * concurrent appends share commits. The file belongs to one process: see `holdDataFolder`.
 */
export class SqliteEventStore implements EventStore {
  private readonly listeners = new Listeners();
  private readonly recent: RecentEvents;

  private constructor(
    private readonly worker: WorkerClient,
    /** Known to this process; it is the only writer. */
    private newest: Position,
  ) {
    this.recent = new RecentEvents(newest);
  }

  static async open(file: string, pragmas: readonly string[] = []): Promise<SqliteEventStore> {
    const engine = new URL('./event-store-engine.js', import.meta.url).href;
    const worker = await WorkerClient.open({
      file,
      engine,
      synchronous: 'FULL',
      pragmas: [CACHE, ...pragmas],
    });
    return new SqliteEventStore(worker, await worker.call<Position>('read', 'head'));
  }

  async append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult> {
    assertAppend(expected, events);
    const number = expected === 'any' ? -1 : expected === 'none' ? 0 : expected;
    const rows = events.map(toRow);
    const answer = await this.worker
      .call<AppendAnswer>('write', 'append', stream, number, rows)
      .catch((error: unknown) => {
        // Versions follow from the stream, so only an id can be there already.
        const double = error instanceof DatabaseError && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
        throw double ? new DuplicateEventId(stream) : error;
      });
    if ('current' in answer)
      return { ok: false, refusal: 'WrongExpectedVersion', current: answer.current };
    const { version, position, salts } = answer;
    if (salts.length > 0) this.recent.add(asRecent(stream, rows, { version, position, salts }));
    this.moveTo(position);
    return { ok: true, version, position };
  }

  async readStream<Event extends DomainEvent>(
    stream: string,
    { from = 1, to = Number.MAX_SAFE_INTEGER }: ReadStream = {},
  ): Promise<readonly RecordedEvent<Event>[]> {
    const events: RecordedEvent<Event>[] = [];
    for (let version = from; ; version = from + events.length) {
      const rows = await this.worker.call<readonly StoredRow[]>(
        'read',
        'stream',
        stream,
        version,
        to,
        STREAM_PAGE,
      );
      for (const row of rows) events.push(toEvent<Event>(row));
      if (rows.length < STREAM_PAGE) return events;
    }
  }

  async readAll(wanted: ReadAll): Promise<AllPage> {
    const page = this.recent.page(wanted);
    if (page === undefined) return this.readFile(wanted);
    // An answer from memory alone would let a reader that asks in a loop keep everybody else waiting.
    await nextTurn();
    return page;
  }

  private async readFile({ after, limit, types }: ReadAll): Promise<AllPage> {
    const events: RecordedEvent[] = [];
    let next = after;
    for (;;) {
      const wanted = limit - events.length;
      const page: RowPage = types
        ? await this.worker.call('read', 'readSome', next, wanted, types)
        : await this.worker.call('read', 'readAll', next, wanted);
      for (const row of page.rows) events.push(toEvent(row));
      next = page.next;
      if (page.end) return { events, next };
    }
  }

  head(): Promise<Position> {
    return Promise.resolve(this.newest);
  }

  onAppend(listener: () => void): () => void {
    return this.listeners.add(listener);
  }

  /** Appends under way are finished first. Idempotent. */
  close(): Promise<void> {
    return this.worker.close();
  }

  private moveTo(position: Position): void {
    if (position <= this.newest) return;
    this.newest = position;
    this.listeners.announce();
  }
}

/** As they will be read back: by way of their text. */
const asRecent = (
  stream: string,
  rows: readonly NewRow[],
  { version, position, salts }: Exclude<AppendAnswer, { current: number }>,
): readonly RecentEvent[] =>
  rows.map(([id, type, data, metadata], index) => {
    const before = rows.length - 1 - index;
    const salt = salts[index] ?? '';
    const row = [
      position - before,
      stream,
      version - before,
      id,
      type,
      data,
      metadata,
      salt,
    ] as const;
    return {
      ...{ position: position - before, type, characters: data.length + metadata.length },
      read: () => toEvent(row),
    };
  });

const toRow = ({ id, type, data, metadata }: NewEvent): NewRow => [
  id,
  type,
  JSON.stringify(data),
  JSON.stringify(metadata),
];

const toEvent = <Event extends DomainEvent>(row: StoredRow): RecordedEvent<Event> => {
  const [position, stream, version, id, type, data, metadata, salt] = row;
  return {
    id,
    stream,
    version,
    position,
    type,
    data: JSON.parse(data) as Event['data'],
    metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
    salt,
  };
};
