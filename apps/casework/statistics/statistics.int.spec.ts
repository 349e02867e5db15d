import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CommandPayloads } from '../../../libs/cases/commands.js';
import { CASE_TRAILS } from '../../../libs/platform/tokens.js';
import type { CaseTrails } from '../../../libs/statistics/case-trails.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';
import type { StatisticsShape } from './get-statistics.js';
import { rebuildTrails } from './rebuild-trails.js';

const flag = (
  id: string,
  over: Partial<CommandPayloads['flag']> = {},
): CommandPayloads['flag'] => ({
  ...{ id, student: `s-${id}`, violation: 'course_brushing', score: 0.95, threshold: 0.9 },
  ...{ signals: [], policyVersion: '1' },
  course: { offering: 'CS101-2026S-01', college: 'CS', teachers: [], enrolled: true },
  ...over,
});

describe('statistics, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-statistics-'));
  let server: CaseworkServer;
  let before: string;

  const clock = (body: object) => server.as('admin', 'root').post('/api/v1/dev/clock', body);
  const now = async () =>
    (await server.as('admin', 'root').get<{ now: string }>('/api/v1/dev/clock')).body.now;
  const ask = async (query = '', role = 'officer', name = 'li') =>
    server.as(role, name).get<StatisticsShape>(`/api/v1/statistics${query}`);
  const figures = async (...given: Parameters<typeof ask>) => (await ask(...given)).body;
  const run = async (id: string, command: string, body = {}) => {
    const path = `/api/v1/cases/${id}`;
    const officer = server.as('officer', 'li');
    const { version } = (await officer.get<{ version: number }>(path)).body;
    const answer = await officer.post(`${path}/commands/${command}`, {
      ...{ expectedVersion: version, ...body },
    });
    expect(answer.status).toBe(200);
  };

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await clock({ now: '2027-03-01T09:00:00+08:00' });
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    for (const n of [1, 2, 3]) await server.flag(flag(`2027-00000${String(n)}`));
    const elsewhere = { offering: 'MA1', college: 'MA', teachers: [], enrolled: true };
    await server.flag(flag('2027-000004', { course: elsewhere, violation: 'content_leak' }));
    await clock({ advance: 'P2D' });
    await run('2027-000001', 'claim');
    await clock({ advance: 'P1D' });
    before = await now();
    await run('2027-000001', 'dismiss', { reason: 'insufficient' });
    await clock({ advance: 'P10D' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given cases, then they are counted by state, time and what was missed', async () => {
    expect(await figures()).toMatchObject({
      ...{ roundedTo: 1, cases: 4, open: 3, byState: { dismissed: 1, flagged: 3 } },
      timeInState: {
        flagged: { over: { count: 1, medianDays: 2 }, lasting: { count: 3, medianDays: 13 } },
        triage: { over: { count: 1, medianDays: 1 }, lasting: { count: 0 } },
      },
      overdue: { cases: 3, byDeadline: { triage: 3 } },
    });
  });

  it('given a time, then the figures are those of then', async () => {
    const then = await figures(`?asOf=${encodeURIComponent(before)}`);
    expect(then).toMatchObject({ open: 4, byState: { flagged: 3, triage: 1 } });
    expect(then.overdue).toEqual({ cases: 0, byDeadline: {} });
    expect(Date.parse(then.asOf)).toBe(Date.parse(before));
    expect(await figures('?asOf=2026-01-01T00:00:00Z')).toMatchObject({ cases: 0, byState: {} });
  });

  it('given filters, then only such cases count', async () => {
    expect(await figures('?college=MA')).toMatchObject({ cases: 1 });
    expect(await figures('?violation=content_leak')).toMatchObject({ cases: 1 });
    expect(await figures('?term=2026S')).toMatchObject({ cases: 3 });
    expect(await figures('?term=2025A')).toMatchObject({ cases: 0 });
    expect(await figures('?from=2027-03-01T00:00:00%2B08:00')).toMatchObject({ cases: 4 });
    expect(await figures('?to=2027-03-01T00:00:00%2B08:00')).toMatchObject({ cases: 0 });
  });

  it('given who asks, then a college officer gets theirs, others rounded ones, some none', async () => {
    expect(await figures('', 'officer', 'wang')).toMatchObject({ roundedTo: 1, cases: 3 });
    expect(await figures('?college=MA', 'officer', 'wang')).toMatchObject({ cases: 0 });
    expect(await figures('', 'auditor', 'aud')).toMatchObject({ roundedTo: 1, cases: 4 });
    expect(await figures('', 'admin', 'root')).toMatchObject({
      ...{ roundedTo: 5, cases: 5, open: 5, byState: { dismissed: 0, flagged: 5 } },
    });
    for (const [role, name] of [
      ['teacher', 't-17'],
      ['student', '2023010123'],
      ['vendor', 'chaoxing'],
    ] as const)
      expect((await ask('', role, name)).status).toBe(403);
  });

  it('given queries that do not fit, then each parameter is named', async () => {
    for (const [query, pointer] of [
      ['?asOf=2099-01-01T00:00:00Z', '/asOf'],
      ['?asOf=yesterday', '/asOf'],
      ['?violation=cheating', '/violation'],
      ['?colege=CS', '/colege'],
      ['?from=2027-03-01', '/from'],
    ] as const)
      expect(await ask(query)).toMatchObject({ status: 400, body: { pointer } });
  });

  it('given overdue cases, then the queue finds them, and reviewers get what escalated', async () => {
    const list = async (query: string, role = 'officer', name = 'li') =>
      (
        await server.as(role, name).get<{ items: { id: string }[] }>(`/api/v1/cases${query}`)
      ).body.items
        .map(({ id }) => id)
        .sort();
    const three = ['2027-000002', '2027-000003', '2027-000004'];
    expect(await list('?attention=deadline_overdue')).toEqual(three);
    expect(await list('?attention=deadline_near')).toEqual([]);
    expect(await list('?attention=deadline_escalated', 'reviewer', 'rev')).toEqual(three);
    expect(await list('', 'legal', 'law')).toEqual([]);
    const history = await server
      .as('auditor', 'aud')
      .get<{ items: { type: string }[] }>('/api/v1/cases/2027-000002/history');
    expect(history.body.items.map(({ type }) => type)).toEqual([
      ...['CaseFlagged', 'DeadlineStarted'],
      ...['DeadlineReminded', 'DeadlineOverdue', 'DeadlineEscalated'],
    ]);
  });

  it('given the streams, when the trails are rebuilt, then they come out the same; a wrong one is found', async () => {
    const trails = server.get<CaseTrails>(CASE_TRAILS);
    expect(await rebuildTrails(server.store, trails)).toEqual({ cases: 4, differences: [] });
    const one = (await trails.get('2027-000002'))!;
    await trails.put([{ ...one, version: one.version + 9, college: 'MA' }]);
    expect((await rebuildTrails(server.store, trails)).differences).toEqual(['2027-000002']);
    expect(await trails.get('2027-000002')).toEqual(one);
  });

  it('given changes since somebody asked, then figures of now are those of that time added up anew', async () => {
    const filters = [
      '',
      'college=MA',
      'violation=course_brushing',
      'term=2026S',
      'to=2027-03-02T00:00:00Z',
    ];
    const both = async () => {
      for (const filter of filters) {
        const kept = await figures(`?${filter}`);
        const anew = await figures(`?${filter}&asOf=${encodeURIComponent(kept.asOf)}`);
        expect(kept).toEqual(anew);
      }
    };
    await both();
    await server.flag(flag('2027-000005', { violation: 'content_leak' }));
    expect(await figures()).toMatchObject({ cases: 5, byState: { flagged: 4 } });
    await both();
    await clock({ advance: 'PT1H' });
    await run('2027-000005', 'claim');
    expect(await figures()).toMatchObject({ byState: { flagged: 3, triage: 1 } });
    await run('2027-000005', 'dismiss', { reason: 'insufficient' });
    await both();
  });
});
