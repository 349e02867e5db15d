import Database from '../../libs/adapters/sqlite/driver.js';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';

/**
 * The raw limit: the same payload, a plain table, FULL sync, dedup by a unique index, everything
 * waiting at the door in one commit. What the engine gives without any of the ledger's promises.
 */
interface Batch {
  readonly number: number;
  readonly block: ArrayBuffer;
  readonly lengths: readonly number[];
  readonly ids: readonly string[];
}

const db = new Database((workerData as { file: string }).file);
db.pragma('page_size = 8192');
db.pragma('journal_mode = WAL');
db.pragma('synchronous = FULL');
db.pragma('wal_autocheckpoint = 4096');
db.exec('CREATE TABLE event (position INTEGER PRIMARY KEY, source TEXT, id TEXT, raw BLOB)');
db.exec('CREATE UNIQUE INDEX identity ON event (source, id)');
const insert = db.prepare('INSERT OR IGNORE INTO event (source, id, raw) VALUES (?, ?, ?)');

parentPort?.on('message', (first: Batch) => {
  if (parentPort === null) return;
  const batches = [first];
  for (let next; batches.length < 256 && (next = receiveMessageOnPort(parentPort));)
    batches.push(next.message as Batch);
  db.exec('BEGIN');
  for (const { block, lengths, ids } of batches) {
    let at = 0;
    ids.forEach((id, index) => {
      const length = lengths[index] ?? 0;
      insert.run('chaoxing', id, Buffer.from(block, at, length));
      at += length;
    });
  }
  db.exec('COMMIT');
  for (const { number } of batches) parentPort.postMessage(number);
});
