import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { simulate } from '../simulator/simulate.js';
import { Api } from '../support/api.js';
import { probity } from '../support/command-line.js';
import { batchesOf, loadRoster, sendAll, type Receipt } from '../support/feed.js';
import { beginServer, startServer, type TestServer } from '../support/server.js';
import { answersOf, type Answers } from './answers.js';
import { FrontApi } from './front.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(300_000);

const { roster, events: drawn } = simulate({ students: 40, weeks: 2, seed: 7 });
const events = [...drawn];
const distinct = new Set(events.map(({ source, id }) => `${source} ${id}`)).size;
const students = (roster.students ?? []).map(({ id }) => id);

interface Pipeline {
  readonly stored: number;
  readonly idle: boolean;
}

const pipeline = async (api: Api): Promise<Pipeline> =>
  (await api.get<Pipeline>('/api/v1/pipeline')).body;

/** Sends each batch until it is taken, as a vendor would. */
const sendPatiently = async (api: Api, batches: readonly (typeof events)[]): Promise<void> => {
  for (const batch of batches)
    for (let tries = 1; ; tries += 1) {
      const vendor = api.as(`dev:vendor:${batch[0]?.source ?? ''}`);
      const { status } = await vendor.send<Receipt>(batch);
      if (status === 202) break;
      if (status !== 503 || tries > 60) throw new Error(`not taken: ${status}`);
      await sleep(500);
    }
};

describe('the distributed profile on PostgreSQL', () => {
  let embedded: Answers;
  let postgres: OwnPostgres | undefined;
  let servers: TestServer[] = [];

  const serve = async (service = 'all'): Promise<TestServer> => {
    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres?.url ?? '' };
    const server = await startServer({ service, env });
    servers.push(server);
    return server;
  };

  beforeAll(async () => {
    const server = await startServer();
    await loadRoster(server.api, roster);
    await sendAll(server.api, events);
    await server.idle();
    embedded = await answersOf(server.api, students);
    await server.stop();
  });
  afterEach(async () => {
    for (const server of servers) await server.stop();
    servers = [];
    await postgres?.stop();
    postgres = undefined;
  });
  afterAll(() => {
    expect(embedded.signals).toBeGreaterThan(0);
  });

  it('given PostgreSQL crashes and restarts mid-stream, then nothing is lost and the answers are the embedded ones', async () => {
    postgres = await startOwnPostgres();
    const { api, idle } = await serve();
    await loadRoster(api, roster);
    const batches = batchesOf(events, () => 200);
    const half = Math.floor(batches.length / 2);
    await sendPatiently(api, batches.slice(0, half));
    const sending = sendPatiently(api, batches.slice(half));
    await sleep(50);
    await postgres.kill();
    expect((await api.get('/readyz')).status).toBe(503);
    expect((await api.get('/healthz')).status).toBe(200);
    await sleep(1_000);
    await postgres.start();
    await sending;
    await idle();
    expect((await api.get('/readyz')).status).toBe(200);
    expect(await pipeline(api)).toMatchObject({ stored: distinct, idle: true });
    expect(await answersOf(api, students)).toEqual(embedded);
  });

  it('given each service in a process of its own, then they hear of each other and answer the same', async () => {
    postgres = await startOwnPostgres();
    const gateway = await serve('gateway');
    const [timeline, detection, casework] = [
      await serve('timeline'),
      await serve('detection'),
      await serve('casework'),
    ];
    await loadRoster(gateway.api, roster);
    await sendPatiently(
      gateway.api,
      batchesOf(events, () => 500),
    );
    // One process answers for all.
    await gateway.idle();
    expect(await pipeline(gateway.api)).toMatchObject({ stored: distinct, idle: true });
    const front = new FrontApi({ gateway, timeline, detection, casework });
    expect(await answersOf(front, students)).toEqual(embedded);

    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres.url };
    const refused = await probity(['rebuild', 'timeline'], env);
    expect(refused).toMatchObject({ code: 1 });
    expect(refused.stderr).toContain('another process has the timelines in hand');
    for (const server of servers) await server.stop();
    for (const part of ['timeline', 'cases']) {
      const rebuilt = await probity(['rebuild', part], env);
      expect(rebuilt.stdout).toContain('no difference');
      expect(rebuilt.code).toBe(0);
    }
  });

  it('given PostgreSQL is not there at the start, then the process lives, is not ready, and says why', async () => {
    postgres = await startOwnPostgres();
    await postgres.halt();
    const port = String(await freePort());
    const starting = beginServer({
      env: { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres.url },
      port,
    });
    const api = new Api(`http://127.0.0.1:${port}`);
    const status = (path: string) =>
      api.get(path).then(
        (answer) => answer.status,
        () => 0,
      );
    for (let tries = 0; tries < 200 && (await status('/healthz')) !== 200; tries += 1)
      await sleep(100);
    expect(await status('/healthz')).toBe(200);
    expect(await status('/readyz')).toBe(503);
    const why = /127\.0\.0\.1:\d+\/postgres: PostgreSQL cannot be reached.*trying again in/;
    await until(
      () => Promise.resolve(starting.output()),
      (output) => why.test(output),
    );
    await postgres.start();
    servers.push(await starting.listening);
    expect(await status('/readyz')).toBe(200);
  });
});

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};
