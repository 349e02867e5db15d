import type {
  AccountRef,
  KeptReject,
  LedgerEvent,
  LedgerFigures,
  LedgerPage,
  LedgerPosition,
  Refusals,
  SegmentProof,
  TimeRange,
} from '../../../activity/activity-ledger.js';
import { segmentProof } from '../../../activity/leaf.js';
import { PAGE_SIZE } from './database.js';
import { pagesInUse } from './identities.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Parts } from './parts.js';
import { BLOCK, blockOf } from './places.js';

export const readFrom = (parts: Parts, after: LedgerPosition, limit: number): LedgerPage => {
  if (after < parts.places.sweptUpTo()) return readSwept(parts, after, limit);
  const rows = parts.inbox.read(after, parts.head, limit);
  const events = rows.map((row) => parts.eventOf(row));
  return { events, next: endOf(parts, after, limit, events) };
};

/** A reader far behind: block by block, from the inbox and from segments. */
const readSwept = (parts: Parts, after: LedgerPosition, limit: number): LedgerPage => {
  const wanted: number[] = [];
  const last = blockOf(parts.head);
  for (let block = blockOf(after + 1); block <= last && wanted.length < limit; block++) {
    const inInbox = parts.inbox.positionsWithin(block * BLOCK, block * BLOCK + BLOCK - 1);
    const there = new Set([...inInbox, ...parts.places.sealedIn(block)]);
    for (const position of [...there].sort((a, b) => a - b))
      if (position > after) wanted.push(position);
  }
  const events = readPositions(parts, wanted.slice(0, limit));
  return { events, next: endOf(parts, after, limit, events) };
};

/** Short of `limit` the reader has seen everything, holes behind the last event included. */
const endOf = (
  { head }: Parts,
  after: LedgerPosition,
  limit: number,
  events: readonly LedgerEvent[],
): LedgerPosition =>
  events.length < limit ? Math.max(after, head) : (events.at(-1)?.position ?? after);

/** Each segment is unpacked once, however many of its events are wanted. */
export const readPositions = (
  parts: Parts,
  positions: readonly LedgerPosition[],
): readonly LedgerEvent[] => {
  const found = new Map<LedgerPosition, Row>();
  const inSegments = new Set<number>();
  for (const position of new Set(positions)) {
    const row = parts.inbox.get(position);
    if (row !== undefined) found.set(position, row);
    else inSegments.add(parts.places.segmentOf(position) ?? 0);
  }
  const wanted = new Set(positions);
  for (const id of inSegments) {
    const segment = parts.segments.get(id);
    if (segment === undefined) continue;
    for (const row of parts.segments.rowsOf(segment))
      if (wanted.has(row.position)) found.set(row.position, row);
  }
  return positions.flatMap((position) => {
    const row = found.get(position);
    return row === undefined ? [] : [parts.eventOf(row)];
  });
};

export const readPosition = (parts: Parts, position: LedgerPosition): LedgerEvent | undefined =>
  readPositions(parts, [position])[0];

export const readAccount = (
  parts: Parts,
  { source, account }: AccountRef,
  { from = -Infinity, to = Infinity }: TimeRange,
): readonly LedgerEvent[] => {
  const id = parts.names.knownAccount(source, account);
  if (id === undefined) return [];
  const sealed = parts.segments
    .of(id, from, to)
    .flatMap((stored) => parts.segments.rowsOf(stored))
    .filter(({ time }) => time >= from && time < to);
  const unsealed = parts.inbox
    .positionsOf(id)
    .flatMap((position) => parts.inbox.getWithin(position, from, to) ?? []);
  return [...sealed, ...unsealed].map((row) => parts.eventOf(row));
};

export const find = (parts: Parts, source: string, id: string): LedgerEvent | undefined => {
  const known = parts.identities.find(parts.identities.keyOf(source, id));
  return known === undefined ? undefined : readPosition(parts, known.position);
};

export const proofOf = (parts: Parts, position: LedgerPosition): SegmentProof | undefined => {
  const id = parts.places.segmentOf(position);
  const segment = id === undefined ? undefined : parts.segments.get(id);
  if (segment === undefined) return undefined;
  const rows = parts.segments.rowsOf(segment);
  const index = rows.findIndex((row) => row.position === position);
  return segmentProof(
    segment.id,
    segment.salt,
    rows.map(({ raw }) => raw),
    index,
  );
};

export const readRejects = (
  { db }: Parts,
  { source, before, limit }: { source?: string; before?: number; limit: number },
): readonly KeptReject[] => {
  const bySource = source === undefined ? '' : 'AND source = @source';
  const rows = db
    .prepare<object, Record<string, unknown>>(
      `SELECT position, received AS receivedAt, source, id, code, message, pointer, raw FROM reject
       WHERE position < @before ${bySource} ORDER BY position DESC LIMIT @limit`,
    )
    .all({ source, before: before ?? Number.MAX_SAFE_INTEGER, limit });
  return rows.map((row) => withoutNulls(row) as unknown as KeptReject);
};

const withoutNulls = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value ?? undefined]));

export const refusalsOf = ({ db }: Parts): ReadonlyMap<string, Refusals> => {
  const found = new Map<string, { duplicates: number; rejected: Record<string, number> }>();
  const of = (source: string) => {
    const known = found.get(source) ?? { duplicates: 0, rejected: {} };
    found.set(source, known);
    return known;
  };
  const duplicates = db.prepare<[], { source: string; value: number }>(
    `SELECT substr(name, 12) AS source, value FROM counter WHERE name LIKE 'duplicates %'`,
  );
  for (const { source, value } of duplicates.all()) of(source).duplicates = value;
  const rejected = db.prepare<[], { source: string; code: string; value: number }>(
    `SELECT ifnull(source, '') AS source, code, count(*) AS value FROM reject GROUP BY 1, 2`,
  );
  for (const { source, code, value } of rejected.all()) of(source).rejected[code] = value;
  return found;
};

export const figuresOf = (parts: Parts): LedgerFigures => {
  const sealed = parts.counters.get('sealed');
  const dedup = parts.identities.bytes;
  const rejected = parts.db.prepare<[], number>('SELECT count(*) FROM reject').pluck().get() ?? 0;
  return {
    events: sealed + parts.inbox.waiting.total,
    duplicates: parts.counters.get('duplicates'),
    rejected,
    types: parts.types(),
    sealed,
    head: parts.head,
    bytes: { events: pagesInUse(parts.db) * PAGE_SIZE - dedup, dedup },
  };
};
