import type { Database } from 'better-sqlite3';
import { randomBytes } from 'node:crypto';
import type { Seal } from '../../../activity/activity-ledger.js';
import { segmentRoot } from '../../../activity/leaf.js';
import type { Row } from '../../../activity/segments/row.js';
import { CODEC, packSegment, unpackSegment } from '../../../activity/segments/segment-codec.js';

export interface StoredSegment {
  readonly id: number;
  readonly account: number;
  readonly codec: number;
  readonly salt: Buffer;
  readonly data: Buffer;
}

const COLUMNS = 'id, account, codec, salt, data';

/** Sealed events, one account a segment, with the salt that blinds them and their Merkle root. */
export class Segments {
  private readonly adding;
  private readonly one;
  private readonly ofAccount;
  private readonly laterOfAccount;
  private readonly following;
  private readonly recording;

  constructor(private readonly db: Database) {
    this.adding = db.prepare(
      `INSERT INTO segment (account, events, min_position, max_position, min_time, max_time, codec, salt, root, data)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.one = db.prepare<[number], StoredSegment>(`SELECT ${COLUMNS} FROM segment WHERE id = ?`);
    this.ofAccount = db.prepare<[number, number, number], StoredSegment>(
      `SELECT ${COLUMNS} FROM segment WHERE account = ? AND max_time >= ? AND min_time < ? ORDER BY id`,
    );
    this.laterOfAccount = db.prepare<[number, number, number, number, number], StoredSegment>(
      `SELECT ${COLUMNS} FROM segment
       WHERE account = ? AND id > ? AND max_time >= ? AND min_time < ? ORDER BY id LIMIT ?`,
    );
    this.following = db.prepare<[number, number, number], StoredSegment>(
      `SELECT ${COLUMNS} FROM segment WHERE (account, id) > (?, ?) AND id <= ?
       ORDER BY account, id LIMIT 1`,
    );
    this.recording = db.prepare('UPDATE segment SET recorded = 1 WHERE id = ?');
  }

  /** Rows of one account, ascending by position. */
  add(rows: readonly Row[]): Seal {
    const salt = randomBytes(16);
    const root = segmentRoot(
      salt,
      rows.map(({ raw }) => raw),
    );
    const [first, last] = [rows[0], rows.at(-1)];
    if (first === undefined || last === undefined) throw new RangeError('a segment has events');
    const times = rows.map(({ time }) => time);
    const added = this.adding.run(
      ...[first.account, rows.length, first.position, last.position],
      ...[Math.min(...times), Math.max(...times)],
      ...[CODEC, salt, Buffer.from(root, 'hex'), packSegment(rows)],
    );
    return { segment: Number(added.lastInsertRowid), count: rows.length, root };
  }

  get(id: number): StoredSegment | undefined {
    return this.one.get(id);
  }

  /** Segments of an account that may hold events with `from` ≤ time < `to`. */
  of(account: number, from = -Infinity, to = Infinity): readonly StoredSegment[] {
    return this.ofAccount.all(account, from, to);
  }

  /** The same behind a segment, at most `limit`. */
  after(
    account: number,
    id: number,
    from: number,
    to: number,
    limit: number,
  ): readonly StoredSegment[] {
    return this.laterOfAccount.all(account, id, from, to, limit);
  }

  /** In order of (account, id), up to and including `lastId`. */
  next(account: number, id: number, lastId: number): StoredSegment | undefined {
    return this.following.get(account, id, lastId);
  }

  rowsOf({ codec, account, data }: StoredSegment): Row[] {
    return unpackSegment(codec, account, data);
  }

  remove(id: number): void {
    this.db.prepare('DELETE FROM segment WHERE id = ?').run(id);
  }

  lastId(): number {
    return this.db.prepare<[], number>('SELECT ifnull(max(id), 0) FROM segment').pluck().get() ?? 0;
  }

  unrecorded(): readonly Seal[] {
    return this.db
      .prepare<[], Seal>(
        'SELECT id AS segment, events AS count, lower(hex(root)) AS root FROM segment WHERE recorded = 0 ORDER BY id',
      )
      .all();
  }

  recorded(ids: readonly number[]): void {
    for (const id of ids) this.recording.run(id);
  }
}
