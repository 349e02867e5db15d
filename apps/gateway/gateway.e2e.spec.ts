import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { SegmentProof } from '../../libs/activity/activity-ledger.js';
import { provesEvent } from '../../libs/activity/leaf.js';
import { heartbeat, heartbeatData } from '../../libs/activity/intake/testing/sample-events.js';
import type { Api, Call } from '../../test/support/api.js';
import { startServer, type TestServer } from '../../test/support/server.js';

interface Receipt {
  accepted: number;
  duplicates: number;
  rejected: { index: number; id: string | null; code: string; pointer?: string }[];
}

const PATH = '/api/v1/events';
const BATCH = 'application/cloudevents-batch+json';
const SINGLE = 'application/cloudevents+json';

describe('the gateway over HTTP', () => {
  let server: TestServer;
  let vendor: Api;
  const post = (body: string | Uint8Array, headers: Record<string, string>, caller = vendor) =>
    caller.call<Receipt & { code: string }>(PATH, { method: 'POST', body, headers } satisfies Call);
  const batch = (body: string | Uint8Array, headers: Record<string, string> = {}) =>
    post(body, { 'content-type': BATCH, ...headers });

  beforeAll(async () => {
    server = await startServer();
    vendor = server.api.as('dev:vendor:chaoxing');
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  it('given one event in every binding and encoding, when sent, then it is one event', async () => {
    const event = heartbeat({ id: 'every-binding' });
    const { data, ...attributes } = event;
    const headers = Object.fromEntries(
      Object.entries(attributes).map(([name, value]) => [`ce-${name}`, value]),
    );
    const json = JSON.stringify(event);
    const reordered = JSON.stringify({ data, ...attributes }, null, 2);
    expect(await post(json, { 'content-type': SINGLE })).toMatchObject({
      status: 202,
      body: { accepted: 1, duplicates: 0, rejected: [] },
    });
    const again = [
      await post(reordered, { 'content-type': `${SINGLE}; charset=UTF-8` }),
      await batch(`[${json}]`),
      await batch(gzipSync(`[${json}]`), { 'content-encoding': 'gzip' }),
      await post(JSON.stringify(data), { ...headers, 'content-type': 'application/json' }),
    ];
    for (const answer of again)
      expect(answer).toMatchObject({ status: 202, body: { accepted: 0, duplicates: 1 } });
  });

  it('given other content under a known id, when sent, then it is a conflict and is kept', async () => {
    await vendor.send([heartbeat({ id: 'conflicting' })]);
    const other = heartbeat({ id: 'conflicting', data: heartbeatData({ positionSec: 126 }) });
    expect(await vendor.send([other])).toMatchObject({
      status: 422,
      body: { accepted: 0, rejected: [{ index: 0, id: 'conflicting', code: 'conflict' }] },
    });
    const { body } = await vendor.get<{ items: object[] }>('/api/v1/rejects?limit=1');
    expect(body.items).toMatchObject([{ id: 'conflicting', code: 'conflict', pointer: '/id' }]);
  });

  it('given bad events among good ones, when sent, then only they are rejected', async () => {
    const answer = await vendor.send<Receipt>([
      heartbeat({ id: 'mixed-1' }),
      heartbeat({ id: 'mixed-2', time: undefined }),
      heartbeat({ id: 'mixed-3', source: 'zhihuishu' }),
      heartbeat({ id: 'mixed-1' }),
    ]);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ accepted: 1, duplicates: 1 });
    expect(answer.body.rejected.map(({ index, id, code }) => [index, id, code])).toEqual([
      [1, 'mixed-2', 'time_missing'],
      [2, 'mixed-3', 'foreign_source'],
    ]);
  });

  it('given nothing good, when sent, then the status says so', async () => {
    expect(await vendor.send([heartbeat({ time: undefined })])).toMatchObject({ status: 422 });
    expect(await vendor.send([heartbeat({ source: 'zhihuishu' })])).toMatchObject({
      status: 403,
      body: { code: 'foreign_source' },
    });
    expect(await vendor.send([])).toMatchObject({
      status: 422,
      body: { code: 'nothing_accepted', accepted: 0, duplicates: 0, rejected: [] },
    });
  });

  it('given what is no delivery, when sent, then a problem says what and where', async () => {
    expect(await batch('[{"id":1}')).toMatchObject({ status: 400, body: { code: 'malformed' } });
    expect(await batch('')).toMatchObject({ status: 400 });
    expect(await batch('x', { 'content-encoding': 'gzip' })).toMatchObject({ status: 400 });
    expect(await batch('[]', { 'content-encoding': 'br' })).toMatchObject({ status: 415 });
    expect(await post('{}', { 'content-type': 'application/json' })).toMatchObject({ status: 415 });
    expect(await post('<a/>', { 'content-type': 'text/xml' })).toMatchObject({ status: 415 });
    const large = `["${'x'.repeat(8 * 1024 * 1024)}"]`;
    expect(await batch(large)).toMatchObject({ status: 413 });
    expect(await batch(gzipSync(large), { 'content-encoding': 'gzip' })).toMatchObject({
      status: 413,
    });
    expect(await batch(`[${'0,'.repeat(1000)}0]`)).toMatchObject({ status: 413 });
  });

  it('given callers who may not, when they send, then 401 or 403', async () => {
    const headers = { 'content-type': BATCH };
    expect(await post('[]', headers, server.api.as(undefined))).toMatchObject({ status: 401 });
    expect(await post('[]', headers, server.api)).toMatchObject({ status: 403 });
    expect(await server.api.call(PATH, { method: 'PUT' })).toMatchObject({ status: 405 });
  });

  it('given an accepted event, when an officer reads it, then bytes, hash and receipt are there', async () => {
    const sent = ` ${JSON.stringify(heartbeat({ id: 'evidence/中' }))}`;
    await batch(`[${sent} ]`);
    const officer = server.api.as('dev:officer:li');
    const path = `${PATH}/chaoxing/${encodeURIComponent('evidence/中')}`;
    const { body } = await officer.get<{ raw: string; sha256: string; receipt: object }>(path);
    expect(Buffer.from(body.raw, 'base64').toString()).toBe(sent.trim());
    expect(body.sha256).toBe(createHash('sha256').update(sent.trim()).digest('hex'));
    expect(body.receipt).toMatchObject({ position: expect.any(Number) });
    expect(await officer.get(`${PATH}/chaoxing/unknown`)).toMatchObject({ status: 404 });
    expect(await server.api.get(path)).toMatchObject({ status: 403 });
  });

  it('given rejects of two vendors, when each asks, then it sees its own, page by page', async () => {
    const other = server.api.as('dev:vendor:zhihuishu');
    for (const id of ['a', 'b', 'c'])
      await other.send([heartbeat({ id, source: 'zhihuishu', time: undefined })]);
    type Page = { items: { id: string; source: string }[]; next?: string };
    const first = (await other.get<Page>('/api/v1/rejects?limit=2&source=chaoxing')).body;
    expect(first.items.map(({ id }) => id)).toEqual(['c', 'b']);
    const second = await other.get<Page>(`/api/v1/rejects?limit=2&cursor=${String(first.next)}`);
    expect(second.body.items.map(({ id }) => id)).toEqual(['a']);
    expect(second.body.next).toBeUndefined();
    expect(await other.get('/api/v1/rejects?cursor=x')).toMatchObject({
      status: 400,
      body: { pointer: '/cursor' },
    });
    expect(await other.get('/api/v1/rejects?limit=501')).toMatchObject({
      status: 400,
      body: { pointer: '/limit' },
    });
  });

  it('given a registered source, when keys are issued and revoked, then they open and close', async () => {
    const put = await server.api.put('/api/v1/sources/treenity', {
      title: '智慧树',
      clock: 'device',
    });
    expect(put).toMatchObject({ status: 200, body: { source: 'treenity', clock: 'device' } });
    const issue = () =>
      server.api.post<{ id: string; key: string }>('/api/v1/sources/treenity/keys');
    const [one, two] = [(await issue()).body, (await issue()).body];
    expect(await issue()).toMatchObject({ status: 422, body: { code: 'two_keys_in_use' } });
    const event = JSON.stringify(heartbeat({ source: 'treenity' }));
    const send = (authorization: string) =>
      post(event, { 'content-type': SINGLE, authorization }, server.api.as(undefined));
    expect(await send(`Bearer ${one.key}`)).toMatchObject({ status: 202, body: { accepted: 1 } });
    const basic = Buffer.from(`treenity:${two.key}`).toString('base64');
    expect(await send(`Basic ${basic}`)).toMatchObject({ status: 202, body: { duplicates: 1 } });
    const path = `/api/v1/sources/treenity/keys/${one.id}`;
    expect(await server.api.delete(path)).toMatchObject({ status: 204 });
    expect(await send(`Bearer ${one.key}`)).toMatchObject({ status: 401 });
    expect(await server.api.get(path)).toMatchObject({ body: { id: one.id, state: 'revoked' } });
    expect(JSON.stringify(await server.api.get('/api/v1/sources/treenity'))).not.toContain(two.key);
    expect(await server.api.put('/api/v1/sources/x', { title: 'x', clock: 'sun' })).toMatchObject({
      status: 400,
      body: { pointer: '/clock' },
    });
  });

  it('given unlisted types, when the pipeline is asked, then they are counted apart', async () => {
    const operator = server.api.as('dev:operator:o');
    const figures = async () =>
      (await operator.get<Record<string, number>>('/api/v1/pipeline')).body;
    const before = await figures();
    await vendor.send([heartbeat({ id: 'unlisted', type: 'com.example.x', data: 'x' })]);
    await vendor.send([heartbeat({ id: 'unlisted', type: 'com.example.x', data: 'x' })]);
    const after = await figures();
    const grown = (name: string) => (after[name] ?? 0) - (before[name] ?? 0);
    expect(['received', 'stored', 'duplicates', 'rejected', 'unmapped'].map(grown)).toEqual([
      2, 1, 1, 0, 1,
    ]);
    expect(await vendor.get('/api/v1/pipeline')).toMatchObject({ status: 403 });
  });

  it('given the dev clock, when moved, then forward only, and it says the new time', async () => {
    const { api } = server;
    const now = async () =>
      Date.parse((await api.get<{ now: string }>('/api/v1/dev/clock')).body.now);
    const before = await now();
    expect(await api.post('/api/v1/dev/clock', { advance: 'P11D' })).toMatchObject({ status: 200 });
    expect(await now()).toBeGreaterThanOrEqual(before + 11 * 86_400_000);
    const back = await api.post('/api/v1/dev/clock', { now: new Date(before).toISOString() });
    expect(back).toMatchObject({
      status: 422,
      body: { code: 'clock_moves_forward', pointer: '/now' },
    });
    expect(await api.post('/api/v1/dev/clock', {})).toMatchObject({ status: 400 });
    expect(await api.post('/api/v1/dev/clock', { advance: '11 days' })).toMatchObject({
      status: 400,
      body: { pointer: '/advance' },
    });
  });

  it('given many events of an account, when the clock moves on, then they are sealed and proven', async () => {
    const session = (at: number) =>
      heartbeat({ id: `sealed-${at}`, subject: 'sealed', data: heartbeatData({ seq: at }) });
    await vendor.send(Array.from({ length: 64 }, (_, at) => session(at)));
    await server.api.post('/api/v1/dev/clock', { advance: 'PT1M' });
    const officer = server.api.as('dev:officer:li');
    const { body } = await officer.get<{ raw: string; receipt: { proof: SegmentProof } }>(
      `${PATH}/chaoxing/sealed-63`,
    );
    expect(provesEvent(body.receipt.proof, Buffer.from(body.raw, 'base64'))).toBe(true);
  });

  it('given all of the above, when the log is read, then it names no account and no address', () => {
    expect(server.output()).not.toMatch(/2023010123|203\.0\.113/);
  });
});
