import type BetterSqlite3 from 'better-sqlite3';
import Database from '../driver.js';
import { LedgerFull, LedgerLocked, LedgerUnreadable } from '../../../activity/ledger-errors.js';
import { randomBytes } from 'node:crypto';
import { ensurePrivateFile } from '../private-file.js';

export interface LedgerOptions {
  /** A quota: the file never grows beyond this many pages of 8 KiB. */
  readonly maxPages?: number;
}

const VERSION = 2;
const MIB = 1024 * 1024;
export const PAGE_SIZE = 8192;

/**
 * - `inbox`: events as they came, in order of position; rows leave some time after sealing.
 * - `unsealed`: the inbox by account, and `identity`: who is known already. Both are written in
 *   sorted lots behind the inbox (`indexed` in `counter` says how far), since one random page an
 *   event would cost more than the event.
 * - `identity.hash`: keyed hash of (source, id). `digest`: keyed digest of the raw bytes; null when
 *   erased. The key never leaves the file, so that neither reveals an id.
 * - `segment`: sealed events of one account. `place`: position to segment, 500 to a row.
 */
const DDL = `
  CREATE TABLE counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE secret (value BLOB NOT NULL);
  CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE type (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, accepted INTEGER NOT NULL DEFAULT 0);
  CREATE TABLE account (
    id INTEGER PRIMARY KEY, source INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE (source, name)
  );
  CREATE TABLE inbox (
    position INTEGER PRIMARY KEY, account INTEGER NOT NULL, time INTEGER NOT NULL,
    received INTEGER NOT NULL, type INTEGER NOT NULL, binary INTEGER NOT NULL,
    id TEXT NOT NULL, raw BLOB NOT NULL
  );
  CREATE TABLE unsealed (
    account INTEGER NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (account, position)
  ) WITHOUT ROWID;
  CREATE TABLE identity (
    hash BLOB PRIMARY KEY, position INTEGER NOT NULL, digest INTEGER
  ) WITHOUT ROWID;
  CREATE TABLE segment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account INTEGER NOT NULL, events INTEGER NOT NULL,
    min_position INTEGER NOT NULL, max_position INTEGER NOT NULL,
    min_time INTEGER NOT NULL, max_time INTEGER NOT NULL,
    recorded INTEGER NOT NULL DEFAULT 0, codec INTEGER NOT NULL,
    salt BLOB NOT NULL, root BLOB NOT NULL, data BLOB NOT NULL
  );
  CREATE INDEX segment_account ON segment (account);
  CREATE INDEX segment_unrecorded ON segment (id) WHERE recorded = 0;
  CREATE TABLE place (
    block INTEGER PRIMARY KEY, sealed INTEGER NOT NULL, swept INTEGER NOT NULL, segments BLOB NOT NULL
  );
  CREATE TABLE reject (
    position INTEGER PRIMARY KEY, received INTEGER NOT NULL, source TEXT, id TEXT,
    code TEXT NOT NULL, message TEXT NOT NULL, pointer TEXT, raw BLOB NOT NULL
  );
  CREATE INDEX reject_source ON reject (source, position);
`;

/** Of the second version: where the transport holds what was refused. */
const ORIGINS = `
  ALTER TABLE reject ADD COLUMN origin TEXT;
  CREATE UNIQUE INDEX reject_origin ON reject (origin) WHERE origin IS NOT NULL;
`;

/**
 * Opens or makes the ledger's file for this process alone.
 *
 * @throws LedgerLocked, LedgerUnreadable, LedgerFull
 */
export const openDatabase = (file: string, options: LedgerOptions): BetterSqlite3.Database =>
  named(() => {
    ensurePrivateFile(file);
    const db = new Database(file, { timeout: 1_000 });
    try {
      configure(db, options);
      prepareSchema(db);
      return db;
    } catch (error) {
      db.close();
      throw error;
    }
  });

const configure = (db: BetterSqlite3.Database, { maxPages }: LedgerOptions): void => {
  db.pragma(`page_size = ${PAGE_SIZE}`);
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('locking_mode = EXCLUSIVE');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  // What is deleted is overwritten: rows that were sealed must not outlive an erasure in free pages.
  db.pragma('secure_delete = ON');
  db.pragma(`wal_autocheckpoint = ${(32 * MIB) / PAGE_SIZE}`);
  db.pragma(`journal_size_limit = ${64 * MIB}`);
  db.pragma(`cache_size = ${-12 * 1024}`);
  if (maxPages !== undefined) db.pragma(`max_page_count = ${maxPages}`);
};

const prepareSchema = (db: BetterSqlite3.Database): void => {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version === VERSION) return;
  if (version > VERSION) throw new LedgerUnreadable('a newer version of the program wrote it');
  db.exec('BEGIN IMMEDIATE');
  if (version < 1) {
    db.exec(DDL);
    db.prepare('INSERT INTO secret VALUES (?)').run(randomBytes(32));
  }
  db.exec(ORIGINS);
  db.pragma(`user_version = ${VERSION}`);
  db.exec('COMMIT');
};

/** Runs `work`; the engine's failures come out under their names in the ledger's port. */
export const named = <Answer>(work: () => Answer): Answer => {
  try {
    return work();
  } catch (error) {
    throw renamed(error);
  }
};

const renamed = (error: unknown): unknown => {
  if (!(error instanceof Database.SqliteError)) return error;
  if (error.code === 'SQLITE_FULL') return new LedgerFull();
  if (/^SQLITE_(BUSY|LOCKED)/.test(error.code)) return new LedgerLocked();
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(error.code)) return new LedgerUnreadable(error.message);
  return error;
};

/** Small integers that must survive: each named once here. */
export type CounterName =
  | 'head'
  | 'indexed'
  | 'sealed'
  | 'duplicates'
  | 'identity_pages'
  /** By source. */
  | `duplicates ${string}`;

export class Counters {
  private readonly reading;
  private readonly writing;

  constructor(db: BetterSqlite3.Database) {
    this.reading = db.prepare<[string], number>('SELECT value FROM counter WHERE name = ?').pluck();
    this.writing = db.prepare('INSERT OR REPLACE INTO counter VALUES (?, ?)');
  }

  get(name: CounterName): number {
    return this.reading.get(name) ?? 0;
  }

  set(name: CounterName, value: number): void {
    this.writing.run(name, value);
  }
}
