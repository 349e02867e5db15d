import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSettings } from '../../../libs/platform/settings.js';
import { startServer, type Server } from '../../probity/serving/start-server.js';

const at = (day: string, time = '00:00:00') => `2026-${day}T${time}+08:00`;
const TO = at('03-20');
const meetings = ['03-02', '03-09', '03-16'].map((day, n) => ({
  ...{ id: `m-${n}`, offering: 'CS', hours: 2 },
  ...{ startsAt: at(day, '08:00:00'), endsAt: at(day, '09:30:00') },
}));
const student = (id: string) => ({
  ...{ id, name: `学生${id}`, adviser: 'a-3' },
  accounts: [{ source: 'lms', account: `a-${id}`, from: null, to: null }],
});
const ROSTER = {
  students: [student('1'), student('2')],
  offerings: [
    {
      ...{ id: 'CS', course: 'CS', college: 'CS', owner: 't-17', platforms: ['lms'] },
      ...{ hours: { total: 6 }, window: { from: at('03-01'), to: TO } },
    },
  ],
  enrolments: ['1', '2'].map((id) => ({
    ...{ student: id, offering: 'CS', status: 'active', at: at('02-20') },
  })),
  meetings,
};
const EVENTS = [
  {
    ...{ id: 'in', type: 'probity.attendance.signed_in.v1', subject: 'a-2' },
    ...{ time: at('03-02', '08:01:00'), data: { meeting: 'm-0', method: 'qr' } },
  },
  { id: 'over', type: 'probity.feed.completed.v1', time: at('03-21'), data: { until: TO } },
].map((event) => ({ specversion: '1.0', source: 'lms', ...event }));

interface CaseRow {
  readonly id: string;
  readonly version: number;
  readonly family: string;
  readonly student: string;
  readonly status: string;
}

describe('cases of arts 17 and 25', () => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-exact-'));
  let server: Server;
  beforeAll(async () => {
    const settings = { PROBITY_DATA_DIR: folder, PORT: '0', LOG_LEVEL: 'silent' };
    server = await startServer(readSettings(settings, { dev: true }), [
      ...(['gateway', 'timeline', 'detection', 'casework'] as const),
    ]);
  });
  afterAll(async () => {
    await server.close();
    rmSync(folder, { recursive: true });
  });

  const call = async (path: string, role: string, method = 'GET', type = '', body?: unknown) => {
    const headers = { authorization: `Bearer dev:${role}`, ...(type && { 'content-type': type }) };
    const response = await fetch(server.url + path, {
      ...{ method, headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const cases = async () => {
    while ((await call('/api/v1/pipeline', 'operator:o'))['idle'] !== true)
      await new Promise((resolve) => setImmediate(resolve));
    const { items } = await call('/api/v1/cases', 'officer:li');
    return (items as CaseRow[])
      .map(({ family, student: who, status }) => `${who} ${family} ${status}`)
      .sort();
  };

  it('open by themselves, from what did not happen, and vanish when it did', async () => {
    const batch = 'application/cloudevents-batch+json';
    await call('/api/v1/roster', 'registrar:r', 'PUT', 'application/json', ROSTER);
    await call('/api/v1/events', 'vendor:lms', 'POST', batch, EVENTS);
    expect(await cases()).toEqual([
      '1 eligibility flagged',
      '1 non_participation flagged',
      '2 eligibility flagged',
    ]);
    const late = ['m-1', 'm-2'].map((meeting, n) => ({
      ...{ ...EVENTS[0], id: `late-${n}`, time: meetings[n + 1]?.startsAt },
      data: { meeting, method: 'qr' },
    }));
    await call('/api/v1/events', 'vendor:lms', 'POST', batch, late);
    expect(await cases()).toEqual(['1 eligibility flagged', '1 non_participation flagged']);
  });

  it.each([
    ['eligibility', 'qhnu-online@1#17', 'disqualified', /总学时 6，缺课 6 学时/],
    ['non_participation', 'qhnu-online@1#25', 'absent_zero', /19 天内.*均无登录记录/],
  ])(
    'given %s is claimed, then what it rests on is evidence with its hash, and a notice may cite it',
    async (family, clause, outcome, words) => {
      const { items } = await call('/api/v1/cases', 'officer:li');
      const { id, version } = (items as CaseRow[]).find((one) => one.family === family)!;
      const run = (command: string, body: object) =>
        call(
          ...([`/api/v1/cases/${id}/commands/${command}`, 'officer:li', 'POST'] as const),
          ...(['application/json', body] as const),
        );
      const claimed = await run('claim', { expectedVersion: version });
      const evidence = await call(`/api/v1/cases/${id}/evidence`, 'officer:li');
      expect(evidence['items']).toMatchObject([
        {
          ...{ id: 'E-001', sourceClass: 'telemetry', addedBy: 'li' },
          ...{
            title: expect.stringMatching(words),
            sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
          },
          ...{ signals: [expect.any(String)], events: [{ source: 'lms', id: 'over' }] },
        },
      ]);
      const issued = await run('issue_notice', {
        ...{ expectedVersion: claimed['version'], facts: '见证据', clauses: [clause] },
        ...{ evidence: ['E-001'], rights: ['statement', 'defence'], proposed: { outcome } },
      });
      expect(issued).toMatchObject({ status: 'notice_issued' });
      const { items: documents } = await call(`/api/v1/cases/${id}/documents`, 'officer:li');
      expect(documents).toMatchObject([{ id: 'notice-1', complete: true }]);
    },
  );
});
