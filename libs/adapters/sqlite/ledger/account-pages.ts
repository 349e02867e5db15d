import type { AccountRef, LedgerEvent, TimeRange } from '../../../activity/activity-ledger.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Parts } from './parts.js';

/** How far an account was read: its segments by id, then what is unsealed by position. */
export interface AccountPlace {
  readonly segment: number;
  readonly position: number;
}

export const ACCOUNT_START: AccountPlace = { segment: 0, position: 0 };

const EVENTS_A_PAGE = 1_024;
const SEGMENTS_A_PAGE = 64;

/**
 * The next events and the next place; undefined at the end. What was unsealed and is sealed between
 * two pages is then found in a later segment, behind the positions that were read already.
 */
export const accountPage = (
  parts: Parts,
  { source, account }: AccountRef,
  { from = -Infinity, to = Infinity }: TimeRange,
  place: AccountPlace,
): { events: readonly LedgerEvent[]; place: AccountPlace } | undefined => {
  const id = parts.names.knownAccount(source, account);
  if (id === undefined) return undefined;
  const isWanted = ({ time, position }: Row) =>
    time >= from && time < to && position > place.position;
  const rows: Row[] = [];
  let { segment, position } = place;
  const segments = parts.segments.after(id, segment, from, to, SEGMENTS_A_PAGE);
  for (const stored of segments) {
    if (rows.length >= EVENTS_A_PAGE) break;
    rows.push(...parts.segments.rowsOf(stored).filter(isWanted));
    segment = stored.id;
  }
  if (segments.length === 0) {
    const unsealed = parts.inbox.positionsOf(id).filter((one) => one > position);
    const page = unsealed.slice(0, EVENTS_A_PAGE);
    rows.push(...page.flatMap((one) => parts.inbox.getWithin(one, from, to) ?? []));
    if (page.length === 0) return undefined;
    position = page.at(-1) ?? position;
  }
  return { events: rows.map((row) => parts.eventOf(row)), place: { segment, position } };
};
