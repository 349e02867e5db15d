import { ownerOfKey } from '../../../detection/keys.js';
import type { KeyRef } from '../../../detection/runner/detection-state.js';
import type { EventRef, Signal, SignalEvent } from '../../../detection/signal.js';
import { foldSignal } from '../../../detection/signal-fold.js';
import type { SignalIndex, SignalQuery } from '../../../detection/signal-index.js';
import { eventKey, type SignalLink } from '../../../detection/signal-links.js';
import type { Position, RecordedEvent } from '../../../event-sourcing/recorded-event.js';
import type { Database, Session } from '../database.js';
import { columnsOf } from './columns.js';
import { Conditions } from './conditions.js';

interface Body {
  readonly body: string;
}

const parse = (rows: readonly Body[]): Signal[] =>
  rows.map(({ body }) => JSON.parse(body) as Signal);

const BY_IDS = 'SELECT body FROM signal WHERE id = ANY ($1::text[])';

/** Signals as they stand. */
export class PostgresSignalIndex implements SignalIndex {
  constructor(private readonly database: Database) {}

  async position(): Promise<Position> {
    const row = await this.database.get<{ position: Position }>(
      'SELECT position FROM signal_index_position',
    );
    return row?.position ?? 0;
  }

  /** The position's row is locked first: two processes take turns, and neither applies twice. */
  apply(events: readonly RecordedEvent<SignalEvent>[], next: Position): Promise<void> {
    return this.database.transaction(async (session) => {
      const [stored] = await session.rows<{ position: Position }>(
        'SELECT position FROM signal_index_position FOR UPDATE',
      );
      const fresh = events.filter((event) => event.position > (stored?.position ?? 0));
      const ids = [...new Set(fresh.map(({ data }) => data.id))];
      const rows = await session.rows<Body>(BY_IDS, [ids]);
      const standing = new Map(parse(rows).map((signal) => [signal.id, signal]));
      const versions = new Map<string, number>();
      for (const event of fresh) {
        const told = { type: event.type, data: event.data } as SignalEvent;
        const signal = foldSignal(standing.get(event.data.id), told);
        if (signal) standing.set(signal.id, signal);
        versions.set(event.stream, event.version);
      }
      await putSignals(session, [...standing.values()]);
      await session.run(
        `INSERT INTO signal_stream SELECT * FROM unnest($1::text[], $2::integer[])
         ON CONFLICT (stream) DO UPDATE SET version = excluded.version`,
        columnsOf([...versions], 2),
      );
      await session.run('UPDATE signal_index_position SET position = greatest(position, $1)', [
        next,
      ]);
    });
  }

  async get(id: string): Promise<Signal | undefined> {
    return parse(await this.database.all<Body>(BY_IDS, [[id]]))[0];
  }

  async list(query: SignalQuery): Promise<readonly Signal[]> {
    const where = new Conditions();
    where.equal('subject', query.subject);
    where.equal('offering', query.offering);
    where.equal('violation', query.violation);
    where.equal('detector', query.detector);
    where.equal('state', query.state);
    if (query.minScore !== undefined) where.add((p) => `score >= ${p(query.minScore)}`);
    if (query.offerings) where.add((p) => `offering = ANY (${p(query.offerings)}::text[])`);
    const { after } = query;
    if (after)
      where.add((p) => {
        const lastAt = `${p(after.lastAt)}::double precision`;
        return `last_at < ${lastAt} OR (last_at = ${lastAt} AND id > ${p(after.id)})`;
      });
    const limit = where.param(query.limit);
    return parse(
      await this.database.all<Body>(
        `SELECT body FROM signal WHERE ${where.sql} ORDER BY last_at DESC, id LIMIT ${limit}`,
        where.params,
      ),
    );
  }

  async ofKeys(keys: readonly KeyRef[]): Promise<readonly Signal[]> {
    const rows = await this.database.all<Body>(
      `SELECT s.body FROM unnest($1::text[], $2::text[]) k (detector, key)
       JOIN signal s ON s.detector = k.detector AND s.key = k.key`,
      columnsOf(
        keys.map(({ detector, key }) => [detector, key]),
        2,
      ),
    );
    return parse(rows);
  }

  async ofOwners(owners: readonly string[]): Promise<readonly Signal[]> {
    return parse(
      await this.database.all<Body>('SELECT body FROM signal WHERE owner = ANY ($1::text[])', [
        owners,
      ]),
    );
  }

  async owners(): Promise<readonly string[]> {
    const rows = await this.database.all<{ owner: string }>(
      "SELECT DISTINCT owner FROM signal WHERE state <> 'withdrawn'",
    );
    return rows.map(({ owner }) => owner);
  }

  async versions(streams: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const rows = await this.database.all<{ stream: string; version: number }>(
      'SELECT stream, version FROM signal_stream WHERE stream = ANY ($1::text[])',
      [streams],
    );
    return new Map(rows.map(({ stream, version }) => [stream, version]));
  }

  async linksOf(events: readonly EventRef[]): Promise<ReadonlyMap<string, readonly SignalLink[]>> {
    const rows = await this.database.all<{ event: string } & Body>(
      `SELECT l.event, s.body FROM signal_link l JOIN signal s ON s.id = l.signal
       WHERE l.event = ANY ($1::text[]) ORDER BY s.score DESC, s.id`,
      [[...new Set(events.map(eventKey))]],
    );
    const links = new Map<string, SignalLink[]>();
    for (const { event, body } of rows) {
      const { id, detector, violation, score, state } = JSON.parse(body) as Signal;
      const link = { id, detector, violation, score, state };
      links.set(event, [...(links.get(event) ?? []), link]);
    }
    return links;
  }
}

const PUT = `INSERT INTO signal
    (id, detector, key, owner, subject, offering, violation, state, score, last_at, body)
  SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
    $7::text[], $8::text[], $9::double precision[], $10::double precision[], $11::text[])
  ON CONFLICT (id) DO UPDATE SET detector = excluded.detector, key = excluded.key,
    owner = excluded.owner, subject = excluded.subject, offering = excluded.offering,
    violation = excluded.violation, state = excluded.state, score = excluded.score,
    last_at = excluded.last_at, body = excluded.body`;

const putSignals = async (session: Session, signals: readonly Signal[]): Promise<void> => {
  const rows = signals.map((signal) => [
    ...[signal.id, signal.detector, signal.key, ownerOfKey(signal.key), signal.subject],
    ...[signal.offering, signal.violation, signal.state, signal.score, signal.lastAt],
    JSON.stringify(signal),
  ]);
  await session.run(PUT, columnsOf(rows, 11));
  await session.run('DELETE FROM signal_link WHERE signal = ANY ($1::text[])', [
    signals.map(({ id }) => id),
  ]);
  const links = signals.flatMap((signal) =>
    signal.state === 'withdrawn'
      ? []
      : [...new Set(signal.events.map(eventKey))].map((event) => [event, signal.id]),
  );
  await session.run(
    'INSERT INTO signal_link SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING',
    columnsOf(links, 2),
  );
};
