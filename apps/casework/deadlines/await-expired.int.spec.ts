import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

const ID = '2026-000701';
const PATH = `/api/v1/cases/${ID}`;

interface Shown {
  readonly version: number;
  readonly status: string;
}

describe('a question with a last day, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-await-'));
  let server: CaseworkServer;

  const li = () => server.as('officer', 'li');
  const run = async (command: string, body = {}) => {
    const { version } = (await li().get<Shown>(PATH)).body;
    const answer = await li().post(`${PATH}/commands/${command}`, {
      ...{ expectedVersion: version, ...body },
    });
    expect({ command, ...answer }).toMatchObject({ status: 200 });
  };
  const moveTo = async (now: string) => {
    await server.as('admin', 'root').post('/api/v1/dev/clock', { now });
    await server.idle();
  };
  const waiting = async () =>
    (await li().get<{ items: { id: string }[] }>('/api/v1/cases?attention=await_expired')).body
      .items;

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await moveTo('2027-03-01T09:00:00+08:00');
    await server.flag({
      ...{ id: ID, student: await server.subjectOf('2023010123'), signals: [] },
      ...{ violation: 'course_brushing', score: 1, threshold: 0.9, policyVersion: 'default-1' },
      course: {
        ...{ offering: 'CS101-2026S-01', college: 'CS', owner: 't-17', teachers: ['t-17'] },
        ...{ category: 'major', enrolled: true },
      },
    });
    await server.idle();
    await run('claim');
    await run('open_investigation');
    await run('await', { on: 'vendor', question: '请提供日志', until: '2027-03-04' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
    rmSync(`${dataDir}-keys`, { recursive: true, force: true });
  });

  it('given its last day not over, then nobody is told', async () => {
    await moveTo('2027-03-04T23:59:00+08:00');
    expect(await waiting()).toEqual([]);
  });

  it('given its last day over, then the queue shows it once, and the case still waits', async () => {
    await moveTo('2027-03-05T08:00:00+08:00');
    await moveTo('2027-03-05T09:00:00+08:00');
    expect(await waiting()).toMatchObject([{ id: ID, status: 'awaiting_vendor' }]);
    const told = (await server.store.readStream(`case-${ID}`)).filter(
      ({ type }) => type === 'AwaitExpired',
    );
    expect(told).toMatchObject([{ data: { at: Date.parse('2027-03-05T00:00:00+08:00') } }]);
    expect((await li().get(PATH)).body).toMatchObject({
      attention: [{ code: 'await_expired', on: 'vendor', until: '2027-03-04T16:00:00.000Z' }],
    });
  });

  it('given it resumed, then it is off the list', async () => {
    await run('resume');
    await server.idle();
    expect(await waiting()).toEqual([]);
  });
});
