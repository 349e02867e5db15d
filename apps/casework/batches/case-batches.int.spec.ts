import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brushing,
  EVENT,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from '../testing/casework-server.js';
import type { Receipt } from './run-case-batch.js';

type Listed = { id: string; version: number; status: string };
type Answer = { receipts: Receipt[]; code?: string; pointer?: string };

describe('one command on many cases', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-batches-'));
  let server: CaseworkServer;

  const post = (body: object, role = 'officer', key?: string) =>
    server.as(role, 'li').call<Answer>('/api/v1/case-batches', {
      method: 'POST',
      body,
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  const cases = async () =>
    (await server.as('officer', 'li').get<{ items: Listed[] }>('/api/v1/cases?sort=id')).body.items;
  const itemsOf = (found: readonly Listed[]) =>
    found.map(({ id, version }) => ({ case: id, expectedVersion: version }));

  beforeAll(async () => {
    server = await startCasework(dataDir);
    const admin = server.as('admin', 'root');
    await admin.post('/api/v1/dev/clock', { now: '2027-03-01T09:00:00+08:00' });
    await admin.put('/api/v1/sources/chaoxing', { title: '学习通', clock: 'server' });
    await admin.put('/api/v1/roster', ROSTER);
    await server.as('vendor', 'chaoxing').send([EVENT]);
    for (const [at, number] of ['2023010123', '2023010124'].entries()) {
      const subject = await server.subjectOf(number);
      await server.signal({ type: 'SignalRaised', data: brushing(subject, { id: `sig-${at}` }) });
    }
    await server.idle();
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given two flagged cases, when tried out, then receipts tell what would happen and nothing has', async () => {
    const before = await cases();
    const batch = { command: 'claim', payload: { note: '批量认领' }, items: itemsOf(before) };
    const tried = await post({ ...batch, dryRun: true });
    expect(tried.status).toBe(200);
    expect(tried.body.receipts).toMatchObject(
      before.map(({ id }) => ({ case: id, ok: true, status: 'triage' })),
    );
    expect(await cases()).toEqual(before);
  });

  it('given one stale version and one unknown case, when claimed together, then each has a receipt of its own', async () => {
    const [one, two] = await cases();
    const items = [
      { case: one!.id, expectedVersion: one!.version },
      { case: two!.id, expectedVersion: two!.version - 1 },
      { case: '2027-999999', expectedVersion: 1 },
    ];
    const { body } = await post({ command: 'claim', items }, 'officer', 'k-1');
    expect(body.receipts).toMatchObject([
      { case: one!.id, ok: true, status: 'triage', version: one!.version + 1 },
      { case: two!.id, ok: false, code: 'wrong_version', version: two!.version },
      { case: '2027-999999', ok: false, code: 'not_found' },
    ]);
    const again = await post({ command: 'claim', items }, 'officer', 'k-1');
    expect(again.body.receipts[0]).toEqual(body.receipts[0]);
  });

  it('given a key that came with one batch, when it comes with other cases, then nothing is done to them', async () => {
    const before = await cases();
    const flagged = before.filter(({ status }) => status === 'flagged');
    expect(flagged).toHaveLength(1);
    const claim = { command: 'claim', items: itemsOf(flagged) };
    expect(await post(claim, 'officer', 'k-1')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect(await cases()).toEqual(before);
    const tried = await post({ ...claim, dryRun: true }, 'officer', 'k-1');
    expect(tried.body.receipts).toMatchObject([{ case: flagged[0]!.id, ok: true }]);
  });

  it('given a case in the wrong state, then its receipt names the guard, as the command alone would', async () => {
    const found = await cases();
    const payload = { reason: 'insufficient' };
    const { body } = await post({ command: 'dismiss', payload, items: itemsOf(found) });
    const flagged = found.findIndex(({ status }) => status === 'flagged');
    expect(body.receipts[flagged]).toMatchObject({ ok: false, guard: 'WrongState' });
    expect(body.receipts[1 - flagged]).toMatchObject({ ok: true, status: 'dismissed' });
  });

  it('given what no case could accept, then the whole batch is refused and says where', async () => {
    const items = itemsOf(await cases());
    expect(await post({ command: 'convict', items })).toMatchObject({
      status: 400,
      body: { pointer: '/command' },
    });
    expect(await post({ command: 'dismiss', payload: { reason: 'mood' }, items })).toMatchObject({
      status: 400,
      body: { pointer: '/payload/reason' },
    });
    expect((await post({ command: 'claim', items }, 'committee')).status).toBe(403);
    expect(await post({ command: 'claim', items: [items[0], items[0]] })).toMatchObject({
      status: 400,
      body: { pointer: '/items/1/case' },
    });
  });
});
