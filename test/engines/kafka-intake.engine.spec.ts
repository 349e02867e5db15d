import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startServer, type TestServer } from '../support/server.js';
import { ACTIVITY, binary, many, REJECTED, structured } from './intake-records.js';
import { startBroker, type Broker } from './kafka-broker.js';
import { readTopic, send, vendorClient, type SentRecord } from './kafka-client.js';
import { until } from './until.js';

interface Pipeline {
  readonly stored: number;
  readonly duplicates: number;
  readonly rejected: number;
  readonly lag: { readonly intake: number | null };
  readonly idle: boolean;
}

describe('Kafka intake, on a real broker', () => {
  let broker: Broker;
  let server: TestServer;

  beforeAll(async () => {
    broker = await startBroker();
    server = await startServer({ env: { KAFKA_BROKERS: broker.brokers, LOG_LEVEL: 'info' } });
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 200,
    );
  });

  afterAll(async () => {
    await server?.stop();
    await broker?.stop();
  });

  const pipeline = async (): Promise<Pipeline> =>
    (await server.api.as('dev:operator:o').get('/api/v1/pipeline')).body as Pipeline;
  /** Sends and waits until nothing waits in the topic. */
  const deliver = async (records: readonly SentRecord[]): Promise<Pipeline> => {
    await send(broker.brokers, ACTIVITY, records);
    return until(pipeline, ({ lag }) => lag.intake === 0);
  };
  const event = (id: string) =>
    server.api.as('dev:auditor:a').get(`/api/v1/events/chaoxing/${encodeURIComponent(id)}`);

  it('given no topics, when the service starts, then they are made with twelve partitions', async () => {
    const admin = vendorClient(broker.brokers).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [ACTIVITY, REJECTED] });
    await admin.disconnect();
    expect(topics.map(({ partitions }) => partitions.length)).toEqual([12, 12]);
  });

  it('given both content modes, when sent, then each event is in the ledger as it came', async () => {
    await deliver([structured('s-1'), binary('b-1'), binary('b-学 %"é', { activity: '视频' })]);
    const sent = structured('s-1').value as string;
    const { status, body } = await event('s-1');
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'structured' });
    expect(Buffer.from((body as { raw: string }).raw, 'base64').toString()).toBe(sent);
    expect((await event('b-1')).body).toMatchObject({ mode: 'binary' });
    expect((await event('b-学 %"é')).status).toBe(200);
  });

  it('given the same event in another mode or over HTTP, when sent, then it is a duplicate', async () => {
    const before = await deliver([structured('twice')]);
    const after = await deliver([structured('twice'), binary('twice')]);
    expect(after.duplicates - before.duplicates).toBe(2);
    const overHttp = await server.api
      .as('dev:vendor:chaoxing')
      .send([JSON.parse(structured('twice').value as string)]);
    expect(overHttp).toMatchObject({ status: 202, body: { duplicates: 1 } });
    const last = await pipeline();
    expect(last.stored).toBe(before.stored);
  });

  it('given what no one can take, when it stands between good ones, then those pass and it is told', async () => {
    const before = await pipeline();
    const good = structured('good');
    const bad: readonly (SentRecord & { readonly code: string })[] = [
      { ...good, value: '{"no', code: 'invalid_envelope' },
      { ...good, value: Buffer.from([0xff, 0xfe, 0x00]), code: 'invalid_envelope' },
      { ...good, value: null, code: 'invalid_envelope' },
      { ...good, headers: {}, code: 'invalid_envelope' },
      { ...good, key: null, code: 'invalid_envelope' },
      { ...good, key: 'chaoxing/another', code: 'invalid_envelope' },
      { ...good, key: 'yuketang/2023010123', code: 'foreign_source' },
      { ...structured('v2', { specversion: '2.0' }), code: 'invalid_envelope' },
      { ...binary('no-time', { time: '' }), code: 'time_missing' },
      { ...structured('big', { data: { note: 'x'.repeat(70_000) } }), code: 'too_large' },
      { ...structured('bad-data', { data: {} }), code: 'invalid_data' },
      {
        ...structured('twice', { subject: '2023010123', data: { positionSec: 1 } }),
        code: 'conflict',
      },
    ];
    // All in one partition: nothing bad may hold up what stands behind it.
    const records = [...bad, good].map(({ key, value, headers }) => ({
      ...{ key, value, headers: headers ?? {} },
      partition: 3,
    }));
    const after = await deliver(records);
    expect(after.stored - before.stored).toBe(1);
    expect(after.rejected - before.rejected).toBe(bad.length);
    const told = (await readTopic(broker.brokers, REJECTED)).map(({ headers, value }) => ({
      ...(JSON.parse(value) as { code: string; offset: string; partition: number }),
      headers,
    }));
    expect(told.map(({ code }) => code).sort()).toEqual(bad.map(({ code }) => code).sort());
    for (const { headers, partition, offset } of told)
      expect(headers['ce_id']).toBe(`${ACTIVITY}/${partition}/${offset}`);
    expect(JSON.stringify(told)).not.toContain('2023010123');
    const kept = await server.api.as('dev:vendor:chaoxing').get('/api/v1/rejects');
    const codes = (kept.body as { items: { code: string }[] }).items.map(({ code }) => code);
    expect(codes).toEqual(expect.arrayContaining(['too_large', 'conflict', 'time_missing']));
  });

  it('given a type or version nobody lists, when sent, then it is stored and counted as unmapped', async () => {
    const type = 'probity.video.heartbeat.v9';
    const { stored } = await pipeline();
    const after = await deliver([structured('later', { type })]);
    expect(after).toMatchObject({ stored: stored + 1, unmapped: 1 });
  });

  it('given thousands of records over all partitions, when sent, then the lag drains and all are in', async () => {
    const { stored } = await pipeline();
    const after = await deliver(many(5_000));
    expect(after.stored).toBe(stored + 5_000);
    const { body } = await server.api.as('dev:operator:o').get('/metrics');
    expect(String(body)).toMatch(
      /probity_kafka_lag_records\{topic="probity.activity.v1",partition="11"\} 0/,
    );
  });

  it('given a broker that is away for 30 s, when it is back, then nothing is lost or doubled', async () => {
    const { stored } = await pipeline();
    await send(broker.brokers, ACTIVITY, many(2_000, 10_000));
    await broker.kill();
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 503,
    );
    const away = performance.now();
    const overHttp = await server.api
      .as('dev:vendor:chaoxing')
      .send([JSON.parse(structured('meanwhile').value as string)]);
    expect(overHttp.status).toBe(202);
    await new Promise((resolve) => setTimeout(resolve, 30_000 - (performance.now() - away)));
    await broker.start();
    await send(broker.brokers, ACTIVITY, many(2_000, 12_000));
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 200,
    );
    const after = await until(pipeline, ({ lag }) => lag.intake === 0);
    expect(after.stored).toBe(stored + 4_001);
    expect(server.output()).toMatch(/no broker of KAFKA_BROKERS \(127\.0\.0\.1:\d+\) answers/);
  }, 180_000);
});
