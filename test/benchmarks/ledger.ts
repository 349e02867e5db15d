import Database from '../../libs/adapters/sqlite/driver.js';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { IncomingEvent } from '../../libs/activity/activity-ledger.js';
import { SEALING } from '../../libs/activity/sealer.js';
import {
  openSqliteLedger,
  type SqliteActivityLedger,
} from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { heartbeats } from './ledger-payload.js';
import { inLanes, inParts, perSecond, tell, withFolder } from './rounds.js';
import type { Row } from './table.js';

export interface LedgerScale {
  readonly events: number;
  readonly students: number;
  readonly rounds: number;
}

const BATCH = 100;
/** Batches under way at once, as from so many connections. */
const LANES = 16;
const PAGE = 1_000;

type Figure =
  'append' | 'rawAppend' | 'read' | 'rawScan' | 'seal' | 'unsealed' | 'sealed' | 'dedup' | 'file';

/** The activity ledger without HTTP, beside one thread of plain better-sqlite3. */
export const ledgerRows = async (scale: LedgerScale): Promise<readonly Row[]> => {
  const { events, students, rounds } = scale;
  const payload = heartbeats(events, students);
  const figures: Record<Figure, number[]> = {
    ...{ append: [], rawAppend: [], read: [], rawScan: [], seal: [] },
    ...{ unsealed: [], sealed: [], dedup: [], file: [] },
  };
  for (let round = 1; round <= rounds; round += 1) {
    tell(`ledger, round ${String(round)} of ${String(rounds)}`);
    await withFolder((folder) => oneRound(folder, payload, figures));
  }
  const { append, rawAppend, read, rawScan, seal, unsealed, sealed, dedup, file } = figures;
  const each = `${String(Math.round(events / students))} events an account`;
  return [
    {
      name: `ledger, append in batches of ${String(BATCH)}`,
      values: append,
      unit: 'ev/s',
      limit: { name: 'better-sqlite3 in a thread', values: rawAppend },
    },
    {
      name: 'ledger, catch-up (readFrom)',
      values: read,
      unit: 'ev/s',
      limit: { name: 'better-sqlite3 scan, unparsed', values: rawScan },
    },
    { name: 'ledger, sealing', values: seal, unit: 'ev/s' },
    { name: 'ledger + dedup index before sealing', values: unsealed, unit: 'B an event' },
    { name: `ledger + dedup index, sealed, ${each}`, values: sealed, unit: 'B an event' },
    { name: 'of which dedup index', values: dedup, unit: 'B an event' },
    { name: 'the file, free pages it keeps included', values: file, unit: 'B an event' },
  ];
};

const oneRound = async (
  folder: string,
  payload: readonly IncomingEvent[],
  figures: Record<Figure, number[]>,
): Promise<void> => {
  const count = payload.length;
  const batches = inParts(payload, BATCH);
  const raw = join(folder, 'raw.db');
  figures.rawAppend.push(await perSecond(count, () => rawAppend(raw, batches)));
  figures.rawScan.push(await perSecond(count, () => rawScan(raw)));
  const file = join(folder, 'ledger.db');
  const ledger = await openSqliteLedger(file);
  const at = Date.UTC(2026, 2, 3);
  const append = () => inLanes(batches, LANES, (batch) => ledger.append(batch, at));
  figures.append.push(await perSecond(count, append));
  figures.read.push(await perSecond(count, () => readAll(ledger, count)));
  const { bytes } = await ledger.figures();
  figures.unsealed.push((bytes.events + bytes.dedup) / count);
  figures.seal.push(await perSecond(count, () => sealAll(ledger)));
  const after = await ledger.figures();
  figures.sealed.push((after.bytes.events + after.bytes.dedup) / count);
  figures.dedup.push(after.bytes.dedup / count);
  await giveBack(ledger);
  await ledger.close();
  figures.file.push(statSync(file).size / count);
};

const readAll = async (ledger: SqliteActivityLedger, count: number): Promise<void> => {
  let read = 0;
  for (let after = 0; ;) {
    const page = await ledger.readFrom(after, PAGE);
    if (page.events.length === 0) break;
    read += page.events.length;
    after = page.next;
  }
  if (read !== count) throw new Error(`read ${String(read)} of ${String(count)}`);
};

/** As the product's sealer does. */
const sealAll = async (ledger: SqliteActivityLedger): Promise<void> => {
  const { minEvents } = SEALING;
  const options = { upTo: await ledger.head(), minEvents, receivedBefore: 0 };
  for (;;) {
    const seals = await ledger.seal(options);
    if (seals.length === 0) return;
    await ledger.sealsRecorded(seals.map(({ segment }) => segment));
  }
};

/** Later rounds of the sealer find nothing to seal and give free pages back, some at a time. */
const ROUNDS_OF_REST = 64;

const giveBack = async (ledger: SqliteActivityLedger): Promise<void> => {
  const options = { upTo: await ledger.head(), minEvents: SEALING.minEvents, receivedBefore: 0 };
  for (let round = 0; round < ROUNDS_OF_REST; round += 1) await ledger.seal(options);
};

const rawAppend = async (file: string, batches: readonly IncomingEvent[][]): Promise<void> => {
  const thread = new URL('./raw-limit-thread.js', import.meta.url);
  const worker = new Worker(thread, { workerData: { file } });
  const pending = new Map<number, () => void>();
  worker.on('message', (number: number) => pending.get(number)?.());
  let last = 0;
  await inLanes(batches, LANES, (batch) => {
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
  let bytes = 0;
  for (const raw of db.prepare<[], Buffer>('SELECT raw FROM event').pluck().iterate())
    bytes += raw.length;
  db.close();
  return bytes;
};
