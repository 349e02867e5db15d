import type { LedgerPosition, Seal } from '../../../activity/activity-ledger.js';
import type { Row } from '../../../activity/segments/row.js';
import type { Database, Session } from '../database.js';
import { LOCKS } from '../locks.js';
import { dropEmptyPartitions } from './partitions.js';
import { addSegment } from './segments.js';

export interface SealOptions {
  readonly upTo: LedgerPosition;
  readonly minEvents: number;
  readonly receivedBefore: number;
}

/** Larger segments compress little better and make one event dearer to read. */
const LARGEST_SEGMENT = 256;
const EVENTS_A_CALL = 2_048;
const CANDIDATES = 10_000;
/** The inbox is searched again once it has grown by this share. */
const GROWTH = 0.02;

interface Candidate {
  readonly account: number;
  readonly events: number;
}

const FIND = `SELECT account, count(*) AS events FROM ledger_event WHERE position <= $1
  GROUP BY account HAVING count(*) >= $2 OR min(received) < $3
  ORDER BY count(*) DESC, account LIMIT ${CANDIDATES}`;

const INBOX = `SELECT count(*) AS events, min(received) AS oldest FROM ledger_event
  WHERE position <= $1`;

const ROWS = `SELECT position, account, time, received, type, is_binary, id, raw FROM ledger_event
  WHERE account = ANY ($1::integer[]) AND position <= $2 ORDER BY account, position
  LIMIT ${EVENTS_A_CALL}`;

const PLACES = `INSERT INTO ledger_place (position, segment, type)
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::integer[])`;

type StoredRow = Omit<Row, 'mode'> & { readonly is_binary: boolean };

/** A search that found nothing. */
interface Fruitless {
  readonly upTo: LedgerPosition;
  readonly minEvents: number;
  readonly oldest: number;
  readonly inbox: number;
}

/** Packs accounts' events, a bounded piece of work per call. */
export class Sealing {
  private candidates: Candidate[] = [];
  private fruitless: Fruitless | undefined;

  constructor(private readonly database: Database) {}

  async some(options: SealOptions): Promise<readonly Seal[]> {
    const state = await this.database.get<{ head: number }>('SELECT head FROM ledger_state');
    const upTo = Math.min(options.upTo, state?.head ?? 0);
    while (this.candidates.length > 0 || (await this.search({ ...options, upTo }))) {
      const accounts = this.next();
      const seals = await this.database.transaction((session) =>
        sealAccounts(session, accounts, { ...options, upTo }),
      );
      if (seals.length > 0) return seals;
    }
    return [];
  }

  private async search(options: SealOptions): Promise<boolean> {
    const { upTo, minEvents, receivedBefore } = options;
    if (this.fruitless && isStill(this.fruitless, options)) return false;
    const found = await this.database.all<Candidate>(FIND, [upTo, minEvents, receivedBefore]);
    this.candidates = [...found];
    if (found.length > 0) return true;
    const rest = await this.database.get<{ events: number; oldest: number | null }>(INBOX, [upTo]);
    this.fruitless = {
      upTo,
      minEvents,
      oldest: rest?.oldest ?? Number.MAX_SAFE_INTEGER,
      inbox: rest?.events ?? 0,
    };
    await dropEmptyPartitions(this.database, upTo);
    return false;
  }

  /** Accounts that together have about as many events as one call deals with. */
  private next(): readonly number[] {
    const accounts: number[] = [];
    for (let events = 0; events < EVENTS_A_CALL;) {
      const one = this.candidates.shift();
      if (one === undefined) break;
      accounts.push(one.account);
      events += one.events;
    }
    return accounts;
  }
}

/** Whether a search would still find nothing, or too little to be worth it. */
const isStill = (before: Fruitless, { upTo, minEvents, receivedBefore }: SealOptions): boolean =>
  minEvents === before.minEvents &&
  receivedBefore <= before.oldest &&
  upTo - before.upTo < Math.max(minEvents, before.inbox * GROWTH);

const sealAccounts = async (
  session: Session,
  accounts: readonly number[],
  { upTo, minEvents, receivedBefore }: SealOptions,
): Promise<readonly Seal[]> => {
  await session.run('SELECT pg_advisory_xact_lock($1, $2)', LOCKS.ledgerShape);
  const stored = await session.rows<StoredRow>(ROWS, [accounts, upTo]);
  const due = [...byAccount(stored).values()].filter(
    (rows) => rows.length >= minEvents || rows.some(({ received }) => received < receivedBefore),
  );
  if (due.length === 0) return [];
  const [shape] = await session.rows<{ last_segment: number }>(
    'SELECT last_segment FROM ledger_shape FOR UPDATE',
  );
  let segment = shape?.last_segment ?? 0;
  const seals: Seal[] = [];
  const positions: number[] = [];
  const segments: number[] = [];
  const types: number[] = [];
  for (const rows of due.flatMap(evenly)) {
    segment += 1;
    seals.push(await addSegment(session, segment, rows));
    for (const { position, type } of rows) {
      positions.push(position);
      segments.push(segment);
      types.push(type);
    }
  }
  await session.run(PLACES, [positions, segments, types]);
  await session.run('DELETE FROM ledger_event WHERE position = ANY ($1::bigint[])', [positions]);
  await session.run(
    `UPDATE ledger_shape SET last_segment = $1, sealed = sealed + $2,
      sealed_to = greatest(sealed_to, $3)`,
    [segment, positions.length, Math.max(...positions)],
  );
  return seals;
};

const byAccount = (stored: readonly StoredRow[]): ReadonlyMap<number, readonly Row[]> => {
  const accounts = new Map<number, Row[]>();
  for (const { is_binary, ...rest } of stored) {
    const row: Row = { ...rest, mode: is_binary ? 'binary' : 'structured' };
    const rows = accounts.get(row.account);
    if (rows) rows.push(row);
    else accounts.set(row.account, [row]);
  }
  return accounts;
};

/** Equal parts, so that no tail of a few events makes a segment of its own. */
const evenly = (rows: readonly Row[]): readonly (readonly Row[])[] => {
  const parts = Math.ceil(rows.length / LARGEST_SEGMENT);
  return Array.from({ length: parts }, (_, part) =>
    rows.slice(
      Math.floor((part * rows.length) / parts),
      Math.floor(((part + 1) * rows.length) / parts),
    ),
  );
};
