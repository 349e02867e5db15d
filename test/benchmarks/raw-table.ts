import Database from '../../libs/adapters/sqlite/driver.js';

/** The raw limit of every read: the same bytes in a plain table, scanned and parsed. */
export const fillRawTable = (file: string, raws: readonly Uint8Array[]): void => {
  const db = new Database(file);
  db.pragma('page_size = 8192');
  db.pragma('journal_mode = WAL');
  db.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, raw BLOB NOT NULL)');
  const insert = db.prepare('INSERT INTO event (raw) VALUES (?)');
  db.exec('BEGIN');
  for (const raw of raws) insert.run(raw);
  db.exec('COMMIT');
  db.close();
};

/** Answers the number of events that were parsed. */
export const scanAndParse = (file: string): number => {
  const db = new Database(file, { readonly: true });
  let parsed = 0;
  for (const raw of db.prepare<[], Buffer>('SELECT raw FROM event').pluck().iterate())
    if (typeof JSON.parse(raw.toString('utf8')) === 'object') parsed += 1;
  db.close();
  return parsed;
};
