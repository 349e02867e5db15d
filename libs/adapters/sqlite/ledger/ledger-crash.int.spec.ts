import { afterAll, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { LedgerEvent } from '../../../activity/activity-ledger.js';
import { provesEvent } from '../../../activity/leaf.js';
import { heartbeat } from '../../../activity/testing/event-samples.js';
import { openSqliteLedger, type SqliteActivityLedger } from './sqlite-activity-ledger.js';

const folder = mkdtempSync(join(tmpdir(), 'probity-ledger-crash-'));
const child = fileURLToPath(new URL('./testing/ledger-child.js', import.meta.url));
const BATCH = 50;

/** Runs the child until it has acknowledged `batches`, kills it, and answers what it acknowledged. */
const killAfter = async (
  batches: number,
  ...[file, first, mode]: [string, number, string]
): Promise<readonly number[]> => {
  const process_ = spawn(process.execPath, [child, file, String(first), mode], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const acknowledged: number[] = [];
  for await (const line of createInterface({ input: process_.stdout })) {
    acknowledged.push(Number(line));
    if (acknowledged.length === batches) process_.kill('SIGKILL');
  }
  if (process_.exitCode === null && process_.signalCode === null) await once(process_, 'exit');
  expect(process_.signalCode).toBe('SIGKILL');
  return acknowledged;
};

const readAll = async (ledger: SqliteActivityLedger): Promise<readonly LedgerEvent[]> => {
  const events: LedgerEvent[] = [];
  for (let after = 0; ;) {
    const page = await ledger.readFrom(after, 1_000);
    if (page.next === after) return events;
    events.push(...page.events);
    after = page.next;
  }
};

const idsOf = (events: readonly LedgerEvent[]) => events.map(({ id }) => id).sort();

/** Everything acknowledged is there, everything there is there once, by every way of reading. */
const check = async (file: string, acknowledged: readonly number[]): Promise<void> => {
  const ledger = await openSqliteLedger(file);
  const events = await readAll(ledger);
  const ids = new Set(idsOf(events));
  expect(ids.size).toBe(events.length);
  for (const first of acknowledged)
    for (let n = first; n < first + BATCH; n++) expect(ids.has(`hb-${n}`)).toBe(true);
  const scanned: LedgerEvent[] = [];
  for await (const page of ledger.scan()) scanned.push(...page);
  expect(idsOf(scanned)).toEqual(idsOf(events));
  const accounts = Array.from({ length: 10 }, (_, n) => ({
    ...{ source: 'chaoxing', account: `2023${n}` },
  }));
  const byAccount = await Promise.all(accounts.map((account) => ledger.readAccount(account)));
  expect(idsOf(byAccount.flat())).toEqual(idsOf(events));
  const roots = new Map(
    (await ledger.unrecordedSeals()).map(({ segment, root }) => [segment, root]),
  );
  for (const event of events.filter((_, index) => index % 97 === 0)) {
    expect(event.raw).toEqual(heartbeat(Number(event.id.slice(3))).raw);
    const proof = await ledger.proof(event.position);
    if (proof === undefined) continue;
    expect(roots.get(proof.segment)).toBe(proof.root);
    expect(provesEvent(proof, event.raw)).toBe(true);
  }
  const [again] = await ledger.append([heartbeat(acknowledged[0] ?? 0)], 0);
  expect(again?.outcome).toBe('duplicate');
  const figures = await ledger.figures();
  expect(figures.events).toBe(events.length);
  await ledger.close();
};

describe('the ledger after kill -9', () => {
  it('given appends were under way, then every acknowledged event is there exactly once', async () => {
    const file = join(folder, 'append.db');
    const acknowledged: number[] = [];
    for (const [round, batches] of [3, 40, 17].entries())
      acknowledged.push(...(await killAfter(batches, file, round * 1_000_000, 'append')));
    await check(file, acknowledged);
  });

  it('given sealing was under way, then no event is lost between row and segment', async () => {
    const file = join(folder, 'seal.db');
    const acknowledged: number[] = [];
    for (const [round, batches] of [31, 8, 77, 120].entries()) {
      acknowledged.push(...(await killAfter(batches, file, round * 1_000_000, 'seal')));
      await check(file, acknowledged);
    }
    const ledger = await openSqliteLedger(file);
    expect((await ledger.figures()).sealed).toBeGreaterThan(1_000);
    await ledger.close();
  });
});

afterAll(() => rmSync(folder, { recursive: true }));
