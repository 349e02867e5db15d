import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { openSqliteLedger } from '../../libs/adapters/sqlite/ledger/sqlite-activity-ledger.js';
import { startServer, type TestServer } from '../support/server.js';
import { TemporaryFolders } from '../support/temporary-folder.js';
import { ACTIVITY, many } from './intake-records.js';
import { startBroker, type Broker } from './kafka-broker.js';
import { send } from './kafka-client.js';
import { until } from './until.js';

interface Pipeline {
  readonly stored: number;
  readonly lag: { readonly intake: number | null };
}

/** Two gateways, each with a ledger of its own, so that what each took can be told apart. */
describe('two gateways in one consumer group, on a real broker', () => {
  const folders = new TemporaryFolders();
  const dataDirs = [folders.make(), folders.make()] as const;
  let broker: Broker;
  let one: TestServer;
  let other: TestServer;

  const start = async (dataDir: string): Promise<TestServer> => {
    const env = { KAFKA_BROKERS: broker.brokers };
    const server = await startServer({ dataDir, service: 'gateway', env });
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 200,
    );
    return server;
  };
  const pipeline = async (server: TestServer): Promise<Pipeline> =>
    (await server.api.as('dev:operator:o').get('/api/v1/pipeline')).body as Pipeline;
  const drained = (server: TestServer) =>
    until(
      () => pipeline(server),
      ({ lag }) => lag.intake === 0,
    );
  const idsIn = async (dataDir: string): Promise<string[]> => {
    const ledger = await openSqliteLedger(join(dataDir, 'ledger.db'));
    const ids: string[] = [];
    for await (const events of ledger.scan()) ids.push(...events.map(({ id }) => id));
    await ledger.close();
    return ids;
  };

  beforeAll(async () => {
    broker = await startBroker();
    one = await start(dataDirs[0]);
    other = await start(dataDirs[1]);
  });
  afterAll(async () => {
    await one?.stop();
    await other?.stop();
    await broker?.stop();
    folders.removeAll();
  });

  it('given both at work, when records come, then each takes a part and no record is taken twice', async () => {
    await send(broker.brokers, ACTIVITY, many(4_000));
    await drained(one);
    const stored = [(await pipeline(one)).stored, (await pipeline(other)).stored];
    expect(Math.min(...stored)).toBeGreaterThan(0);
    expect(stored[0]! + stored[1]!).toBe(4_000);
  });

  it('given one that ends in peace, when the other goes on, then nothing is lost or taken twice', async () => {
    const sending = send(broker.brokers, ACTIVITY, many(4_000, 4_000));
    expect(await one.stop()).toBe(0);
    await sending;
    await drained(other);
    const ids = await idsIn(dataDirs[0]);
    const rest = (await pipeline(other)).stored;
    expect(ids.length + rest).toBe(8_000);
    one = await start(dataDirs[0]);
  });

  it('given kill -9 of one in mid-stream, when the other takes over, then nothing is lost', async () => {
    const before = (await pipeline(one)).stored;
    const sending = (async () => {
      for (let at = 8_000; at < 20_000; at += 500)
        await send(broker.brokers, ACTIVITY, many(500, at));
    })();
    await until(
      () => pipeline(one),
      ({ stored }) => stored > before,
    );
    await one.kill();
    await sending;
    await drained(other);
    await other.stop();
    const taken = [await idsIn(dataDirs[0]), await idsIn(dataDirs[1])];
    for (const ids of taken) expect(new Set(ids).size).toBe(ids.length);
    const all = taken.flat();
    expect(new Set(all).size).toBe(20_000);
    // What was on disk but not yet committed is taken again, and one ledger would call it duplicate:
    // at most a chunk of each of the four batches under way.
    expect(all.length - 20_000).toBeLessThanOrEqual(4_000);
  });
});
