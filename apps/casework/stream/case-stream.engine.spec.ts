import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { caseStream } from '../../../libs/cases/events.js';
import { caseAt } from '../../../libs/cases/testing/stops.js';
import {
  freshDatabase,
  type FreshDatabase,
} from '../../../libs/adapters/postgres/testing/fresh-database.js';
import { TemporaryFolders } from '../../../test/support/temporary-folder.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';
import { listen, type Listener, until } from './testing/listener.js';

const STREAM = '/api/v1/cases/stream';

describe('streams of cases at two processes on one PostgreSQL', () => {
  const folders = new TemporaryFolders();
  let database: FreshDatabase;
  let servers: CaseworkServer[];
  const listeners: Listener[] = [];

  const connect = async (server: CaseworkServer | undefined, query: string, lastEventId = '') => {
    const headers = { ...(lastEventId !== '' && { 'last-event-id': lastEventId }) };
    const listener = await listen(`${server?.as('', '').url ?? ''}${STREAM}?${query}`, headers);
    listeners.push(listener);
    if (listener.status === 200) await until(() => listener.sent.length > 0);
    return listener;
  };
  const ticketOf = async (server: CaseworkServer | undefined, name: string): Promise<string> => {
    const answer = await server?.as('officer', name).post<{ ticket: string }>(`${STREAM}/tickets`);
    return `ticket=${answer?.body.ticket ?? ''}`;
  };
  const append = async (server: CaseworkServer | undefined, id: string) => {
    const metadata = { at: new Date(0).toISOString(), actor: { role: 'system', person: 'spec' } };
    await server?.store.append(
      caseStream(id),
      'any',
      caseAt('triage').events.map((event) => ({ id: randomUUID(), ...event, metadata })),
    );
  };

  beforeAll(async () => {
    database = await freshDatabase();
    const env = { PROBITY_PROFILE: 'distributed', DATABASE_URL: database.url };
    const start = () => startCasework(folders.make(), env);
    servers = [await start(), await start()];
    await servers[0]?.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await servers[1]?.subjectOf('2023010123');
  });
  afterAll(async () => {
    for (const listener of listeners) listener.close();
    for (const server of servers) await server.close();
    await database.drop();
    folders.removeAll();
  });

  it('given a ticket of one process, when shown to the other, then once; what either records is told by both, and resumed at either', async () => {
    const [one, other] = servers;
    const ticket = await ticketOf(one, 'wang');
    const there = await connect(other, ticket);
    const here = await connect(one, await ticketOf(one, 'wang'));
    expect([there.status, here.status]).toEqual([200, 200]);
    expect((await connect(one, ticket)).status).toBe(401);

    const count = caseAt('triage').events.length;
    await append(one, 'a-1');
    await append(other, 'a-2');
    const told = await here.cases(count * 2);
    expect(await there.cases(count * 2)).toEqual(told);

    here.close();
    await append(other, 'a-3');
    const back = await connect(other, await ticketOf(one, 'wang'), told[count]?.id);
    const since = await back.cases(count * 2 - 1);
    expect(since.slice(0, count - 1)).toEqual(told.slice(count + 1));
    expect(since.at(-1)?.data).toMatchObject({ case: 'a-3', status: 'triage', version: count });
  });
});
