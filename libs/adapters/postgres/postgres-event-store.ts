import { randomBytes } from 'node:crypto';
import type {
  AllPage,
  AppendResult,
  EventStore,
  ExpectedVersion,
  ReadAll,
  ReadStream,
} from '../../event-sourcing/event-store.js';
import type {
  DomainEvent,
  NewEvent,
  Position,
  RecordedEvent,
} from '../../event-sourcing/recorded-event.js';
import { assertAppend, DuplicateEventId } from '../../event-sourcing/store-errors.js';
import type { Database } from './database.js';
import { GroupQueue } from './group-queue.js';
import { LOCKS } from './locks.js';
import type { WakeUps } from './wake-up.js';

interface Append {
  readonly stream: string;
  readonly expected: ExpectedVersion;
  readonly events: readonly NewEvent[];
}

interface Outcome {
  readonly outcome: 'ok' | 'wrong' | 'duplicate';
  readonly version: number;
  readonly position_: Position;
}

interface StoredRow {
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  readonly id: string;
  readonly type: string;
  readonly data: string;
  readonly metadata: string;
  readonly salt: Buffer;
}

const APPEND = 'SELECT * FROM es_append($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)';

const COLUMNS = `e.position, s.name AS stream, e.version, e.id, e.type, e.data, e.metadata, e.salt`;

const STREAM = `SELECT ${COLUMNS} FROM es_stream s JOIN es_event e ON e.stream = s.id
  WHERE s.name = $1 AND e.version BETWEEN $2 AND $3 ORDER BY e.version LIMIT $4`;

/** The head and the page are of one moment: one row at least comes back. */
const page = (filter: string): string => `
  SELECT h.head, ${COLUMNS}
  FROM (SELECT coalesce(max(position), 0) AS head FROM es_event) h
  LEFT JOIN LATERAL (
    SELECT * FROM es_event WHERE position > $1 ${filter} ORDER BY position LIMIT $2
  ) e ON true
  LEFT JOIN es_stream s ON s.id = e.stream ORDER BY e.position`;

const ALL = page('');
const OF_TYPES = page('AND type = ANY ($3::text[])');

const HEAD = 'SELECT coalesce(max(position), 0) AS head FROM es_event';

const STREAM_PAGE = 2_000;
/** A version that no stream has; PostgreSQL's integer ends there. */
const LAST_VERSION = 2_147_483_647;

/**
 * The event store in PostgreSQL, for any number of processes. Appends of one process that arrive
 * together share a transaction; a lock puts transactions in the order of their positions.
 */
export class PostgresEventStore implements EventStore {
  private readonly queue = new GroupQueue<Append, Outcome>((group) => this.carryOut(group), {
    items: 500,
    weight: 5_000,
  });

  constructor(
    private readonly database: Database,
    private readonly wakeUps: WakeUps,
  ) {}

  async append<Event extends DomainEvent>(
    stream: string,
    expected: ExpectedVersion,
    events: readonly NewEvent<Event>[],
  ): Promise<AppendResult> {
    assertAppend(expected, events);
    const { outcome, version, position_ } = await this.queue.add(
      { stream, expected, events },
      events.length,
    );
    if (outcome === 'duplicate') throw new DuplicateEventId(stream);
    return outcome === 'ok'
      ? { ok: true, version, position: position_ }
      : { ok: false, refusal: 'WrongExpectedVersion', current: version };
  }

  async readStream<Event extends DomainEvent>(
    stream: string,
    { from = 1, to = LAST_VERSION }: ReadStream = {},
  ): Promise<readonly RecordedEvent<Event>[]> {
    const events: RecordedEvent<Event>[] = [];
    const last = Math.min(to, LAST_VERSION);
    for (let version = from; ; version = from + events.length) {
      const params = [stream, Math.min(version, LAST_VERSION), last, STREAM_PAGE];
      const rows = await this.database.all<StoredRow>(STREAM, params);
      for (const row of rows) events.push(toEvent<Event>(row));
      if (rows.length < STREAM_PAGE) return events;
    }
  }

  async readAll({ after, limit, types }: ReadAll): Promise<AllPage> {
    const rows = await this.database.all<StoredRow & { readonly head: Position }>(
      types ? OF_TYPES : ALL,
      types ? [after, limit, types] : [after, limit],
    );
    const head = rows[0]?.head ?? 0;
    const found = rows.filter(({ id }) => id !== null);
    const last = found.length === limit ? found.at(-1)?.position : undefined;
    return { events: found.map((row) => toEvent(row)), next: last ?? Math.max(after, head) };
  }

  async head(): Promise<Position> {
    return (await this.database.get<{ head: Position }>(HEAD))?.head ?? 0;
  }

  onAppend(listener: () => void): () => void {
    return this.wakeUps.on('probity_events', listener);
  }

  /** Appends under way are finished first. */
  async close(): Promise<void> {
    await this.queue.drained();
  }

  private async carryOut(group: readonly Append[]): Promise<readonly Outcome[]> {
    const events = group.flatMap((append) => append.events);
    const params = [
      group.map(({ stream }) => stream),
      group.map(({ expected }) => numberOf(expected)),
      group.map((append) => append.events.length),
      events.map(({ id }) => id),
      events.map(({ type }) => type),
      events.map(({ data }) => JSON.stringify(data)),
      events.map(({ metadata }) => JSON.stringify(metadata)),
      randomBytes(16 * events.length),
      ...LOCKS.events,
      this.database.origin,
    ];
    const outcomes = await this.database.all<Outcome>(APPEND, params);
    const newest = Math.max(...outcomes.map(({ position_ }) => position_));
    if (newest > 0) this.tell(newest);
    return outcomes;
  }

  /** After the answers are under way: a listener finds what the appenders know. */
  private tell(newest: Position): void {
    this.wakeUps.announce('probity_events', newest);
  }
}

const numberOf = (expected: ExpectedVersion): number =>
  expected === 'any' ? -1 : expected === 'none' ? 0 : Math.min(expected, LAST_VERSION);

const toEvent = <Event extends DomainEvent>(row: StoredRow): RecordedEvent<Event> => {
  const { position, stream, version, id, type, data, metadata, salt } = row;
  return {
    id,
    stream,
    version,
    position,
    type,
    data: JSON.parse(data) as Event['data'],
    metadata: JSON.parse(metadata) as RecordedEvent['metadata'],
    salt: salt.toString('hex'),
  };
};
