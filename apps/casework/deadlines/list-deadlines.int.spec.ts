import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

const MISSED = '2026-000801';
const ASKED = '2026-000802';

interface Listed {
  readonly items: readonly {
    readonly case: string;
    readonly name: string;
    readonly state: string;
    readonly due: string;
    readonly pausedSince?: string;
  }[];
}

describe('deadlines, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-deadlines-'));
  let server: CaseworkServer;

  const li = () => server.as('officer', 'li');
  const run = async (id: string, command: string, body = {}) => {
    const path = `/api/v1/cases/${id}`;
    const { version } = (await li().get<{ version: number }>(path)).body;
    const answer = await li().post(`${path}/commands/${command}`, {
      ...{ expectedVersion: version, ...body },
    });
    expect({ command, ...answer }).toMatchObject({ status: 200 });
  };
  const moveTo = async (now: string) => {
    await server.as('admin', 'root').post('/api/v1/dev/clock', { now });
    await server.idle();
  };
  const listed = async (query = ''): Promise<Listed['items']> =>
    (await li().get<Listed>(`/api/v1/deadlines${query}`)).body.items;
  const flag = async (id: string, number: string) =>
    server.flag({
      ...{ id, student: await server.subjectOf(number), signals: [] },
      ...{ violation: 'course_brushing', score: 1, threshold: 0.9, policyVersion: 'default-1' },
      course: {
        ...{ offering: 'CS101-2026S-01', college: 'CS', owner: 't-17', teachers: ['t-17'] },
        ...{ category: 'major', enrolled: true },
      },
    });

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await moveTo('2027-03-01T09:00:00+08:00');
    await flag(MISSED, '2023010123');
    await flag(ASKED, '2023010124');
    await server.idle();
    await run(ASKED, 'claim');
    await run(ASKED, 'open_investigation');
    await run(ASKED, 'await', { on: 'vendor', question: '请提供日志' });
    await moveTo('2027-03-20T09:00:00+08:00');
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given a triage that nobody did, when asked what was due before today, then it is told', async () => {
    expect(await listed('?dueBefore=2027-03-19T00:00:00%2B08:00')).toMatchObject([
      { case: MISSED, name: 'triage', state: 'overdue' },
    ]);
  });

  it('given a question to the vendor, then the clock that stands still is marked', async () => {
    const investigation = (await listed()).find(({ name }) => name === 'investigation');
    expect(investigation).toMatchObject({ case: ASKED, state: 'running' });
    expect(Date.parse(investigation?.pausedSince ?? '')).toBeGreaterThan(0);
  });

  it('by due time, and without the triage that was met', async () => {
    const items = await listed();
    const due = items.map((item) => Date.parse(item.due));
    expect(due).toEqual(due.toSorted((a, b) => a - b));
    expect(items).not.toContainEqual(expect.objectContaining({ case: ASKED, name: 'triage' }));
  });

  it('given the triage done late, then it is off the list', async () => {
    await run(MISSED, 'claim');
    await run(MISSED, 'dismiss', { reason: 'insufficient' });
    await server.idle();
    const left = (await listed()).filter((item) => item.case === MISSED);
    expect(left).toEqual([]);
  });
});
