import type { Database } from 'better-sqlite3';

export interface Account {
  readonly source: string;
  /** Undefined for events that have no subject. */
  readonly account: string | undefined;
}

/** Above this many cached accounts the cache starts afresh, so that it stays within tens of MB. */
const CACHED_ACCOUNTS = 200_000;

/** Sources, types and accounts as small integers, handed out in the transaction that needs them. */
export class Names {
  private readonly sources = new Map<string, number>();
  private readonly typeIds = new Map<string, number>();
  private readonly typeNames = new Map<number, string>();
  private readonly accountIds = new Map<string, number>();
  private readonly accounts = new Map<number, Account>();
  private readonly findAccount;
  private readonly addAccount;
  private readonly accountById;

  constructor(private readonly db: Database) {
    this.findAccount = db
      .prepare<[number, string], number>('SELECT id FROM account WHERE source = ? AND name = ?')
      .pluck();
    this.addAccount = db.prepare<[number, string]>(
      'INSERT INTO account (source, name) VALUES (?, ?)',
    );
    this.accountById = db.prepare<[number], { source: string; name: string }>(
      'SELECT source.name AS source, account.name AS name FROM account JOIN source ON source.id = account.source WHERE account.id = ?',
    );
    this.reload();
  }

  /** Forgets what a rolled-back transaction may have left behind. */
  reload(): void {
    this.accountIds.clear();
    this.accounts.clear();
    this.sources.clear();
    this.typeIds.clear();
    this.typeNames.clear();
    type Row = [number, string];
    for (const [id, name] of this.db.prepare('SELECT id, name FROM source').raw().all() as Row[])
      this.sources.set(name, id);
    for (const [id, name] of this.db.prepare('SELECT id, name FROM type').raw().all() as Row[])
      this.rememberType(id, name);
  }

  typeId(name: string): number {
    const known = this.typeIds.get(name);
    if (known !== undefined) return known;
    const added = this.db.prepare('INSERT INTO type (name) VALUES (?)').run(name);
    return this.rememberType(Number(added.lastInsertRowid), name);
  }

  typeName(id: number): string {
    return this.typeNames.get(id) ?? '';
  }

  /** The account's number, made when it is new. */
  accountId(source: string, account: string | undefined): number {
    const known = this.knownAccount(source, account);
    if (known !== undefined) return known;
    const added = this.addAccount.run(this.sourceId(source), account ?? '');
    return this.rememberAccount(Number(added.lastInsertRowid), { source, account });
  }

  knownAccount(source: string, account: string | undefined): number | undefined {
    const cached = this.accountIds.get(keyOf(source, account));
    if (cached !== undefined) return cached;
    const sourceId = this.sources.get(source);
    const id = sourceId === undefined ? undefined : this.findAccount.get(sourceId, account ?? '');
    return id === undefined ? undefined : this.rememberAccount(id, { source, account });
  }

  account(id: number): Account {
    const cached = this.accounts.get(id);
    if (cached !== undefined) return cached;
    const row = this.accountById.get(id);
    if (row === undefined) throw new Error(`the ledger has no account ${id}`);
    const account = { source: row.source, account: row.name === '' ? undefined : row.name };
    this.rememberAccount(id, account);
    return account;
  }

  eraseAccount(id: number): void {
    const { source, account } = this.account(id);
    this.db.prepare('DELETE FROM account WHERE id = ?').run(id);
    this.accountIds.delete(keyOf(source, account));
    this.accounts.delete(id);
  }

  private sourceId(name: string): number {
    const known = this.sources.get(name);
    if (known !== undefined) return known;
    const added = this.db.prepare('INSERT INTO source (name) VALUES (?)').run(name);
    this.sources.set(name, Number(added.lastInsertRowid));
    return Number(added.lastInsertRowid);
  }

  private rememberType(id: number, name: string): number {
    this.typeIds.set(name, id);
    this.typeNames.set(id, name);
    return id;
  }

  private rememberAccount(id: number, account: Account): number {
    if (this.accounts.size >= CACHED_ACCOUNTS) {
      this.accounts.clear();
      this.accountIds.clear();
    }
    this.accounts.set(id, account);
    this.accountIds.set(keyOf(account.source, account.account), id);
    return id;
  }
}

/** The length in front keeps ("ab", "c") apart from ("a", "bc"). */
const keyOf = (source: string, account = ''): string => `${source.length}:${source}${account}`;
