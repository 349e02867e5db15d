import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type BetterSqlite3 from 'better-sqlite3';
import Database from './driver.js';
import { DatabaseNotWritable } from './errors.js';

/** Another process owns the data folder. */
export class DataFolderInUse extends Error {
  override readonly name = 'DataFolderInUse';

  constructor(folder: string, holder: string) {
    super(
      `${folder} is in use by another process${holder}; stop it first, or choose another folder`,
    );
  }
}

export interface HeldFolder {
  readonly folder: string;
  /** Idempotent. */
  release(): void;
}

/** An unreferenced handle would be collected, and its lock with it. */
const held = new Set<BetterSqlite3.Database>();

/**
 * Creates the folder (readable by its owner only) and holds it for this process. The lock is
 * SQLite's exclusive file lock, which the kernel drops when the process ends, however it ends: a
 * crash leaves nothing to clean up. Throws `DataFolderInUse`.
 */
export const holdDataFolder = (path: string): HeldFolder => {
  const folder = resolve(path);
  createDurably(folder);
  const pidFile = join(folder, 'lock.pid');
  let lock: BetterSqlite3.Database | undefined;
  try {
    lock = new Database(join(folder, 'lock'), { timeout: 0 });
    lock.pragma('journal_mode = MEMORY');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock?.close();
    const { code = '' } = error as { code?: string };
    if (code.startsWith('SQLITE_BUSY')) throw new DataFolderInUse(folder, holderIn(pidFile));
    throw new DatabaseNotWritable(`${folder} cannot be locked: ${String(error)}`, code);
  }
  const handle = lock;
  writeFileSync(pidFile, String(process.pid), { mode: 0o600 });
  held.add(handle);
  return {
    folder,
    release: () => {
      if (held.delete(handle)) handle.close();
    },
  };
};

const holderIn = (pidFile: string): string => {
  try {
    return ` (pid ${readFileSync(pidFile, 'utf8')})`;
  } catch {
    return '';
  }
};

/** A new folder's name stands in its parent, which must be on disk before anything is accepted. */
const createDurably = (folder: string): void => {
  const first = mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (first === undefined || process.platform === 'win32') return;
  for (let path = folder; path !== dirname(first); path = dirname(path)) {
    const parent = openSync(dirname(path), 'r');
    fsyncSync(parent);
    closeSync(parent);
  }
};
