import type { Database } from 'better-sqlite3';
import type { Row } from '../../../activity/segments/row.js';
import { Waiting } from './waiting.js';

type Columns = [number, number, number, number, number, number, string, Buffer];

const COLUMNS = 'position, account, time, received, type, binary, id, raw';

/**
 * Events as they came, by position. The newest are indexed by account in memory only; `flush` moves
 * that index into its table.
 */
export class Inbox {
  readonly waiting = new Waiting();
  private readonly recent = new Map<number, number[]>();
  private readonly adding;
  private readonly one;
  private readonly timed;
  private readonly after;
  private readonly within;
  private readonly dropping;
  private readonly droppingRange;
  private readonly indexing;
  private readonly ofAccount;
  private readonly unindexing;

  constructor(private readonly db: Database) {
    this.adding = db.prepare(`INSERT INTO inbox (${COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.one = db.prepare<[number]>(`SELECT ${COLUMNS} FROM inbox WHERE position = ?`).raw();
    this.timed = db
      .prepare<[number, number, number]>(
        `SELECT ${COLUMNS} FROM inbox WHERE position = ? AND time >= ? AND time < ?`,
      )
      .raw();
    this.after = db
      .prepare<[number, number, number]>(
        `SELECT ${COLUMNS} FROM inbox WHERE position > ? AND position <= ? ORDER BY position LIMIT ?`,
      )
      .raw();
    this.within = db
      .prepare<[number, number], number>(
        'SELECT position FROM inbox WHERE position BETWEEN ? AND ? ORDER BY position',
      )
      .pluck();
    this.dropping = db.prepare<[number]>('DELETE FROM inbox WHERE position = ?');
    this.droppingRange = db.prepare<[number, number]>(
      'DELETE FROM inbox WHERE position BETWEEN ? AND ?',
    );
    this.indexing = db.prepare<[number, number]>('INSERT OR IGNORE INTO unsealed VALUES (?, ?)');
    this.ofAccount = db
      .prepare<[number, number], number>(
        'SELECT position FROM unsealed WHERE account = ? AND position <= ? ORDER BY position',
      )
      .pluck();
    this.unindexing = db.prepare<[number, number]>(
      'DELETE FROM unsealed WHERE account = ? AND position = ?',
    );
  }

  add(row: Row): void {
    const binary = row.mode === 'binary' ? 1 : 0;
    const { position, account, time, received, type, id, raw } = row;
    this.adding.run(position, account, time, received, type, binary, id, raw);
    this.remember(row);
  }

  get(position: number): Row | undefined {
    const columns = this.one.get(position) as Columns | undefined;
    return columns === undefined ? undefined : rowOf(columns);
  }

  /** The row where its time lies in the half-open range; rows out of it cost no copy. */
  getWithin(position: number, from: number, to: number): Row | undefined {
    const columns = this.timed.get(position, from, to) as Columns | undefined;
    return columns === undefined ? undefined : rowOf(columns);
  }

  /** Rows behind `after` up to `upTo`, sealed ones that were not yet swept included. */
  read(after: number, upTo: number, limit: number): readonly Row[] {
    return (this.after.all(after, upTo, limit) as Columns[]).map(rowOf);
  }

  positionsWithin(from: number, to: number): readonly number[] {
    return this.within.all(from, to);
  }

  /** Unsealed positions of an account, ascending. */
  positionsOf(account: number, upTo = Number.MAX_SAFE_INTEGER): readonly number[] {
    const recent = this.recent.get(account)?.filter((position) => position <= upTo) ?? [];
    return [...this.ofAccount.all(account, upTo), ...recent];
  }

  /** The rows are now in a segment, or gone; they are no longer the account's in the inbox. */
  unindex(account: number, positions: readonly number[]): void {
    for (const position of positions) this.unindexing.run(account, position);
  }

  drop(positions: readonly number[]): void {
    for (const position of positions) this.dropping.run(position);
  }

  dropRange(from: number, to: number): void {
    this.droppingRange.run(from, to);
  }

  /** Within a transaction. Call `flushed` after its commit. */
  flush(): void {
    for (const account of [...this.recent.keys()].sort((a, b) => a - b))
      for (const position of this.recent.get(account) ?? []) this.indexing.run(account, position);
  }

  flushed(): void {
    this.recent.clear();
  }

  /** After opening or a rollback: memory from disk. `visit` sees every row not yet indexed. */
  reload(indexed: number, visit: (row: Row) => void): void {
    this.recent.clear();
    this.waiting.clear();
    const groups = this.db
      .prepare(
        `SELECT grouped.account, events, received FROM
           (SELECT account, count(*) AS events, min(position) AS first FROM unsealed GROUP BY account) AS grouped
         JOIN inbox ON inbox.position = grouped.first`,
      )
      .raw();
    for (const [account, events, received] of groups.all() as [number, number, number][])
      this.waiting.add(account, received, events);
    const rows = this.db
      .prepare(`SELECT ${COLUMNS} FROM inbox WHERE position > ? ORDER BY position`)
      .raw();
    for (const columns of rows.iterate(indexed) as IterableIterator<Columns>) {
      const row = rowOf(columns);
      this.remember(row);
      visit(row);
    }
  }

  private remember({ account, position, received }: Row): void {
    const positions = this.recent.get(account);
    if (positions === undefined) this.recent.set(account, [position]);
    else positions.push(position);
    this.waiting.add(account, received);
  }
}

const rowOf = ([position, account, time, received, type, binary, id, raw]: Columns): Row => ({
  ...{ position, account, time, received, type, id, raw },
  mode: binary === 1 ? 'binary' : 'structured',
});
