import type {
  AccountRef,
  LedgerEvent,
  LedgerPosition,
  TimeRange,
} from '../../../activity/activity-ledger.js';
import type { Database } from '../database.js';
import { EVENT, NAMES, toEvent, type EventRow } from './event-rows.js';
import { OF_ACCOUNT, SEGMENT, Types, unpack, type SegmentRow } from './segments.js';

const ROWS_A_PAGE = 1_000;
const SEGMENTS_A_PAGE = 16;
const EARLIEST = Number.MIN_SAFE_INTEGER;
const LATEST = Number.MAX_SAFE_INTEGER;

/** What a page of rows saw: positions up to `to`, at a moment when `lastSegment` was the newest. */
interface Seen {
  readonly to: LedgerPosition;
  readonly lastSegment: number;
}

type PageRow = EventRow & { readonly last_segment: number };

const pageOf = (filter: string): string => `SELECT h.last_segment, ${EVENT} FROM ledger_shape h
  LEFT JOIN LATERAL (
    SELECT * FROM ledger_event WHERE position > $1 AND position <= $2 ${filter}
    ORDER BY position LIMIT ${ROWS_A_PAGE}
  ) e ON true ${NAMES} ORDER BY e.position`;

const ALL_ROWS = pageOf('');
const ROWS_OF = pageOf(`AND time >= $3 AND time < $4
  AND account = (SELECT n FROM ledger_account WHERE source = $5 AND account = $6)`);

const ALL_SEGMENTS = `SELECT ${SEGMENT} FROM ${OF_ACCOUNT}
  WHERE (s.account, s.id) > ($1, $2) AND s.id <= $3 ORDER BY s.account, s.id
  LIMIT ${SEGMENTS_A_PAGE}`;
const SEGMENTS_OF = `SELECT ${SEGMENT} FROM ${OF_ACCOUNT}
  WHERE (s.account, s.id) > ($1, $2) AND s.id <= $3 AND s.last_time >= $4 AND s.first_time < $5
    AND a.source = $6 AND a.account = $7 ORDER BY s.account, s.id LIMIT ${SEGMENTS_A_PAGE}`;

/**
 * Everything up to the head, or one account's within a range, each once, whatever is sealed
 * meanwhile: first the rows, then the segments account by account. An event that was sealed before
 * its page of rows was read is taken from its segment, one that was sealed after it was not missed.
 */
export async function* walk(
  database: Database,
  account?: AccountRef,
  { from = EARLIEST, to = LATEST }: TimeRange = {},
): AsyncIterable<readonly LedgerEvent[]> {
  const state = await database.get<{ head: number }>('SELECT head FROM ledger_state');
  const head = state?.head ?? 0;
  const filter = account ? [account.source, account.account] : [];
  const range = account ? [from, to] : [];
  const seen: Seen[] = [];
  for (let after = 0; after < head || seen.length === 0;) {
    const sql = account ? ROWS_OF : ALL_ROWS;
    const rows = await database.all<PageRow>(sql, [after, head, ...range, ...filter]);
    const found = rows.filter(({ position }) => position !== null);
    const last = found.length === ROWS_A_PAGE ? found.at(-1)?.position : undefined;
    after = last ?? head;
    seen.push({ to: after, lastSegment: rows[0]?.last_segment ?? 0 });
    if (found.length > 0) yield found.map(toEvent);
  }
  const newest = seen.at(-1)?.lastSegment ?? 0;
  const types = new Types();
  let place = [0, 0];
  for (;;) {
    const rows = await database.session(async (session) => {
      const sql = account ? SEGMENTS_OF : ALL_SEGMENTS;
      const found = await session.rows<SegmentRow>(sql, [...place, newest, ...range, ...filter]);
      const events = await Promise.all(found.map((row) => unpack(session, types, row)));
      return found.map((row, index) => ({ row, events: events[index] ?? [] }));
    });
    const last = rows.at(-1)?.row;
    if (last === undefined) return;
    place = [last.n, last.segment];
    const events = rows.flatMap(({ row, events: own }) =>
      own.filter(
        (event) =>
          event.position <= head &&
          row.segment <= segmentSeen(seen, event.position) &&
          (!account || (event.time >= from && event.time < to)),
      ),
    );
    if (events.length > 0) yield events;
  }
}

/** The newest segment when the page of rows that holds the position was read. */
const segmentSeen = (seen: readonly Seen[], position: LedgerPosition): number => {
  let low = 0;
  let high = seen.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((seen[middle]?.to ?? 0) >= position) high = middle;
    else low = middle + 1;
  }
  return seen[low]?.lastSegment ?? 0;
};
