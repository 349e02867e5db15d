import { ownerOfKey } from '../../detection/keys.js';
import type { EventRef, Signal, SignalEvent } from '../../detection/signal.js';
import { foldSignal } from '../../detection/signal-fold.js';
import type { SignalIndex, SignalQuery } from '../../detection/signal-index.js';
import { eventKey, type SignalLink } from '../../detection/signal-links.js';
import type { KeyRef } from '../../detection/runner/detection-state.js';
import type { Position, RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { SqlClient, Statement } from './sql-client.js';

const DDL = `
CREATE TABLE signal_index_position (
  one INTEGER PRIMARY KEY CHECK (one = 1), position INTEGER NOT NULL
) STRICT;
INSERT INTO signal_index_position VALUES (1, 0);
CREATE TABLE signals (
  id TEXT PRIMARY KEY, detector TEXT NOT NULL, key TEXT NOT NULL, owner TEXT NOT NULL,
  subject TEXT NOT NULL, offering TEXT NOT NULL, violation TEXT NOT NULL, state TEXT NOT NULL,
  score REAL NOT NULL, last_at REAL NOT NULL, body TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX signals_key ON signals (detector, key);
CREATE INDEX signals_owner ON signals (owner);
CREATE INDEX signals_subject ON signals (subject, offering);
CREATE INDEX signals_last ON signals (last_at DESC, id);
CREATE TABLE signal_streams (stream TEXT PRIMARY KEY, version INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE signal_links (
  event TEXT NOT NULL, signal TEXT NOT NULL, PRIMARY KEY (event, signal)
) STRICT, WITHOUT ROWID;
CREATE INDEX signal_links_signal ON signal_links (signal);
`;

const LIST = `WITH q (subject, offering, violation, detector, score, state, offerings, last_at, id)
    AS (SELECT ?, ?, ?, ?, ?, ?, ?, ?, ?)
  SELECT s.body FROM signals s, q
  WHERE (q.subject IS NULL OR s.subject = q.subject)
    AND (q.offering IS NULL OR s.offering = q.offering)
    AND (q.violation IS NULL OR s.violation = q.violation)
    AND (q.detector IS NULL OR s.detector = q.detector)
    AND (q.score IS NULL OR s.score >= q.score)
    AND (q.state IS NULL OR s.state = q.state)
    AND (q.offerings IS NULL OR s.offering IN (SELECT value FROM json_each(q.offerings)))
    AND (q.last_at IS NULL OR s.last_at < q.last_at OR (s.last_at = q.last_at AND s.id > q.id))
  ORDER BY s.last_at DESC, s.id LIMIT ?`;

interface Body {
  readonly body: string;
}

const parse = (rows: readonly Body[]): Signal[] =>
  rows.map(({ body }) => JSON.parse(body) as Signal);

/** Signals as they stand, in the read side's database. */
export class SqliteSignalIndex implements SignalIndex {
  private constructor(private readonly sql: SqlClient) {}

  static async open(sql: SqlClient): Promise<SqliteSignalIndex> {
    await sql.migrate('signal-index', 1, DDL);
    return new SqliteSignalIndex(sql);
  }

  async position(): Promise<Position> {
    const row = await this.sql.get<{ position: number }>(
      'SELECT position FROM signal_index_position',
    );
    return row?.position ?? 0;
  }

  async apply(events: readonly RecordedEvent<SignalEvent>[], next: Position): Promise<void> {
    const after = await this.position();
    const fresh = events.filter((event) => event.position > after);
    const ids = [...new Set(fresh.map(({ data }) => data.id))];
    const standing = new Map((await this.byIds(ids)).map((signal) => [signal.id, signal]));
    const versions = new Map<string, number>();
    for (const event of fresh) {
      const told = { type: event.type, data: event.data } as SignalEvent;
      const signal = foldSignal(standing.get(event.data.id), told);
      if (signal) standing.set(signal.id, signal);
      versions.set(event.stream, event.version);
    }
    await this.sql.write([
      ...rowsOf([...standing.values()]),
      {
        sql: `INSERT OR REPLACE INTO signal_streams
              SELECT value->>0, value->>1 FROM json_each(?)`,
        params: [JSON.stringify([...versions])],
      },
      {
        sql: 'UPDATE signal_index_position SET position = max(position, ?)',
        params: [next],
      },
    ]);
  }

  async get(id: string): Promise<Signal | undefined> {
    return (await this.byIds([id]))[0];
  }

  async list(query: SignalQuery): Promise<readonly Signal[]> {
    const rows = await this.sql.all<Body>(LIST, [
      query.subject ?? null,
      query.offering ?? null,
      query.violation ?? null,
      query.detector ?? null,
      query.minScore ?? null,
      query.state ?? null,
      query.offerings ? JSON.stringify(query.offerings) : null,
      query.after?.lastAt ?? null,
      query.after?.id ?? null,
      query.limit,
    ]);
    return parse(rows);
  }

  async ofKeys(keys: readonly KeyRef[]): Promise<readonly Signal[]> {
    const rows = await this.sql.all<Body>(
      `SELECT s.body FROM json_each(?) k CROSS JOIN signals s
       ON s.detector = k.value->>0 AND s.key = k.value->>1`,
      [JSON.stringify(keys.map(({ detector, key }) => [detector, key]))],
    );
    return parse(rows);
  }

  async ofOwners(owners: readonly string[]): Promise<readonly Signal[]> {
    const rows = await this.sql.all<Body>(
      'SELECT body FROM signals WHERE owner IN (SELECT value FROM json_each(?))',
      [JSON.stringify(owners)],
    );
    return parse(rows);
  }

  async owners(): Promise<readonly string[]> {
    const rows = await this.sql.all<{ owner: string }>(
      "SELECT DISTINCT owner FROM signals WHERE state <> 'withdrawn'",
    );
    return rows.map(({ owner }) => owner);
  }

  async versions(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.sql.all<{ stream: string; version: number }>(
      'SELECT stream, version FROM signal_streams WHERE stream IN (SELECT value FROM json_each(?))',
      [JSON.stringify(streams)],
    );
    return new Map(rows.map(({ stream, version }) => [stream, version]));
  }

  async linksOf(events: readonly EventRef[]): Promise<ReadonlyMap<string, readonly SignalLink[]>> {
    const rows = await this.sql.all<{ event: string } & Body>(
      `SELECT l.event, s.body FROM json_each(?) e CROSS JOIN signal_links l ON l.event = e.value
       JOIN signals s ON s.id = l.signal ORDER BY s.score DESC, s.id`,
      [JSON.stringify([...new Set(events.map(eventKey))])],
    );
    const links = new Map<string, SignalLink[]>();
    for (const { event, body } of rows) {
      const { id, detector, violation, score, state } = JSON.parse(body) as Signal;
      const link = { id, detector, violation, score, state };
      links.set(event, [...(links.get(event) ?? []), link]);
    }
    return links;
  }

  private async byIds(ids: readonly string[]): Promise<Signal[]> {
    const rows = await this.sql.all<Body>(
      'SELECT body FROM signals WHERE id IN (SELECT value FROM json_each(?))',
      [JSON.stringify(ids)],
    );
    return parse(rows);
  }
}

const rowsOf = (signals: readonly Signal[]): Statement[] => {
  const links = signals.flatMap((signal) =>
    signal.state === 'withdrawn'
      ? []
      : [...new Set(signal.events.map(eventKey))].map((event) => [event, signal.id]),
  );
  return [
    {
      sql: `INSERT OR REPLACE INTO signals
            SELECT value->>'$[0].id', value->>'$[0].detector', value->>'$[0].key', value->>1,
              value->>'$[0].subject', value->>'$[0].offering', value->>'$[0].violation',
              value->>'$[0].state', value->>'$[0].score', value->>'$[0].lastAt', value->>2
            FROM json_each(?)`,
      params: [
        JSON.stringify(
          signals.map((signal) => [signal, ownerOfKey(signal.key), JSON.stringify(signal)]),
        ),
      ],
    },
    {
      sql: 'DELETE FROM signal_links WHERE signal IN (SELECT value FROM json_each(?))',
      params: [JSON.stringify(signals.map(({ id }) => id))],
    },
    {
      sql: 'INSERT OR IGNORE INTO signal_links SELECT value->>0, value->>1 FROM json_each(?)',
      params: [JSON.stringify(links)],
    },
  ];
};
