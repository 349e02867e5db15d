import { randomBytes } from 'node:crypto';
import type { LedgerEvent, Seal } from '../../../activity/activity-ledger.js';
import { segmentRoot } from '../../../activity/leaf.js';
import type { Row } from '../../../activity/segments/row.js';
import { CODEC, packSegment, unpackSegment } from '../../../activity/segments/segment-codec.js';
import type { Session } from '../database.js';

export interface SegmentRow {
  readonly segment: number;
  readonly n: number;
  readonly source: string;
  readonly account: string;
  readonly codec: number;
  readonly salt: Buffer;
  readonly data: Buffer;
}

/** `s` is a row of `ledger_segment`, `a` its account. */
export const SEGMENT = `s.id AS segment, s.account AS n, a.source, a.account, s.codec, s.salt, s.data`;
export const OF_ACCOUNT = 'ledger_segment s JOIN ledger_account a ON a.n = s.account';

const BY_IDS = `SELECT ${SEGMENT} FROM ${OF_ACCOUNT} WHERE s.id = ANY ($1::bigint[])`;

export const segmentsById = (session: Session, ids: readonly number[]) =>
  session.rows<SegmentRow>(BY_IDS, [ids]);

/** Words of types by number; they are few and never change. */
export class Types {
  private readonly words = new Map<number, string>();

  async load(session: Session): Promise<void> {
    const rows = await session.rows<{ n: number; word: string }>('SELECT n, word FROM ledger_type');
    for (const { n, word } of rows) this.words.set(n, word);
  }

  has(n: number): boolean {
    return this.words.has(n);
  }

  word(n: number): string {
    return this.words.get(n) ?? '';
  }
}

/** A segment's events, in their order. */
export const unpack = async (
  session: Session,
  types: Types,
  row: SegmentRow,
): Promise<readonly LedgerEvent[]> => {
  const rows = unpackSegment(row.codec, row.n, row.data);
  if (rows.some(({ type }) => !types.has(type))) await types.load(session);
  return rows.map(({ position, time, received, type, mode, id, raw }) => ({
    position,
    source: row.source,
    account: row.account === '' ? undefined : row.account,
    time,
    receivedAt: received,
    type: types.word(type),
    mode,
    id,
    raw,
  }));
};

const ADD = `INSERT INTO ledger_segment
    (id, account, count, first_time, last_time, codec, salt, root, data)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`;

/** Rows of one account, ascending by position. */
export const addSegment = async (
  session: Session,
  id: number,
  rows: readonly Row[],
): Promise<Seal> => {
  const salt = randomBytes(16);
  const root = segmentRoot(
    salt,
    rows.map(({ raw }) => raw),
  );
  const times = rows.map(({ time }) => time);
  const [first] = rows;
  if (first === undefined) throw new RangeError('a segment has events');
  await session.run(ADD, [
    ...[id, first.account, rows.length, Math.min(...times), Math.max(...times)],
    ...[CODEC, salt, Buffer.from(root, 'hex'), packSegment(rows)],
  ]);
  return { segment: id, count: rows.length, root };
};
