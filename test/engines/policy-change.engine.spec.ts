import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { simulate } from '../simulator/simulate.js';
import type { Api } from '../support/api.js';
import { batchesOf, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { answersOf, type Answers } from './answers.js';
import { FleetApi } from './fleet.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';

jest.setTimeout(300_000);

const { roster: drawn, events: made } = simulate({ students: 40, weeks: 2, seed: 7 });
const events = [...made];
const students = (drawn.students ?? []).map(({ id }) => id);
/** Still going on: what a policy that comes into force judges anew. */
const roster = {
  ...drawn,
  offerings: (drawn.offerings ?? []).map((offering) => ({
    ...offering,
    window: { from: '2026-01-01T00:00:00+08:00', to: '2028-01-01T00:00:00+08:00' },
  })),
};

/** Another weight of a detector, and other thresholds of cases. */
const STRICT = {
  version: 'strict',
  thresholds: { course_brushing: 0.5, account_lending: 0.5, proxy_attendance: 0.99 },
  detectors: { 'credited-time': { weight: 0.5 } },
};

const POLICIES = '/api/v1/policies';

const putInForce = async (api: Api): Promise<void> => {
  const an = api.as('dev:admin:an');
  expect(await an.put(`${POLICIES}/strict`, STRICT)).toMatchObject({ status: 200 });
  expect(await an.post(`${POLICIES}/strict/trial`)).toMatchObject({ status: 200 });
  const bo = api.as('dev:admin:bo');
  expect(await bo.post(`${POLICIES}/strict/activate`)).toMatchObject({ status: 200 });
};

/** One process, the policy in force before the first event, between two quiet halves, or never. */
const embedded = async (when: 'before' | 'between' | 'never'): Promise<Answers> => {
  const server = await startServer();
  await loadRoster(server.api, roster);
  if (when === 'before') await putInForce(server.api);
  const half = Math.floor(events.length / 2);
  await sendAll(server.api, events.slice(0, half));
  await server.idle();
  if (when === 'between') await putInForce(server.api);
  await sendAll(server.api, events.slice(half));
  await server.idle();
  const answers = await answersOf(server.api, students);
  await server.stop();
  return answers;
};

describe('a policy that comes into force while two processes judge', () => {
  let postgres: OwnPostgres;
  const fleet: { service: string; server: TestServer }[] = [];

  beforeAll(async () => {
    postgres = await startOwnPostgres();
  });
  afterAll(async () => {
    for (const { server } of fleet) await server.stop();
    await postgres.stop();
  });

  it('given one hears of it in the middle of the stream and the other when it may, then all is judged by it', async () => {
    const before = await embedded('before');
    expect(await embedded('between')).toEqual(before);
    expect((await embedded('never')).hashes.cases).not.toBe(before.hashes.cases);

    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: postgres.url };
    for (const service of ['gateway', 'timeline', 'detection', 'detection', 'casework'])
      fleet.push({ service, server: await startServer({ service, env }) });
    const first = (service: string) =>
      (fleet.find((one) => one.service === service) as { server: TestServer }).server;
    const api = new FleetApi(first);
    await loadRoster(api, roster);
    const batches = batchesOf(events, () => 200);
    const half = Math.floor(batches.length / 2);
    for (const batch of batches.slice(0, half)) await sendAll(api, batch);
    // Nobody waits: both are in the middle of what came in.
    await putInForce(api);
    for (const batch of batches.slice(half)) await sendAll(api, batch);
    for (const { server } of fleet) await server.idle();
    expect(await answersOf(api, students)).toEqual(before);
  });
});
