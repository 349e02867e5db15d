import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { badRequests } from '../support/bad-requests.js';
import { investigate } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';

interface ProblemBody {
  readonly status?: number;
  readonly title?: string;
  readonly code?: string;
  readonly pointer?: string;
}

const student = BRUSHERS.elective;

const lineOf = (status: number, { code, pointer }: ProblemBody): string =>
  [status, code, pointer === '' ? '#' : pointer].filter((part) => part !== undefined).join(' ');

describe('bad input', () => {
  let server: TestServer;
  let walk: CaseWalk;

  beforeAll(async () => {
    server = await startServer();
    await loadRoster(server.api, ROSTER);
    await sendAll(
      server.api,
      EVENTS.filter(({ subject }) => subject === student.account),
    );
    await server.idle();
    const [found] = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    walk = new CaseWalk(server.api, found?.id ?? '');
    await investigate(walk);
  });
  afterAll(async () => {
    expect(await server.stop()).toBe(0);
  });

  it.each(
    badRequests(student.id).map(
      (row) => [`${row.call.method ?? 'GET'} ${row.path} ${row.as ?? '-'}`, row] as const,
    ),
  )('%s: a problem says what is wrong and where', async (_, { as, path, call, answer }) => {
    const asked = path.replace('CASE', walk.id);
    const { status, headers, body } = await server.api.as(as).call<ProblemBody>(asked, call);
    expect(lineOf(status, body)).toBe(answer);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).toMatchObject({ status, title: expect.any(String) });
    expect(JSON.stringify(body)).not.toMatch(/node_modules|\.js:\d|SQLITE/);
  });

  it('given bad rows in a roster, then only they are rejected, with their place', async () => {
    const { status, body } = await server.api.put<{ rejected: { pointer: string }[] }>(
      '/api/v1/roster',
      {
        students: [{ id: '2023010999', name: '新生' }, { name: '无名' }],
        offerings: [{ id: 'X1', scheme: { process: 4000, midterm: 2000, final: 3999 } }],
        enrolments: [{ student: '2023010999', offering: 'GE101-2026S-01', status: 'asleep' }],
        meetings: {},
      },
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ upserted: { students: 1 } });
    expect(body.rejected.map(({ pointer }) => pointer).sort()).toEqual([
      expect.stringMatching(/^\/enrolments\/0/),
      '/meetings',
      expect.stringMatching(/^\/offerings\/0/),
      expect.stringMatching(/^\/students\/1/),
    ]);
  });

  it('given all of it, then the case has not moved and the server is well', async () => {
    expect(await walk.now()).toMatchObject({ status: 'finding_review' });
    expect(await server.api.as(undefined).get('/readyz')).toMatchObject({ status: 200 });
    expect(server.output()).not.toMatch(/"level":"?(50|60|error|fatal)/);
  });
});
