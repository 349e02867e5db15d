import type { IncomingEvent } from '../../../activity/activity-ledger.js';
import type { Session } from '../database.js';
import { accountOf } from './event-rows.js';

/** Names that stay in memory; beyond it they are asked for again. */
const KEPT = 200_000;

interface Numbered {
  readonly n: number;
  readonly source: string;
  readonly account: string;
}

const ADD_ACCOUNTS = `INSERT INTO ledger_account (source, account)
  SELECT * FROM unnest($1::text[], $2::text[]) ON CONFLICT DO NOTHING`;
const FIND_ACCOUNTS = `SELECT a.n, a.source, a.account FROM unnest($1::text[], $2::text[]) u (s, a)
  JOIN ledger_account a ON a.source = u.s AND a.account = u.a`;
const ADD_TYPES = `INSERT INTO ledger_type (word) SELECT unnest($1::text[]) ON CONFLICT DO NOTHING`;
const FIND_TYPES = 'SELECT n, word FROM ledger_type WHERE word = ANY ($1::text[])';

type Owned = Pick<IncomingEvent, 'source' | 'account'>;

/**
 * Numbers of accounts and types, as known by committed transactions. An erasure by anybody raises
 * the epoch: what was known before is forgotten.
 */
export class Names {
  private readonly accounts = new Map<string, number>();
  private readonly types = new Map<string, number>();
  private epoch = -1;

  /** Within the transaction that appends, after its lock. */
  async number(session: Session, epoch: number, events: readonly IncomingEvent[]) {
    if (epoch !== this.epoch || this.accounts.size > KEPT) {
      this.accounts.clear();
      this.epoch = epoch;
    }
    const newAccounts = await this.findAccounts(session, events);
    const newTypes = await this.findTypes(session, events);
    return {
      account: (event: Owned) => required(this.accounts, newAccounts, ownerKey(event)),
      type: (type: string) => required(this.types, newTypes, type),
      /** After the commit. */
      keep: () => {
        for (const [name, n] of newAccounts) this.accounts.set(name, n);
        for (const [name, n] of newTypes) this.types.set(name, n);
      },
    };
  }

  private async findAccounts(session: Session, events: readonly Owned[]) {
    const missing = new Map<string, Owned>();
    for (const event of events) {
      const key = ownerKey(event);
      if (!this.accounts.has(key)) missing.set(key, event);
    }
    if (missing.size === 0) return new Map<string, number>();
    const owners = [...missing.values()];
    const params = [owners.map(({ source }) => source), owners.map(accountOf)];
    await session.run(ADD_ACCOUNTS, params);
    const rows = await session.rows<Numbered>(FIND_ACCOUNTS, params);
    return new Map(rows.map((row) => [ownerKey(row), row.n]));
  }

  private async findTypes(session: Session, events: readonly IncomingEvent[]) {
    const words = new Set(events.map(({ type }) => type).filter((type) => !this.types.has(type)));
    if (words.size === 0) return new Map<string, number>();
    await session.run(ADD_TYPES, [[...words]]);
    const rows = await session.rows<{ n: number; word: string }>(FIND_TYPES, [[...words]]);
    return new Map(rows.map(({ n, word }) => [word, n]));
  }
}

const ownerKey = (event: Owned): string =>
  `${event.source.length}:${event.source}${accountOf(event)}`;

const required = (
  known: ReadonlyMap<string, number>,
  found: ReadonlyMap<string, number>,
  name: string,
): number => {
  const n = known.get(name) ?? found.get(name);
  if (n === undefined) throw new Error('a name that was just stored is not there');
  return n;
};
