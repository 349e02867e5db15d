import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { batchesOf, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { EVENTS, ROSTER, STUDENTS } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';
import { answersOf, type Answers } from './answers.js';
import { FrontApi } from './front.js';
import { makeNextVersion } from './next-version.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(300_000);

const students = STUDENTS.map(({ id }) => id);
const ids = new Set(EVENTS.map(({ id }) => id)).size;
const third = Math.ceil(EVENTS.length / 3);

const FACTS = `SELECT type, count(*)::integer AS count FROM es_event
  WHERE type IN ('SignalRaised', 'SignalRevised', 'SignalWithdrawn') GROUP BY type`;
const JUDGED_BY = `SELECT DISTINCT judged_by ~ 'credited-time[^ ]*-next' AS by_next
  FROM detection_progress`;

/** Told in order, as an operator goes on: every `it` begins where the one before it ended. */
describe('two versions of the program side by side on one PostgreSQL', () => {
  const folders = new TemporaryFolders();
  const next = makeNextVersion(folders.make());
  const servers: TestServer[] = [];
  let postgres: OwnPostgres;
  let client: pg.Client;
  let embedded: Answers;
  let [gateway, timeline, detection, casework]: TestServer[] = [];

  const serve = async (service: string, main?: string): Promise<TestServer> => {
    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres.url };
    const server = await startServer({ service, env, ...(main && { main }) });
    servers.push(server);
    return server;
  };
  const ready = async (server: TestServer | undefined) =>
    (await server!.api.get<{ detail?: string }>('/readyz')).body.detail ?? 'ready';
  const facts = async (): Promise<Record<string, number>> => {
    const { rows } = await client.query<{ type: string; count: number }>(FACTS);
    return Object.fromEntries(rows.map(({ type, count }) => [type, count]));
  };
  const judgedByNext = async () =>
    (await client.query<{ by_next: boolean }>(JUDGED_BY)).rows.map((row) => row.by_next);
  const idle = async () => {
    for (const server of [gateway, timeline, detection, casework]) await server?.idle();
  };
  const front = () =>
    new FrontApi({
      gateway: gateway!,
      timeline: timeline!,
      detection: detection!,
      casework: casework!,
    });

  beforeAll(async () => {
    const one = await startServer();
    await loadRoster(one.api, ROSTER);
    await sendAll(one.api, EVENTS);
    await one.idle();
    embedded = await answersOf(one.api, students);
    await one.stop();
    postgres = await startOwnPostgres();
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    gateway = await serve('gateway');
    timeline = await serve('timeline');
    detection = await serve('detection');
    casework = await serve('casework');
    await loadRoster(gateway.api, ROSTER);
    await sendAll(gateway.api, EVENTS.slice(0, third));
    await idle();
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await client.end();
    await postgres.stop();
    folders.removeAll();
  });

  it('given a judge of the next version beside one of this, then it waits and says so, and only this one judges', async () => {
    const before = await facts();
    const newer = await serve('detection', next);
    await until(
      () => ready(newer),
      (state) => state === 'not ready: detection shares',
    );
    await sendAll(gateway!.api, EVENTS.slice(third, 2 * third));
    await idle();
    expect(newer.output()).toContain('processes of another version of the program judge');
    expect(await ready(detection)).toBe('ready');
    expect(await judgedByNext()).toEqual([false]);
    const after = await facts();
    expect(after['SignalRaised'] ?? 0).toBeGreaterThan(before['SignalRaised'] ?? 0);
    expect(after['SignalWithdrawn'] ?? 0).toBe(0);
    const older = detection!;
    detection = newer;
    await older.stop();
  });

  it('when the last of this version has ended, then the next one takes over, judges anew, and nothing flaps', async () => {
    await until(
      () => ready(detection),
      (state) => state === 'ready',
    );
    await until(judgedByNext, (versions) => versions.every((isNext) => isNext));
    await idle();
    const { SignalWithdrawn: withdrawn = 0, SignalRevised: revised = 0 } = await facts();
    expect(withdrawn).toBe(0);
    await idle();
    expect((await facts())['SignalRevised'] ?? 0).toBe(revised);
  });

  it('given gateways of both versions, when both are sent the same events, then each is stored once, and answers are those of one process', async () => {
    const newer = await serve('gateway', next);
    const rest = batchesOf(EVENTS.slice(2 * third), () => 50);
    const receipts = await Promise.all([
      ...rest.map((batch) => sendAll(gateway!.api, batch)),
      ...rest.toReversed().map((batch) => sendAll(newer.api, batch)),
    ]);
    const sum = (part: 'accepted' | 'duplicates') =>
      receipts.reduce((total, receipt) => total + receipt[part], 0);
    expect(sum('accepted')).toBe(EVENTS.length - 2 * third);
    expect(sum('duplicates')).toBe(EVENTS.length - 2 * third);
    await newer.idle();
    await idle();
    const { body } = await newer.api.as('dev:operator:o').get('/api/v1/pipeline');
    expect(body).toMatchObject({ stored: ids });
    expect(await answersOf(front(), students)).toEqual(embedded);
    expect((await facts())['SignalWithdrawn'] ?? 0).toBe(0);
  });

  it('given the next schema, when this version is started again, then it refuses by a sentence, and what runs goes on', async () => {
    await expect(serve('gateway')).rejects.toThrow(
      /ended with 1: .*schema 9999, this program knows \d+; start the newer program/,
    );
    expect(await ready(gateway)).toBe('ready');
    expect(await answersOf(front(), students)).toEqual(embedded);
  });
});
