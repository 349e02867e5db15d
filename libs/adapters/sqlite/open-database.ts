import type BetterSqlite3 from 'better-sqlite3';
import Database from './driver.js';
import type { EngineOptions } from './engine.js';
import { ensurePrivateFile } from './private-file.js';

/**
 * Opens a file for its one writer: WAL, 8 KiB pages, checkpoints every 32 MiB (both keep the
 * append rate as the file grows). The file is readable by its owner only.
 */
export const openDatabase = ({
  file,
  synchronous,
  pragmas = [],
}: Omit<EngineOptions, 'engine'>): BetterSqlite3.Database => {
  ensurePrivateFile(file);
  const db = new Database(file, { timeout: 2_000 });
  try {
    // The page size must be set before the first page is written.
    db.pragma('page_size = 8192');
    if (db.pragma('journal_mode = WAL', { simple: true }) !== 'wal')
      throw new Error(`${file}: no write-ahead log here; put the data folder on a local disk`);
    db.pragma(`synchronous = ${synchronous}`);
    db.pragma('wal_autocheckpoint = 4000');
    db.pragma('journal_size_limit = 67108864');
    db.pragma('cache_size = -16384');
    db.pragma('temp_store = MEMORY');
    for (const pragma of pragmas) db.pragma(pragma);
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
};
