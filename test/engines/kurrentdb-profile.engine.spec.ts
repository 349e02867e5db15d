import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { KurrentDbDouble } from '../doubles/kurrentdb/server.js';
import { loadRoster, sendAll } from '../support/feed.js';
import { beginServer, startServer, type TestServer } from '../support/server.js';
import { EVENTS, ROSTER, STUDENTS } from '../support/small-class.js';
import { answersOf } from './answers.js';
import { startOwnPostgres, type OwnPostgres } from './own-postgres.js';
import { until } from './until.js';

jest.setTimeout(180_000);

/** PostgreSQL is real; the event store's server is the double, unless `KURRENTDB_URL` names one. */
describe('the distributed profile with its events on KurrentDB', () => {
  const double = new KurrentDbDouble();
  const real = process.env['KURRENTDB_URL'];
  let postgres: OwnPostgres;
  let server: TestServer | undefined;

  beforeAll(async () => {
    postgres = await startOwnPostgres();
    // Once, to have an address; it is not there when the service starts.
    await double.start();
    await double.stop();
  });
  afterAll(async () => {
    await server?.stop();
    await double.stop();
    await postgres?.stop();
  });

  it('given a server that comes late, when it is there, then a class gets the answers of one process', async () => {
    const students = STUDENTS.map(({ id }) => id);
    const embedded = await startServer();
    await loadRoster(embedded.api, ROSTER);
    await sendAll(embedded.api, EVENTS);
    await embedded.idle();
    const expected = await answersOf(embedded.api, students);
    await embedded.stop();

    const env = {
      PROBITY_PROFILE: 'distributed',
      DATABASE_URL: postgres.url,
      KURRENTDB_URL: real ?? double.url,
      KURRENTDB_PREFIX: `spec-${process.pid}-${Date.now()}.`,
    };
    const starting = beginServer({ env });
    if (!real)
      await until(
        () => Promise.resolve(starting.output()),
        (output) => /KURRENTDB_URL: no event store answers .*trying again/.test(output),
      );
    await double.start();
    server = await starting.listening;
    await loadRoster(server.api, ROSTER);
    await sendAll(server.api, EVENTS);
    await server.idle();
    expect(await answersOf(server.api, students)).toEqual(expected);
    if (!real) expect(double.log.events.length).toBeGreaterThan(50);
  });
});
