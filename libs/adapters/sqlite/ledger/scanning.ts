import type { LedgerEvent } from '../../../activity/activity-ledger.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Parts } from './parts.js';

/** Where a scan stands: what existed when it began, and how far it has come. */
export interface ScanPlace {
  readonly lastSegment: number;
  readonly head: number;
  readonly account: number;
  readonly segment: number;
  /** Undefined while segments are being read. */
  readonly inbox: number | undefined;
}

const EVENTS_A_PAGE = 1_024;

export const scanStart = ({ segments, head }: Parts): ScanPlace => ({
  ...{ lastSegment: segments.lastId(), head },
  ...{ account: -1, segment: 0, inbox: undefined },
});

/**
 * The next events and the next place; undefined at the end. Events sealed after the start are still
 * read from the inbox, which is not swept while a scan runs: so each comes once.
 */
export const scanNext = (
  parts: Parts,
  place: ScanPlace,
): { events: readonly LedgerEvent[]; place: ScanPlace } | undefined =>
  place.inbox === undefined ? scanSegments(parts, place) : scanInbox(parts, place, place.inbox);

const scanSegments = (parts: Parts, place: ScanPlace): ReturnType<typeof scanNext> => {
  const rows: Row[] = [];
  let { account, segment } = place;
  while (rows.length < EVENTS_A_PAGE) {
    const stored = parts.segments.next(account, segment, place.lastSegment);
    if (stored === undefined) {
      if (rows.length === 0) return scanInbox(parts, place, 0);
      return { events: eventsOf(parts, rows), place: { ...place, inbox: 0 } };
    }
    for (const row of parts.segments.rowsOf(stored)) rows.push(row);
    ({ account, id: segment } = stored);
  }
  return { events: eventsOf(parts, rows), place: { ...place, account, segment } };
};

const scanInbox = (parts: Parts, place: ScanPlace, after: number): ReturnType<typeof scanNext> => {
  const rows = parts.inbox.read(after, place.head, EVENTS_A_PAGE);
  const last = rows.at(-1);
  if (last === undefined) return undefined;
  const unseen = rows.filter(({ position }) => {
    const segment = parts.places.segmentOf(position);
    return segment === undefined || segment > place.lastSegment;
  });
  return { events: eventsOf(parts, unseen), place: { ...place, inbox: last.position } };
};

const eventsOf = (parts: Parts, rows: readonly Row[]): readonly LedgerEvent[] =>
  rows.map((row) => parts.eventOf(row));
