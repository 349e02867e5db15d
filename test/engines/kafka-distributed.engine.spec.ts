import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import { simulate } from '../simulator/simulate.js';
import { loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { answersOf, type Answers } from './answers.js';
import { FrontApi } from './front.js';
import { ACTIVITY, recordOf } from './intake-records.js';
import { startBroker, type Broker } from './kafka-broker.js';
import { send } from './kafka-client.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(300_000);

const { roster, events: drawn } = simulate({ students: 40, weeks: 2, seed: 7 });
const events = [...drawn];
const distinct = new Set(events.map(({ source, id }) => `${source} ${id}`)).size;
const students = (roster.students ?? []).map(({ id }) => id);

interface Pipeline {
  readonly stored: number;
  readonly lag: { readonly intake: number | null };
}

describe('services apart on PostgreSQL and Kafka, two of them judging', () => {
  let broker: Broker;
  let postgres: OwnPostgres;
  const servers: TestServer[] = [];

  const serve = async (service: string): Promise<TestServer> => {
    const env = {
      PROBITY_PROFILE: 'distributed',
      DATABASE_URL: postgres.url,
      KAFKA_BROKERS: broker.brokers,
    };
    const server = await startServer({ service, env });
    servers.push(server);
    await until(
      () => server.api.get('/readyz'),
      ({ status }) => status === 200,
    );
    return server;
  };

  beforeAll(async () => {
    broker = await startBroker();
    postgres = await startOwnPostgres();
  });
  afterAll(async () => {
    for (const server of servers) await server.stop();
    await broker?.stop();
    await postgres?.stop();
  });

  const embeddedAnswers = async (): Promise<Answers> => {
    const server = await startServer();
    await loadRoster(server.api, roster);
    await sendAll(server.api, events);
    await server.idle();
    const answers = await answersOf(server.api, students);
    await server.stop();
    return answers;
  };

  it('given a semester over Kafka and kill -9 of one judge, then all answers are those of one process', async () => {
    const embedded = await embeddedAnswers();
    expect(embedded.flags).toBeGreaterThan(0);
    const gateway = await serve('gateway');
    const timeline = await serve('timeline');
    const detection = await serve('detection');
    const casework = await serve('casework');
    const victim = await serve('detection');
    await loadRoster(gateway.api, roster);

    const half = events.length >> 1;
    await send(broker.brokers, ACTIVITY, events.slice(0, half).map(recordOf));
    await pause(1_000);
    await victim.kill();
    await send(broker.brokers, ACTIVITY, events.slice(half).map(recordOf));
    await until(
      async () => (await gateway.api.as('dev:operator:o').get<Pipeline>('/api/v1/pipeline')).body,
      ({ stored, lag }) => stored === distinct && lag.intake === 0,
    );
    // The brokers wait for the dead one's session to end before its shares go to the other.
    await pause(15_000);
    const apart = [gateway, timeline, detection, casework];
    for (let quiet = 0; quiet < 3; await pause(500)) {
      const answers = await Promise.all(
        apart.map(({ api }) => api.post('/api/v1/dev/clock', { advance: 'PT0S' })),
      );
      quiet = answers.every(({ status }) => status === 200) ? quiet + 1 : 0;
    }
    const front = new FrontApi({ gateway, timeline, detection, casework });
    expect(await answersOf(front, students)).toEqual(embedded);
  });
});
