import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outcomeStream, type OutcomeEvent } from '../../../libs/outcomes/outcome.js';
import { listAll } from '../../../test/support/feed.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';
import { proves, startReceiver } from '../testing/receiver.js';

interface Shown {
  readonly state: string;
  readonly pending: number;
  readonly secret?: string;
  readonly secrets: readonly { readonly id: string }[];
  readonly lastFailure?: { readonly reason: string; readonly status?: number };
}
interface Delivery {
  readonly outcome: string;
  readonly result: string;
  readonly attempt?: number;
}

describe('webhooks, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-webhooks-'));
  const file = join(dataDir, 'out/outcomes.ndjson');
  let server: CaseworkServer;
  let registry: Awaited<ReturnType<typeof startReceiver>>;
  let subject: string;
  let cases = 0;

  const admin = () => server.as('admin', 'root');
  const path = '/api/v1/webhooks/jw';
  const get = async () => (await admin().get<Shown>(path)).body;
  const put = (over: object = {}) =>
    admin().put<Shown & { code: string; pointer: string }>(path, {
      ...{ url: registry.url, types: ['*'], ...over },
    });
  const deliveries = async () => listAll<Delivery>(admin(), `${path}/deliveries`);
  const moveBy = (advance: string) => admin().post('/api/v1/dev/clock', { advance });
  /** Two messages of a new case, as the outcome decider says them. */
  const issue = async (): Promise<readonly [string, string]> => {
    const id = `2026-${String((cases += 1)).padStart(6, '0')}`;
    const said = { case: id, student: subject, offering: 'CS101-2026S-01', decidedAt: 0 };
    const common = { ...said, makeUp: 'no', retake: 'no' } as const;
    const events: OutcomeEvent[] = [
      {
        type: 'HoldPlaced',
        data: { ...common, id: `${id}-1`, version: 1, kind: 'hold', causedBy: 7 },
      },
      {
        type: 'OutcomeIssued',
        data: { ...common, id: `${id}-2`, version: 2, kind: 'grade_void', causedBy: 9 },
      },
    ];
    const metadata = { at: new Date(0).toISOString(), actor: { role: 'system', person: 'x' } };
    await server.store.append(
      outcomeStream(id),
      'none',
      events.map((event) => ({ id: randomUUID(), ...event, metadata })),
    );
    await server.idle();
    return [`${id}-1`, `${id}-2`];
  };

  beforeAll(async () => {
    server = await startCasework(dataDir, { PROBITY_OUTCOMES_FILE: file, LOG_LEVEL: 'silent' });
    await admin().put('/api/v1/roster', ROSTER);
    subject = await server.subjectOf('2023010123');
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });
  beforeEach(async () => {
    registry = await startReceiver();
  });
  afterEach(async () => {
    await admin().delete(path);
    registry.close();
  });

  it('given an address without a secret, when it is put, then one is drawn, shown once, and signs', async () => {
    const { status, body } = await put();
    expect(status).toBe(200);
    expect(body).toMatchObject({ name: 'jw', url: registry.url, types: ['*'], state: 'active' });
    const { secret = '' } = body;
    expect(secret).toMatch(/^whsec_/);
    expect(await get()).not.toHaveProperty('secret');
    expect((await put()).body).not.toHaveProperty('secret');
    const ids = await issue();
    expect(registry.ids()).toEqual(ids);
    expect(registry.received.every((one) => proves(secret, one))).toBe(true);
    expect(registry.received[1]?.body).toEqual({
      ...{ id: ids[1], version: 2, case: ids[1]?.slice(0, -2), student: '2023010123' },
      ...{ offering: 'CS101-2026S-01', kind: 'grade_void', makeUp: 'no', retake: 'no' },
      decidedAt: '1970-01-01T08:00:00.000+08:00',
    });
    const shown = (await server.as('registrar', 'wu').get(`/api/v1/outcomes/${ids[1]}`)).body;
    expect(shown).toEqual(registry.received[1]?.body);
    const keys = join(dataDir, 'keys', 'webhook-secrets.json');
    expect(statSync(keys).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'events.db')).includes(secret.slice(6))).toBe(false);
  });

  it('given bad input, when it is put, then the member is named and nothing is registered', async () => {
    for (const [over, code, pointer] of [
      [{ url: 'http://jw.example.edu.cn/' }, 'not_https', '/url'],
      [{ url: 'https://169.254.169.254/' }, 'forbidden_address', '/url'],
      [{ url: 'nowhere' }, 'not_a_url', '/url'],
      [{ url: 7 }, 'invalid', '/url'],
      [{ types: [] }, 'invalid', '/types'],
      [{ types: ['*', 'failed'] }, 'invalid', '/types/1'],
      [{ secret: 'short' }, 'invalid', '/secret'],
      [{ more: 1 }, 'invalid', '/more'],
    ] as const) {
      const { status, body } = await put(over);
      expect([status, body.code, body.pointer]).toEqual([400, code, pointer]);
    }
    expect(await admin().get(path)).toMatchObject({ status: 404 });
    expect(await admin().put('/api/v1/webhooks/__proto__', {})).toMatchObject({ status: 400 });
    expect(await server.as('registrar', 'wu').put(path, {})).toMatchObject({ status: 403 });
    expect(await server.as('officer', 'li').get(path)).toMatchObject({ status: 403 });
    for (const action of ['replay', 'secrets'])
      expect(await admin().post(`${path}/${action}`)).toMatchObject({ status: 404 });
    expect(await admin().get(`${path}/deliveries`)).toMatchObject({ status: 404 });
    expect(await admin().delete(path)).toMatchObject({ status: 404 });
  });

  it('given two secrets, when a message goes out, then both prove it; a revoked one does not', async () => {
    const own = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    expect((await put({ secret: own })).body).not.toHaveProperty('secret');
    expect((await put({ secret: own })).body.secrets).toHaveLength(1);
    const issued = await admin().post<{ id: string; secret: string }>(`${path}/secrets`);
    const [first] = (await get()).secrets;
    await issue();
    for (const secret of [own, issued.body.secret])
      expect(proves(secret, registry.received[0]!)).toBe(true);
    expect(await admin().post(`${path}/secrets`)).toMatchObject({
      status: 422,
      body: { code: 'two_secrets_in_use' },
    });
    expect(await admin().delete(`${path}/secrets/${first?.id}`)).toMatchObject({ status: 204 });
    await issue();
    expect(proves(own, registry.received[2]!)).toBe(false);
    expect(proves(issued.body.secret, registry.received[2]!)).toBe(true);
    expect(await admin().delete(`${path}/secrets/${issued.body.id}`)).toMatchObject({
      status: 422,
    });
  });

  it('given a registry that fails, when the clock moves on, then it is tried again and the log says so', async () => {
    await put();
    registry.answerWith(503);
    const [hold, voided] = await issue();
    expect(registry.ids()).toEqual([hold]);
    expect(await get()).toMatchObject({
      ...{ state: 'failing', pending: 2, lastFailure: { reason: 'status', status: 503 } },
      nextAttemptAt: expect.any(String),
    });
    await moveBy('PT10S');
    registry.answerWith(200);
    await moveBy('PT1H');
    expect(registry.ids().slice(-2)).toEqual([hold, voided]);
    expect(await get()).toMatchObject({ state: 'active', pending: 0 });
    const log = await deliveries();
    expect(
      log
        .map(({ result }) => result)
        .reverse()
        .slice(-3),
    ).toEqual([...['failed', 'delivered', 'delivered']]);
    const one = await admin().get<{ items: Delivery[]; next: string }>(
      `${path}/deliveries?limit=1`,
    );
    expect(one.body.items).toEqual(log.slice(0, 1));
    const rest = await admin().get<{ items: Delivery[] }>(
      `${path}/deliveries?limit=1&cursor=${one.body.next}`,
    );
    expect(rest.body.items).toEqual(log.slice(1, 2));
  });

  it('given an address that is gone, then its messages are kept until it is put again', async () => {
    await put();
    registry.answerWith(410);
    const ids = await issue();
    await moveBy('P2D');
    expect(registry.ids()).toEqual(ids.slice(0, 1));
    expect(await get()).toMatchObject({ state: 'disabled', pending: 2 });
    registry.answerWith(200);
    await put();
    await moveBy('PT1H');
    expect(registry.ids()).toEqual([ids[0], ...ids]);
  });

  it('given what was sent, when it is asked for again, then it comes under the same ids', async () => {
    const before = await issue();
    await put({ types: ['hold'] });
    const ids = await issue();
    expect(registry.ids()).toEqual([ids[0]]);
    const registrar = server.as('registrar', 'wu');
    const again = await registrar.post(`/api/v1/outcomes/${ids[0]}/redelivery`);
    expect(again).toMatchObject({ status: 202, body: { id: ids[0], webhooks: ['jw'] } });
    await server.idle();
    expect(registry.ids()).toEqual([ids[0], ids[0]]);
    expect(await registrar.post(`/api/v1/outcomes/${ids[1]}/redelivery`)).toMatchObject({
      status: 422,
      body: { code: 'no_webhook' },
    });
    const named = { webhook: 'jw' };
    await registrar.post(`/api/v1/outcomes/${ids[1]}/redelivery`, named);
    await server.idle();
    expect(registry.ids()).toEqual([ids[0], ids[0], ids[1]]);
    expect(await registrar.post('/api/v1/outcomes/x-1/redelivery')).toMatchObject({ status: 404 });
    await put();
    const { body: page } = await registrar.get<{ next: string; items: { id: string }[] }>(
      `/api/v1/outcomes?limit=${String((cases - 1) * 2)}`,
    );
    expect(page.items.at(-1)?.id).toBe(before[1]);
    registry.received.splice(0);
    const replay = (body?: object) => registrar.post<{ pointer: string }>(`${path}/replay`, body);
    expect(await replay({ cursor: page.next })).toMatchObject({ status: 202 });
    await server.idle();
    expect(registry.ids()).toEqual(ids);
    registry.received.splice(0);
    expect(await replay()).toMatchObject({ status: 202 });
    await server.idle();
    expect(new Set(registry.ids()).size).toBe(cases * 2);
    expect(await replay({ cursor: 'x' })).toMatchObject({ status: 400 });
  });

  it('given a file, then every outcome is a line of it, once', () => {
    const lines = readFileSync(file, 'utf8').trimEnd().split('\n');
    const ids = lines.map((line) => (JSON.parse(line) as { id: string; causedBy?: 1 }).id);
    expect(ids).toHaveLength(cases * 2);
    expect(new Set(ids).size).toBe(cases * 2);
    expect(lines[0]).not.toContain('causedBy');
  });
});
