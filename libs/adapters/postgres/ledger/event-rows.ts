import type { IncomingEvent, LedgerEvent } from '../../../activity/activity-ledger.js';

/** An event's row with its names, as `EVENT` selects it. */
export interface EventRow {
  readonly position: number;
  readonly source: string;
  readonly account: string;
  readonly time: number;
  readonly received: number;
  readonly type: string;
  readonly is_binary: boolean;
  readonly id: string;
  readonly raw: Buffer;
}

/** `e` is a row of `ledger_event`. */
export const EVENT = `e.position, a.source, a.account, e.time, e.received, t.word AS type,
  e.is_binary, e.id, e.raw`;

/** The names of `e`. */
export const NAMES = `LEFT JOIN ledger_account a ON a.n = e.account
  LEFT JOIN ledger_type t ON t.n = e.type`;

/** An event about no account has the account ''. */
export const accountOf = ({ account }: Pick<IncomingEvent, 'account'>): string => account ?? '';

export const toEvent = (row: EventRow): LedgerEvent => ({
  position: row.position,
  source: row.source,
  account: row.account === '' ? undefined : row.account,
  time: row.time,
  receivedAt: row.received,
  type: row.type,
  mode: row.is_binary ? 'binary' : 'structured',
  id: row.id,
  raw: row.raw,
});
