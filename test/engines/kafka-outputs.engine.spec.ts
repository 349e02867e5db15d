import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import Database from '../../libs/adapters/sqlite/driver.js';
import { investigate, serveNotice } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';
import { ACTIVITY, recordOf } from './intake-records.js';
import { startBroker, type Broker } from './kafka-broker.js';
import { readTopic, send, type ReadRecord } from './kafka-client.js';
import { until } from './until.js';

const CASES = 'probity.cases.v1';
const OUTCOMES = 'probity.outcomes.v1';

/** Told in order: every `it` goes on where the one before it ended. */
describe('events in and outcomes out over Kafka, on a real broker', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let broker: Broker;
  let server: TestServer;
  let walk: CaseWalk;

  const start = async (): Promise<void> => {
    server = await startServer({ dataDir, env: { KAFKA_BROKERS: broker.brokers } });
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 200,
    );
  };
  const idle = () =>
    until(
      () => server.api.as('dev:operator:o').get<{ idle: boolean }>('/api/v1/pipeline'),
      ({ body }) => body.idle,
    );

  beforeAll(async () => {
    broker = await startBroker();
    await start();
  });
  afterAll(async () => {
    await server?.stop();
    await broker?.stop();
    folders.removeAll();
  });

  it('given a class whose events come over Kafka, when read, then the brushers are flagged', async () => {
    await loadRoster(server.api, ROSTER);
    await send(broker.brokers, ACTIVITY, EVENTS.map(recordOf));
    await idle();
    const cases = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    const numbers = Object.values(BRUSHERS).map(({ id }) => id);
    expect(cases.map(({ student }) => student).sort()).toEqual(numbers);
    const found = cases.find(({ student }) => student === BRUSHERS.major.id);
    walk = new CaseWalk(server.api, found?.id ?? '');
  });

  it('given a case, when a notice is issued, then topics tell of the case and of the hold', async () => {
    await investigate(walk);
    await serveNotice(walk);
    await idle();
    const outcomes = await readTopic(broker.brokers, OUTCOMES);
    expect(outcomes).toHaveLength(1);
    const [hold] = outcomes as [ReadRecord];
    expect(hold).toMatchObject({ key: walk.id, headers: { ce_id: `${walk.id}-1` } });
    const listed = await server.api.as('dev:registrar:wu').get(`/api/v1/outcomes/${walk.id}-1`);
    expect(JSON.parse(hold.value)).toEqual(listed.body);
    expect(hold.value).toContain('"kind":"hold"');

    const told = await readTopic(broker.brokers, CASES);
    const own = told.filter(({ key }) => key === walk.id);
    const { version, status } = await walk.now();
    expect(own.map(({ headers }) => headers['ce_id'])).toEqual(
      Array.from({ length: version }, (_, at) => `${walk.id}/${at + 1}`),
    );
    expect(JSON.parse(own.at(-1)!.value)).toMatchObject({ id: walk.id, version, status });
    expect(new Set(own.map(({ partition }) => partition)).size).toBe(1);
    const { id, name, account } = BRUSHERS.major;
    for (const word of [id, name, account]) expect(JSON.stringify(told)).not.toContain(word);
  });

  it('given a crash between sending and checkpoint, when started again, then the repeat has the same id', async () => {
    await server.kill();
    const database = new Database(join(dataDir, 'views.db'));
    const { changes } = database
      .prepare(`DELETE FROM checkpoints WHERE reader LIKE 'kafka-%'`)
      .run();
    database.close();
    expect(changes).toBe(2);
    await start();
    walk.on(server.api);
    const outcomes = await until(
      () => readTopic(broker.brokers, OUTCOMES),
      ({ length }) => length === 2,
    );
    const [first, repeat] = outcomes as [ReadRecord, ReadRecord];
    expect(repeat).toEqual(first);
  });

  it('given a broker that is away, when a case goes on, then its message comes once it is back', async () => {
    await idle();
    await broker.kill();
    await walk.run('withdraw', 'officer:li', { reason: '平台更正', reference: 'v-1' });
    await broker.start();
    const last = await until(
      async () => (await readTopic(broker.brokers, OUTCOMES)).at(-1),
      (record) => record?.headers['ce_id'] === `${walk.id}-2`,
    );
    expect(last?.value).toContain('"kind":"release"');
  });
});
