import type { Database } from 'better-sqlite3';
import { hash } from 'node:crypto';
import { PAGE_SIZE, type Counters } from './database.js';

export interface Known {
  readonly position: number;
  /** Null when the event was erased. */
  readonly digest: number | null;
}

/** 96 bits: at a billion events, one accidental match in 10^11 installations. */
const HASH_BYTES = 12;

/**
 * Who is known already, by (source, id). The newest identities are in memory, and on disk as rows
 * of the inbox; `flush` moves them into the table in sorted lots.
 */
export class Identities {
  private readonly secret: Buffer;
  private readonly recent = new Map<string, Known>();
  private readonly finding;
  private readonly adding;
  private readonly forgetting;

  constructor(
    private readonly db: Database,
    private readonly counters: Counters,
  ) {
    this.secret = db.prepare<[], Buffer>('SELECT value FROM secret').pluck().get() as Buffer;
    this.finding = db.prepare<[Buffer], Known>(
      'SELECT position, digest FROM identity WHERE hash = ?',
    );
    this.adding = db.prepare('INSERT INTO identity VALUES (?, ?, ?)');
    this.forgetting = db.prepare('UPDATE identity SET digest = NULL WHERE hash = ?');
  }

  /** Key of an identity: the keyed hash, one byte a character. */
  keyOf(source: string, id: string): string {
    const text = `${this.secret.toString('latin1')}${source.length}:${source}${id}`;
    return hash('sha256', text, 'buffer').toString('latin1', 0, HASH_BYTES);
  }

  /** 48 keyed bits of the raw bytes, which fit six bytes on disk. */
  digestOf(raw: Uint8Array): number {
    return hash('sha256', Buffer.concat([this.secret, raw]), 'buffer').readUIntBE(0, 6);
  }

  find(key: string): Known | undefined {
    return this.recent.get(key) ?? this.finding.get(Buffer.from(key, 'latin1'));
  }

  add(key: string, known: Known): void {
    this.recent.set(key, known);
  }

  get waiting(): number {
    return this.recent.size;
  }

  reload(): void {
    this.recent.clear();
  }

  /** Within a transaction. Call `flushed` after its commit. */
  flush(): void {
    const before = pagesInUse(this.db);
    const sorted = [...this.recent].sort(([a], [b]) => (a < b ? -1 : 1));
    for (const [key, { position, digest }] of sorted)
      this.adding.run(Buffer.from(key, 'latin1'), position, digest);
    const grown = pagesInUse(this.db) - before;
    this.counters.set('identity_pages', this.counters.get('identity_pages') + grown);
  }

  flushed(): void {
    this.recent.clear();
  }

  /** The identity stays taken, nothing of the content remains. Flushed identities only. */
  erase(key: string): void {
    this.forgetting.run(Buffer.from(key, 'latin1'));
  }

  /** One page is the empty table's own. */
  get bytes(): number {
    return (this.counters.get('identity_pages') + 1) * PAGE_SIZE;
  }
}

export const pagesInUse = (db: Database): number =>
  Number(db.pragma('page_count', { simple: true })) -
  Number(db.pragma('freelist_count', { simple: true }));
