import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { KurrentDbDouble } from '../doubles/kurrentdb/server.js';
import type { Api } from '../support/api.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { batchesOf, listAll, loadRoster, sendAll, type Receipt } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER, STUDENTS } from '../support/small-class.js';
import { answersOf, type Answers } from './answers.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(300_000);

/** Longer than any call waits for an engine, so that callers are turned away and readers have to bear it. */
const AWAY_MS = 45_000;

const students = STUDENTS.map(({ id }) => id);
const half = EVENTS.length >> 1;

interface Tried {
  /** Every answer in its order; the last one is no 503. */
  readonly statuses: readonly number[];
  readonly retryAfter: readonly (string | null)[];
}

/** Asks again while the answer is "not now", as vendors and browsers are told to. */
const patiently = async (
  call: () => Promise<{ status: number; headers: Headers }>,
): Promise<Tried> => {
  const [statuses, retryAfter]: [number[], (string | null)[]] = [[], []];
  for (;;) {
    const { status, headers } = await call();
    statuses.push(status);
    if (status !== 503) return { statuses, retryAfter };
    retryAfter.push(headers.get('retry-after'));
    await pause(500);
  }
};

interface Engines {
  readonly env: Readonly<Record<string, string>>;
  /** What `/readyz` calls it. */
  readonly name: string;
  stop(): Promise<void>;
  start(): Promise<void>;
}

/** Events, commands and questions while the engine is away, and what has become of them afterwards. */
const awayAndBack = async (
  server: TestServer,
  { name, stop, start }: Engines,
  embedded: Answers,
): Promise<{ sent: readonly Tried[]; claimed: Tried }> => {
  const { api } = server;
  await loadRoster(api, ROSTER);
  // Whose events are all in before is flagged and can be claimed.
  const early = EVENTS.filter(({ subject }) => subject === BRUSHERS.major.account);
  await sendAll(api, [...early, ...EVENTS.slice(0, half)]);
  await server.idle();
  const walk = await majorsCase(api);
  const { version } = await walk.now();

  await stop();
  const claiming = patiently(() => claim(api, walk, version));
  const sending = batchesOf(EVENTS.slice(half), () => 100).map((batch) =>
    patiently(() => api.as('dev:vendor:chaoxing').send<Receipt>(batch)),
  );
  const meanwhile: string[] = [];
  for (const end = performance.now() + AWAY_MS; performance.now() < end; await pause(2_000)) {
    const ready = await api.get<{ detail?: string }>('/readyz');
    const { status } = await api.get('/healthz');
    meanwhile.push(`${status} ${ready.status} ${ready.body.detail ?? ''}`);
  }
  await start();
  const [claimed, sent] = [await claiming, await Promise.all(sending)];
  expect(new Set(meanwhile)).toEqual(new Set([`200 503 not ready: ${name}`]));

  await server.idle();
  expect((await api.get('/readyz')).status).toBe(200);
  expect(await walk.countOf('CaseClaimed')).toBe(1);
  const ids = new Set(EVENTS.map(({ id }) => id)).size;
  const pipeline = await until(
    () => api.as('dev:operator:o').get<{ idle: boolean }>('/api/v1/pipeline'),
    ({ body }) => body.idle,
  );
  expect(pipeline.body).toMatchObject({ stored: ids, rejected: 0 });
  expect(await answersOf(api, students)).toEqual(embedded);
  return { sent, claimed };
};

const majorsCase = async (api: Api): Promise<CaseWalk> => {
  const cases = await listAll<CaseShape>(api.as('dev:officer:li'), '/api/v1/cases');
  const found = cases.find(({ student }) => student === BRUSHERS.major.id);
  return new CaseWalk(api, found?.id ?? '');
};

const claim = (api: Api, walk: CaseWalk, expectedVersion: number) =>
  api.as('dev:officer:li').call(`${walk.path()}/commands/claim`, {
    method: 'POST',
    body: { expectedVersion },
    headers: { 'idempotency-key': 'claimed-once' },
  });

describe('an engine that is away for longer than a call waits, in the middle of the work', () => {
  let postgres: OwnPostgres;
  let embedded: Answers;
  let server: TestServer | undefined;

  beforeAll(async () => {
    const one = await startServer();
    await loadRoster(one.api, ROSTER);
    await sendAll(one.api, EVENTS);
    await one.idle();
    const walk = await majorsCase(one.api);
    const { status } = await claim(one.api, walk, (await walk.now()).version);
    expect(status).toBe(200);
    embedded = await answersOf(one.api, students);
    await one.stop();
    postgres = await startOwnPostgres();
  });
  afterAll(async () => {
    await server?.stop();
    await postgres?.stop();
  });

  const serve = async (engines: Engines): Promise<TestServer> => {
    await server?.stop();
    server = await startServer({ env: { PROBITY_PROFILE: 'distributed', ...engines.env } });
    return server;
  };

  it('given PostgreSQL, when it is back, then nothing accepted is lost or doubled, and readers go on by themselves', async () => {
    const engines: Engines = {
      env: { DATABASE_URL: postgres.url },
      name: 'database',
      stop: () => postgres.halt(),
      start: () => postgres.start(),
    };
    const own = await serve(engines);
    const { sent, claimed } = await awayAndBack(own, engines, embedded);
    for (const { statuses, retryAfter } of [...sent, claimed]) {
      expect(statuses[0]).toBe(503);
      expect(retryAfter[0]).toBe('5');
    }
    expect(sent.every(({ statuses }) => statuses.at(-1) === 202)).toBe(true);
    expect(claimed.statuses.at(-1)).toBe(200);
  });

  it('given KurrentDB (a double), when it is back, then events went in meanwhile, and commands are carried out once', async () => {
    const double = new KurrentDbDouble();
    await double.start();
    await postgres.stop();
    postgres = await startOwnPostgres();
    const engines: Engines = {
      env: { DATABASE_URL: postgres.url, KURRENTDB_URL: double.url },
      name: 'event store',
      stop: () => double.stop(),
      start: () => double.start(),
    };
    const own = await serve(engines);
    const { sent, claimed } = await awayAndBack(own, engines, embedded);
    // The ledger is PostgreSQL's: intake needs no event store.
    for (const { statuses } of sent) expect(statuses).toEqual([202]);
    expect(claimed.statuses[0]).toBe(503);
    expect(claimed.retryAfter[0]).toBe('5');
    expect(claimed.statuses.at(-1)).toBe(200);
    await own.stop();
    server = undefined;
    await double.stop();
  });
});
