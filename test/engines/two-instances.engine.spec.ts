import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { simulate } from '../simulator/simulate.js';
import { batchesOf, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { answersOf, type Answers } from './answers.js';
import { FleetApi } from './fleet.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(300_000);

const { roster, events: drawn } = simulate({ students: 40, weeks: 2, seed: 7 });
const events = [...drawn];
const students = (roster.students ?? []).map(({ id }) => id);

/** Processes that hold an even part of detection's twelve shares. */
const SHARING = `SELECT count(*)::integer AS processes FROM (
  SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2
  GROUP BY pid, classid HAVING count(*) = 6) AS halves`;
/** Partitions, and how far the one that is furthest behind has come. */
const PROGRESS = `SELECT count(*)::integer AS partitions, min(ledger)::integer AS least
  FROM detection_progress`;

describe('two processes of each service on one PostgreSQL', () => {
  let embedded: Answers;
  let postgres: OwnPostgres;
  let client: pg.Client;
  const fleet: { service: string; server: TestServer }[] = [];

  const serve = async (service: string): Promise<TestServer> => {
    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres.url };
    const server = await startServer({ service, env });
    fleet.push({ service, server });
    return server;
  };
  const end = async (server: TestServer): Promise<void> => {
    fleet.splice(
      fleet.findIndex((one) => one.server === server),
      1,
    );
    await server.kill();
    await server.stop();
  };
  const one = async <Row>(sql: string): Promise<Row> => (await client.query(sql)).rows[0] as Row;

  beforeAll(async () => {
    const server = await startServer();
    await loadRoster(server.api, roster);
    await sendAll(server.api, events);
    await server.idle();
    embedded = await answersOf(server.api, students);
    await server.stop();
    postgres = await startOwnPostgres();
    client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
  });
  afterAll(async () => {
    for (const { server } of fleet) await server.stop();
    await client.end();
    await postgres.stop();
  });

  it('given kill -9 of one detection and one casework mid-stream, then the others take over, and the answers are the embedded ones', async () => {
    await serve('gateway');
    await serve('timeline');
    const [dying] = [await serve('detection'), await serve('detection')];
    const [ending] = [await serve('casework'), await serve('casework')];
    await until(
      () => one<{ processes: number }>(SHARING),
      ({ processes }) => processes === 2,
    );
    const last = (service: string) =>
      (fleet.findLast((found) => found.service === service) as { server: TestServer }).server;
    const api = new FleetApi(last);
    await loadRoster(api, roster);
    const batches = batchesOf(events, () => 200);
    const half = Math.floor(batches.length / 2);
    for (const batch of batches.slice(0, half)) await sendAll(api, batch);
    await until(
      () => one<{ least: number }>(PROGRESS),
      ({ least }) => least > 0,
    );
    await Promise.all([end(dying), end(ending)]);
    for (const batch of batches.slice(half)) await sendAll(api, batch);
    const found = await until(
      () => answersOf(api, students),
      (answers) => JSON.stringify(answers) === JSON.stringify(embedded),
      120_000,
    ).catch(() => answersOf(api, students));
    expect(found).toEqual(embedded);
    expect(found.signals).toBeGreaterThan(0);
    expect(await one(PROGRESS)).toMatchObject({ partitions: 12 });
    for (const { server } of fleet) await server.idle();
    expect(await answersOf(api, students)).toEqual(embedded);
  });
});
