import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

interface Found {
  items: { code: string; article: string; severity: string; detail: { zh: string; en: string } }[];
}

const ID = 'CS101-2026S-01';
const [offering] = ROSTER.offerings;
const EXCEPTION = {
  ...{ article: 'qhnu-online@1#9', approvedBy: 'd-1', reference: '教务〔2026〕3号' },
  ...{ from: '2020-01-01T00:00:00+08:00', to: null },
};

describe('compliance of an offering, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-compliance-'));
  let server: CaseworkServer;

  const put = (over: object) =>
    server.as('admin', 'root').put('/api/v1/roster', { offerings: [{ ...offering, ...over }] });
  const found = (role: string, name: string, id = ID) =>
    server.as(role, name).get<Found>(`/api/v1/offerings/${id}/compliance`);
  const codes = async () => (await found('auditor', 'aud')).body.items.map(({ code }) => code);

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await put({
      hours: { total: 48, online: 33, offline: 16 },
      window: { from: '2026-02-20T00:00:00+08:00', to: '2026-07-01T00:00:00+08:00' },
      scheme: { process: 5000, midterm: 500, final: 4500, finalMode: 'offline' },
    });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given hours and weights over the limits, then each is a finding with its article', async () => {
    const { status, body } = await found('officer', 'li');
    expect(status).toBe(200);
    expect(body.items).toEqual([
      {
        ...{ code: 'online_hours', article: 'qhnu-online@1#9', severity: 'warn' },
        detail: { zh: expect.stringContaining('33'), en: expect.stringContaining('2/3') },
      },
      expect.objectContaining({ code: 'final_share', article: 'qhnu-online@1#19-2' }),
      expect.objectContaining({ code: 'midterm_share', severity: 'info' }),
    ]);
  });

  it('given who calls, then the college, the own teacher and the auditor read it, others do not', async () => {
    for (const [role, name] of [
      ['officer', 'wang'],
      ['teacher', 't-17'],
      ['auditor', 'aud'],
    ] as const)
      expect((await found(role, name)).status).toBe(200);
    expect((await found('officer', 'math')).status).toBe(404);
    expect((await found('teacher', 't-99')).status).toBe(404);
    expect((await found('auditor', 'aud', 'nothing-like-it')).status).toBe(404);
    expect((await found('student', '2023010123')).status).toBe(403);
    expect((await found('admin', 'root')).status).toBe(403);
  });

  it('given an approved exception in date, then its finding is gone; unapproved, it is back', async () => {
    const base = {
      hours: { total: 48, online: 33, offline: 16 },
      window: { from: '2026-02-20T00:00:00+08:00', to: '2026-07-01T00:00:00+08:00' },
      scheme: { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' },
    };
    await put({ ...base, exceptions: [EXCEPTION] });
    expect(await codes()).toEqual([]);
    await put({ ...base, exceptions: [{ ...EXCEPTION, approvedBy: null }] });
    expect(await codes()).toEqual(['online_hours']);
  });

  it('given a second class of the course with other weights, then both are found', async () => {
    const group = 'CS101-2026S';
    const scheme = { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' };
    await put({ group, scheme, hours: null, exceptions: [] });
    const second = { ...offering, id: 'CS101-2026S-02', group };
    const other = { ...second, scheme: { process: 3000, midterm: 3000, final: 4000 } };
    await server.as('admin', 'root').put('/api/v1/roster', { offerings: [other] });
    expect(await codes()).toContain('group_differs');
    const { body } = await found('auditor', 'aud', 'CS101-2026S-02');
    expect(body.items.map(({ code }) => code)).toContain('group_differs');
  });
});
