import type { Database } from 'better-sqlite3';
import type { LedgerEvent } from '../../../activity/activity-ledger.js';
import { Counters, named } from './database.js';
import { Identities } from './identities.js';
import type { Row } from '../../../activity/segments/row.js';
import { Inbox } from './inbox.js';
import { Names } from './names.js';
import { Places } from './places.js';
import { Segments } from './segments.js';

/** The ledger's tables with what they keep in memory, and the transactions over them. */
export class Parts {
  readonly counters: Counters;
  readonly names: Names;
  readonly identities: Identities;
  readonly inbox: Inbox;
  readonly segments: Segments;
  readonly places: Places;
  /** The newest position given out. */
  head = 0;
  /** Accepted since the last flush, by type. */
  private readonly accepted = new Map<number, number>();
  private readonly counting;

  constructor(readonly db: Database) {
    this.counters = new Counters(db);
    this.names = new Names(db);
    this.identities = new Identities(db, this.counters);
    this.inbox = new Inbox(db);
    this.segments = new Segments(db);
    this.places = new Places(db);
    this.counting = db.prepare('UPDATE type SET accepted = accepted + ? WHERE id = ?');
    this.reload();
  }

  /** All or nothing; after a failure memory is read anew, and the ledger goes on. */
  transaction<Answer>(work: () => Answer): Answer {
    return named(() => {
      try {
        this.db.exec('BEGIN IMMEDIATE');
        const answer = work();
        this.db.exec('COMMIT');
        return answer;
      } catch (error) {
        if (this.db.inTransaction) this.db.exec('ROLLBACK');
        this.reload();
        throw error;
      }
    });
  }

  accept(row: Row, key: string, digest: number): void {
    this.inbox.add(row);
    this.head = row.position;
    this.remember(row, key, digest);
  }

  /** Moves what only memory indexes into the tables. Within a transaction of its own. */
  flush(): void {
    if (this.identities.waiting === 0) return;
    this.transaction(() => {
      this.identities.flush();
      this.inbox.flush();
      for (const [type, count] of this.accepted) this.counting.run(count, type);
      this.counters.set('indexed', this.head);
      this.counters.set('head', this.head);
    });
    this.identities.flushed();
    this.inbox.flushed();
    this.accepted.clear();
  }

  types(): Record<string, number> {
    const stored = this.db
      .prepare<[], { id: number; name: string; accepted: number }>('SELECT * FROM type')
      .all();
    const counted = stored.map(
      ({ id, name, accepted }) => [name, accepted + (this.accepted.get(id) ?? 0)] as const,
    );
    return Object.fromEntries(counted);
  }

  eventOf(row: Row): LedgerEvent {
    const { source, account } = this.names.account(row.account);
    const { position, id, time, mode, received, raw } = row;
    const type = this.names.typeName(row.type);
    return { position, source, id, account, time, type, mode, receivedAt: received, raw };
  }

  private remember(row: Row, key: string, digest: number): void {
    this.identities.add(key, { position: row.position, digest });
    this.accepted.set(row.type, (this.accepted.get(row.type) ?? 0) + 1);
  }

  private reload(): void {
    this.names.reload();
    this.identities.reload();
    this.places.reload();
    this.accepted.clear();
    this.head = this.counters.get('head');
    this.inbox.reload(this.counters.get('indexed'), (row) => {
      const key = this.identities.keyOf(this.names.account(row.account).source, row.id);
      this.remember(row, key, this.identities.digestOf(row.raw));
      this.head = Math.max(this.head, row.position);
    });
  }
}
