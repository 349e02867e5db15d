import type { LedgerEvent, LedgerPage, LedgerPosition } from '../../../activity/activity-ledger.js';
import type { Session } from '../database.js';
import { EVENT, NAMES, toEvent, type EventRow } from './event-rows.js';
import { segmentsById, Types, unpack } from './segments.js';

interface Place {
  readonly position: LedgerPosition;
  readonly segment: number;
}

// One row at least, whose head is of the same moment as the events.
const PAGE = `SELECT s.head, h.sealed_to, ${EVENT}
  FROM ledger_state s CROSS JOIN ledger_shape h
  LEFT JOIN LATERAL (
    SELECT * FROM ledger_event WHERE position > $1 ORDER BY position LIMIT $2
  ) e ON true ${NAMES} ORDER BY e.position`;

const PLACES_AFTER = `SELECT position, segment FROM ledger_place
  WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3`;

const ROWS_AT = `SELECT ${EVENT} FROM ledger_event e ${NAMES} WHERE e.position = ANY ($1::bigint[])`;
const PLACES_AT = 'SELECT position, segment FROM ledger_place WHERE position = ANY ($1::bigint[])';

type PageRow = EventRow & { readonly head: LedgerPosition; readonly sealed_to: LedgerPosition };

/**
 * Rows are read before places: an event that is sealed in between shows up in both, never in
 * neither.
 */
export const readPage = async (
  session: Session,
  after: LedgerPosition,
  limit: number,
): Promise<LedgerPage> => {
  const rows = await session.rows<PageRow>(PAGE, [after, limit]);
  const { head = 0, sealed_to: sealedTo = 0 } = rows[0] ?? {};
  const found = rows.filter(({ position }) => position !== null).map(toEvent);
  const sealed = sealedTo > after ? await sealedAfter(session, after, limit, found) : [];
  const events = merge(found, sealed).slice(0, limit);
  const last = events.length === limit ? events.at(-1)?.position : undefined;
  return { events, next: last ?? Math.max(after, head) };
};

const sealedAfter = async (
  session: Session,
  after: LedgerPosition,
  limit: number,
  found: readonly LedgerEvent[],
): Promise<readonly LedgerEvent[]> => {
  const last = found.length === limit ? found.at(-1)?.position : undefined;
  const upTo = last ?? Number.MAX_SAFE_INTEGER;
  return fromSegments(session, await session.rows<Place>(PLACES_AFTER, [after, upTo, limit]));
};

const merge = (
  rows: readonly LedgerEvent[],
  sealed: readonly LedgerEvent[],
): readonly LedgerEvent[] => {
  if (sealed.length === 0) return rows;
  const byPosition = new Map(sealed.map((event) => [event.position, event]));
  for (const row of rows) byPosition.set(row.position, row);
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
};

/** Segments that are unpacked at a time: one is up to 256 events. */
const SEGMENTS_AT_A_TIME = 64;

const fromSegments = async (
  session: Session,
  places: readonly Place[],
): Promise<readonly LedgerEvent[]> => {
  const wanted = new Set(places.map(({ position }) => position));
  const ids = [...new Set(places.map(({ segment }) => segment))];
  const types = new Types();
  const events: LedgerEvent[] = [];
  for (let from = 0; from < ids.length; from += SEGMENTS_AT_A_TIME)
    for (const row of await segmentsById(session, ids.slice(from, from + SEGMENTS_AT_A_TIME)))
      for (const event of await unpack(session, types, row))
        if (wanted.has(event.position)) events.push(event);
  return events;
};

/** In the order asked for; unknown or erased positions are left out. */
export const readPositions = async (
  session: Session,
  positions: readonly LedgerPosition[],
): Promise<readonly LedgerEvent[]> => {
  if (positions.length === 0) return [];
  const rows = await session.rows<EventRow>(ROWS_AT, [positions]);
  const byPosition = new Map(rows.map((row) => [row.position, toEvent(row)]));
  const missing = positions.filter((position) => !byPosition.has(position));
  if (missing.length > 0) {
    const places = await session.rows<Place>(PLACES_AT, [missing]);
    for (const event of await fromSegments(session, places)) byPosition.set(event.position, event);
  }
  return positions.flatMap((position) => byPosition.get(position) ?? []);
};
