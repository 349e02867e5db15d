import type {
  EventHeading,
  LedgerPage,
  LedgerPosition,
  Wanted,
} from '../../../activity/activity-ledger.js';
import type { Session } from '../database.js';
import { readPositions } from './reading.js';
import { Types } from './segments.js';

/** Headings looked at for each event that is asked for, and in one page at most. */
const LOOKED_AT = 8;
const MOST_LOOKED_AT = 20_000;
/** Accounts whose names stay in memory; beyond it they are asked for again. */
const KEPT = 200_000;

/** Position, account and type of an event as one text of bytes: rows of their own cost ten times as much. */
const HEADING_BYTES = 16;
const packed = (type: string): string =>
  `string_agg(int8send(position) || int4send(account) || int4send(${type}), ''::bytea ORDER BY position)`;

const UNSEALED = `SELECT s.head, s.epoch, h.sealed_to, (
    SELECT ${packed('type')} FROM (
      SELECT position, account, type FROM ledger_event WHERE position > $1 ORDER BY position LIMIT $2
    ) e
  ) AS packed FROM ledger_state s CROSS JOIN ledger_shape h`;

const SEALED = `SELECT ${packed('coalesce(type, 0)')} AS packed FROM (
    SELECT p.position, s.account, p.type FROM (
      SELECT position, segment, type FROM ledger_place
      WHERE position > $1 AND position <= $2 ORDER BY position LIMIT $3
    ) p JOIN ledger_segment s ON s.id = p.segment
  ) e`;

const ACCOUNTS = 'SELECT n, source, account FROM ledger_account WHERE n = ANY ($1::integer[])';

interface Head {
  readonly head: LedgerPosition;
  readonly epoch: number;
  readonly sealed_to: LedgerPosition;
  readonly packed: Buffer | null;
}

/** An event's place and its numbers, which `Headings` has the names of. */
interface Numbered {
  readonly position: LedgerPosition;
  readonly account: number;
  readonly type: number;
}

interface Account {
  readonly source: string;
  readonly account: string | undefined;
}

/** Names of accounts and types by number. An erasure by anybody raises the epoch: all is asked anew. */
export class Headings {
  private readonly accounts = new Map<number, Account>();
  private readonly types = new Types();
  private epoch = -1;

  async name(session: Session, epoch: number, numbered: readonly Numbered[]): Promise<void> {
    if (epoch !== this.epoch || this.accounts.size > KEPT) this.accounts.clear();
    this.epoch = epoch;
    const missing = new Set<number>();
    for (const { account } of numbered) if (!this.accounts.has(account)) missing.add(account);
    if (missing.size > 0) {
      const rows = await session.rows<{ n: number; source: string; account: string }>(ACCOUNTS, [
        [...missing],
      ]);
      for (const { n, source, account } of rows)
        this.accounts.set(n, { source, account: account === '' ? undefined : account });
    }
    if (numbered.some(({ type }) => type !== UNKNOWN_TYPE && !this.types.has(type)))
      await this.types.load(session);
  }

  /** Undefined for an account that is gone: it was erased a moment ago, and its events with it. */
  of({ account: n, type }: Numbered): EventHeading | undefined {
    const account = this.accounts.get(n);
    return (
      account && { ...account, type: this.types.has(type) ? this.types.word(type) : undefined }
    );
  }
}

const UNKNOWN_TYPE = 0;

export interface WantedPage {
  readonly after: LedgerPosition;
  readonly limit: number;
  readonly wanted: Wanted;
}

/**
 * Looks at headings, and reads the events that are wanted. Rows are looked at before places, as in
 * `readPage`: what is sealed in between shows up in both.
 */
export const readWanted = async (
  session: Session,
  headings: Headings,
  { after, limit, wanted }: WantedPage,
): Promise<LedgerPage> => {
  const most = Math.min(limit * LOOKED_AT, MOST_LOOKED_AT);
  const [found] = await session.rows<Head>(UNSEALED, [after, most]);
  if (found === undefined) throw new Error('the ledger has no state');
  const { head, epoch, sealed_to: sealedTo } = found;
  const rows = unpacked(found.packed);
  const sealed = sealedTo > after ? await sealedAfter(session, after, most, rows) : [];
  const numbered = merged(rows, sealed).slice(0, most);
  await headings.name(session, epoch, numbered);
  const positions: LedgerPosition[] = [];
  let last = numbered.length === most ? numbered.at(-1)?.position : undefined;
  for (const one of numbered) {
    const heading = headings.of(one);
    if (heading === undefined || !wanted(heading)) continue;
    positions.push(one.position);
    if (positions.length < limit) continue;
    last = one.position;
    break;
  }
  const events = await readPositions(session, positions);
  return { events, next: last ?? Math.max(after, head) };
};

const sealedAfter = async (
  session: Session,
  after: LedgerPosition,
  most: number,
  rows: readonly Numbered[],
): Promise<readonly Numbered[]> => {
  const upTo = rows.length === most ? rows.at(-1)?.position : undefined;
  const params = [after, upTo ?? Number.MAX_SAFE_INTEGER, most];
  const [found] = await session.rows<{ packed: Buffer | null }>(SEALED, params);
  return unpacked(found?.packed ?? null);
};

const unpacked = (packed: Buffer | null): readonly Numbered[] => {
  if (packed === null) return [];
  const numbered: Numbered[] = [];
  for (let at = 0; at < packed.length; at += HEADING_BYTES)
    numbered.push({
      position: Number(packed.readBigInt64BE(at)),
      account: packed.readInt32BE(at + 8),
      type: packed.readInt32BE(at + 12),
    });
  return numbered;
};

const merged = (rows: readonly Numbered[], sealed: readonly Numbered[]): readonly Numbered[] => {
  if (sealed.length === 0) return rows;
  const byPosition = new Map(sealed.map((one) => [one.position, one]));
  for (const row of rows) byPosition.set(row.position, row);
  return [...byPosition.values()].sort((a, b) => a.position - b.position);
};
