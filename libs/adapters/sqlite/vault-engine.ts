import { createHash, randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { NewVaultEntry, VaultEntry, VaultRef } from '../../event-sourcing/vault.js';
import type { Engine } from './engine.js';
import { ensureSchema } from './schema-version.js';

const SCHEMA = `
  CREATE TABLE entries (
    seq INTEGER PRIMARY KEY,
    vault TEXT NOT NULL UNIQUE,
    owner TEXT NOT NULL,
    mediaType TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    salt BLOB NOT NULL,
    bytes BLOB NOT NULL
  );
  CREATE INDEX entries_by_owner ON entries (owner);
`;

type Row = Omit<VaultEntry, 'ref'> & { vault: string; sha256: string };

/** The vault inside its thread. */
export const open = (db: Database): Engine => {
  // Freed pages are overwritten with zeros, so that erased means gone from the file.
  db.pragma('secure_delete = ON');
  ensureSchema(db, 1, SCHEMA);
  emptyLog(db);
  const insert = db.prepare(
    'INSERT INTO entries (vault, owner, mediaType, sha256, salt, bytes) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const select = db.prepare<[string], Row>(
    'SELECT vault, owner, mediaType, sha256, salt, bytes FROM entries WHERE vault = ?',
  );
  const erase = db.prepare<[string]>('DELETE FROM entries WHERE owner = ?');

  const put = ({ owner, mediaType, bytes }: NewVaultEntry): VaultRef => {
    const vault = randomBytes(16).toString('hex');
    const salt = randomBytes(16);
    const sha256 = createHash('sha256').update(salt).update(bytes).digest('hex');
    insert.run(vault, owner, mediaType, sha256, salt, bytes);
    return { vault, sha256, size: bytes.byteLength };
  };
  const get = (id: string): VaultEntry[] => {
    const row = select.get(id);
    if (row === undefined) return [];
    const { vault, sha256, owner, mediaType } = row;
    // Copies own their buffer; SQLite's may lie in a shared pool.
    const [bytes, salt] = [new Uint8Array(row.bytes), new Uint8Array(row.salt)];
    return [{ ref: { vault, sha256, size: bytes.byteLength }, owner, mediaType, bytes, salt }];
  };

  return {
    write: { put: (entries: readonly NewVaultEntry[]) => entries.map(put) },
    read: { get: (ids: readonly string[]) => ids.flatMap(get) },
    alone: {
      erase: (owner: string) => {
        const { changes } = erase.run(owner);
        emptyLog(db);
        return changes;
      },
    },
  };
};

/**
 * Moves the write-ahead log into the file and cuts it to nothing: it still holds what was erased.
 * Also at start, for a crash between the two steps of an erasure.
 */
const emptyLog = (db: Database): void => {
  const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
  if (result?.busy !== 0)
    throw Object.assign(new Error('the log could not be emptied: the erasure is not complete'), {
      code: 'SQLITE_BUSY',
    });
};
