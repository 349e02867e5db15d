import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import type { IncomingEvent, LedgerEvent } from '../../libs/activity/activity-ledger.js';
import { decodeActivity } from '../../libs/activity/decode.js';
import {
  openSqliteLedger,
  type SqliteActivityLedger,
} from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { heartbeats } from './ledger-payload.js';

/**
 * `node dist/test/benchmarks/ledger-append.js [events] [students] [batch] [minEvents]`: events per
 * second and bytes per event of the activity ledger, beside a raw limit measured in the same run.
 */
export interface LedgerBenchmark {
  readonly events: number;
  readonly eventBytes: number;
  readonly appendPerSecond: number;
  readonly rawAppendPerSecond: number;
  readonly sealPerSecond: number;
  readonly longestSealMs: number;
  readonly segmentBytesPerEvent: number;
  readonly dedupBytesPerEvent: number;
  readonly fileBytesPerEvent: number;
  readonly readPerSecond: number;
  readonly scanDecodePerSecond: number;
  readonly rawScanParsePerSecond: number;
}

/** Batches under way at once, as from so many connections. */
const IN_FLIGHT = 16;

const perSecond = (count: number, since: number): number =>
  Math.round(count / ((performance.now() - since) / 1000));

const batchesOf = <Item>(items: readonly Item[], size: number): Item[][] => {
  const batches: Item[][] = [];
  for (let from = 0; from < items.length; from += size)
    batches.push(items.slice(from, from + size));
  return batches;
};

/** Keeps IN_FLIGHT batches under way until all are answered. */
const drive = async <Item>(
  batches: readonly Item[],
  send: (batch: Item) => Promise<unknown>,
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let batch = batches[next++]; batch !== undefined; batch = batches[next++])
      await send(batch);
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, lane));
};

const rawAppend = async (file: string, batches: readonly IncomingEvent[][]): Promise<void> => {
  const worker = new Worker(new URL('./raw-limit-thread.js', import.meta.url), {
    workerData: { file },
  });
  const pending = new Map<number, () => void>();
  worker.on('message', (number: number) => pending.get(number)?.());
  let last = 0;
  await drive(batches, (batch) => {
    const number = ++last;
    const block = Uint8Array.from(Buffer.concat(batch.map(({ raw }) => raw))).buffer;
    const lengths = batch.map(({ raw }) => raw.length);
    const ids = batch.map(({ id }) => id);
    return new Promise<void>((resolve) => {
      pending.set(number, resolve);
      worker.postMessage({ number, block, lengths, ids }, [block]);
    });
  });
  await worker.terminate();
};

const rawScan = (file: string): number => {
  const db = new Database(file, { readonly: true });
  let sum = 0;
  for (const raw of db.prepare<[], Buffer>('SELECT raw FROM event').pluck().iterate())
    sum += (JSON.parse(raw.toString('utf8')) as { data: { seq: number } }).data.seq;
  db.close();
  return sum;
};

const sealAll = async (ledger: SqliteActivityLedger, minEvents: number): Promise<number> => {
  const upTo = await ledger.head();
  let longest = 0;
  for (;;) {
    const start = performance.now();
    const seals = await ledger.seal({ upTo, minEvents, receivedBefore: 0 });
    longest = Math.max(longest, performance.now() - start);
    if (seals.length === 0) break;
    await ledger.sealsRecorded(seals.map(({ segment }) => segment));
  }
  return Math.round(longest);
};

const decodeAll = (events: readonly LedgerEvent[]): number => {
  for (const event of events) decodeActivity(event, 'server');
  return events.length;
};

export const benchmarkLedger = async (
  events: number,
  students: number,
  batch: number,
  minEvents: number,
): Promise<LedgerBenchmark> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-ledger-'));
  try {
    const payload = heartbeats(events, students);
    const batches = batchesOf(payload, batch);
    const rawFile = join(folder, 'raw.db');
    let start = performance.now();
    await rawAppend(rawFile, batches);
    const rawAppendPerSecond = perSecond(events, start);
    start = performance.now();
    rawScan(rawFile);
    const rawScanParsePerSecond = perSecond(events, start);

    const file = join(folder, 'ledger.db');
    const ledger = await openSqliteLedger(file);
    start = performance.now();
    await drive(batches, (some) => ledger.append(some, Date.UTC(2026, 2, 3)));
    const appendPerSecond = perSecond(events, start);
    start = performance.now();
    for (let after = 0; ;) {
      const page = await ledger.readFrom(after, 1_000);
      if (page.events.length === 0) break;
      after = page.next;
    }
    const readPerSecond = perSecond(events, start);
    start = performance.now();
    const longestSealMs = await sealAll(ledger, minEvents);
    const sealPerSecond = perSecond(events, start);
    start = performance.now();
    let scanned = 0;
    for await (const page of ledger.scan()) scanned += decodeAll(page);
    const scanDecodePerSecond = perSecond(scanned, start);
    const { bytes, sealed } = await ledger.figures();
    await ledger.close();
    if (scanned !== events) throw new Error(`scan gave ${scanned} of ${events}`);
    if (sealed !== events) console.log(`not sealed: ${events - sealed}`);
    return {
      ...{ events, appendPerSecond, rawAppendPerSecond, sealPerSecond, longestSealMs },
      ...{ readPerSecond, scanDecodePerSecond, rawScanParsePerSecond },
      eventBytes: Math.round(payload.reduce((sum, { raw }) => sum + raw.length, 0) / events),
      segmentBytesPerEvent: bytes.events / events,
      dedupBytesPerEvent: bytes.dedup / events,
      fileBytesPerEvent: statSync(file).size / events,
    };
  } finally {
    rmSync(folder, { recursive: true });
  }
};

if (process.argv[1] === import.meta.filename) {
  const [events = 200_000, students = 1_000, batch = 100, minEvents = 20] = process.argv
    .slice(2)
    .map(Number);
  console.log(await benchmarkLedger(events, students, batch, minEvents));
}
