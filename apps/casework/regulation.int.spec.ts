import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  brushing,
  EVENT,
  ROSTER,
  startCasework,
  type CaseworkServer,
} from './testing/casework-server.js';

interface CaseBody {
  readonly id: string;
  readonly status: string;
  readonly version: number;
  readonly guard?: string;
  readonly article?: string;
  readonly detail?: string;
}

const CASES = '/api/v1/cases';
const ROOT = join(import.meta.dirname, '../../..');
const INTEGRITY = 'lakeside-online@1#7';
const DISCIPLINE = 'lakeside-discipline@1#9-2';
const [offering] = ROSTER.offerings;
const ITEMS = [
  ...['network', 'shared_address', 'reinstalled', 'accessibility', 'vpn', 'background_tab'],
  'feed_quality',
];

describe("another university's regulation", () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-regulation-'));
  const folder = mkdtempSync(join(tmpdir(), 'probity-lakeside-'));
  const start = (env = {}) => startCasework(dataDir, { PROBITY_REGULATION: folder, ...env });
  let server: CaseworkServer;
  let id: string;
  let version: number;

  const post = (role: string, name: string, command: string, body = {}) =>
    server.as(role, name).post<CaseBody>(`${CASES}/${id}/commands/${command}`, {
      expectedVersion: version,
      ...body,
    });
  const run = async (role: string, name: string, command: string, body = {}) => {
    const answer = await post(role, name, command, body);
    expect({ command, ...answer }).toMatchObject({ command, status: 200 });
    version = answer.body.version;
    return answer.body;
  };
  const finding = (clauses: string[], level: string) => ({
    ...{ established: true, part: 'participant', facts: '查实', clauses },
    evidence: ['E-001', 'E-002'],
    exculpatory: ITEMS.map((item) => ({ item, considered: '已核查' })),
    proposed: { outcome: 'grade_void', level },
  });

  beforeAll(async () => {
    cpSync(join(ROOT, 'deploy/regulations/lakeside'), folder, { recursive: true });
    server = await start();
    const admin = server.as('admin', 'root');
    await admin.post('/api/v1/dev/clock', { now: '2027-03-01T09:00:00+08:00' });
    await admin.put('/api/v1/sources/chaoxing', { title: '学习通', clock: 'server' });
    await admin.put('/api/v1/roster', ROSTER);
    await server.as('vendor', 'chaoxing').send([EVENT]);
    const subject = await server.subjectOf('2023010123');
    await server.signal({ type: 'SignalRaised', data: brushing(subject) });
    await server.idle();
    const { body } = await server.as('officer', 'li').get<{ items: CaseBody[] }>(CASES);
    ({ id, version } = body.items[0]!);
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
    rmSync(folder, { recursive: true });
  });

  it('given its limits, then its own articles are found against an offering', async () => {
    const put = (over: object) =>
      server.as('admin', 'root').put('/api/v1/roster', { offerings: [{ ...offering, ...over }] });
    const found = async () => {
      const path = `/api/v1/offerings/${offering!.id}/compliance`;
      const answer = await server.as('auditor', 'aud').get<{ items: Finding[] }>(path);
      return answer.body.items.map(({ code, article, severity }) => [code, article, severity]);
    };
    const full = {
      window: { from: '2027-02-20T00:00:00+08:00', to: '2027-07-01T00:00:00+08:00' },
      platforms: ['chaoxing'],
    };
    await put({
      ...full,
      hours: { total: 48, online: 24, offline: 24 },
      scheme: { process: 5000, midterm: 0, final: 5000, finalMode: 'online' },
    });
    expect(await found()).toEqual([]);
    await put({
      hours: { total: 48, online: 25, offline: 23 },
      scheme: { process: 3000, midterm: 1900, final: 5100, finalMode: 'offline' },
    });
    expect(await found()).toEqual([
      ['online_hours', 'lakeside-online@1#2', 'block'],
      ['process_share', 'lakeside-online@1#3-1', 'warn'],
      ['final_share', 'lakeside-online@1#3-2', 'warn'],
    ]);
  });

  it('given a case, then only its own clauses carry it, and a level needs one that grounds it', async () => {
    await run('officer', 'li', 'claim');
    await run('officer', 'li', 'open_investigation', { investigators: ['wang'] });
    for (const one of ['li', 'wang'])
      await run('officer', one, 'declare_interest', { conflict: false });
    await run('officer', 'li', 'add_evidence', {
      ...{ sourceClass: 'interview', title: '谈话笔录', text: '承认', bearing: 'inculpatory' },
    });
    const foreign = finding(['qhnu-online@1#24'], 'demerit');
    const unknown = await post('officer', 'li', 'submit_finding', foreign);
    expect(unknown).toMatchObject({ status: 422, body: { guard: 'UnknownReference' } });
    const toCome = finding(['lakeside-online@2#7'], 'demerit');
    expect((await post('officer', 'li', 'submit_finding', toCome)).body.guard).toBe(
      'UnknownReference',
    );
    const bare = await post('officer', 'li', 'submit_finding', finding([INTEGRITY], 'demerit'));
    expect(bare.body).toMatchObject({ guard: 'NoBasisForLevel', article: INTEGRITY });
    const light = finding([INTEGRITY, DISCIPLINE], 'warning');
    expect((await post('officer', 'li', 'submit_finding', light)).body.guard).toBe(
      'NoBasisForLevel',
    );
    await run('officer', 'li', 'submit_finding', finding([INTEGRITY, DISCIPLINE], 'demerit'));
    await run('reviewer', 'rev', 'declare_interest', { conflict: false });
    await run('reviewer', 'rev', 'approve_finding');
    const issued = await run('officer', 'li', 'issue_notice', {
      ...{ facts: '拟处理', clauses: [INTEGRITY, DISCIPLINE], evidence: ['E-001', 'E-002'] },
      proposed: { outcome: 'grade_void', maxLevel: 'demerit' },
      rights: ['statement', 'defence', 'recusal', 'agent'],
    });
    expect(issued.status).toBe('notice_issued');
  });

  it('given a start with an edited text, a broken file or two universities, then it is stopped by name', async () => {
    await server.close();
    const file = join(folder, 'lakeside-online@1.yaml');
    const text = readFileSync(file, 'utf8');
    const stopped = async (content: string, why: RegExp) => {
      writeFileSync(file, content);
      await expect(start()).rejects.toThrow(why);
    };
    await stopped(
      text.replace('二分之一', '三分之一'),
      /PROBITY_REGULATION .*lakeside-online@1 .*new version/,
    );
    await stopped(
      text.replace('share_between', 'share_under'),
      /lakeside-online@1\.yaml at \/offeringRules\/3\/check\/kind/,
    );
    await stopped(
      text.replace('name: lakeside-online', 'name: other'),
      /regulations other, lakeside-online on online/,
    );
    await expect(start({ PROBITY_REGULATION: join(folder, 'none') })).rejects.toThrow(
      'PROBITY_REGULATION names a place that cannot be read (ENOENT)',
    );
    const calendar = join(folder, 'calendar.txt');
    writeFileSync(calendar, 'version: a\noff: [2027-13-01]');
    writeFileSync(file, text);
    await expect(start({ PROBITY_CALENDAR: calendar })).rejects.toThrow(
      'PROBITY_CALENDAR names a calendar that is refused: calendar.off[0]',
    );
    writeFileSync(calendar, 'version: lakeside-2027\noff: [2027-03-08]');
    server = await start({ PROBITY_CALENDAR: calendar });
  });

  it('given the calendar that the setting names, then deadlines from now on cite it', async () => {
    const deliveredAt = (await server.as('admin', 'root').get<{ now: string }>('/api/v1/dev/clock'))
      .body.now;
    const served = (await run('officer', 'li', 'record_delivery', {
      ...{ document: 'notice', method: 'direct', delivered: true, deliveredAt },
      proof: { text: '本人签收' },
    })) as CaseBody & { deadlines: { name: string; due: string; calendarVersion: string }[] };
    const byName = (name: string) => served.deadlines.find((one) => one.name === name);
    expect(byName('defence')).toMatchObject({
      // Five working days after Monday 1 March, without Monday the 8th.
      due: '2027-03-10T00:00:00.000+08:00',
      calendarVersion: expect.stringMatching(/\+lakeside-2027$/),
    });
    // What ran before keeps the days it was given.
    expect(byName('investigation')?.calendarVersion).not.toContain('lakeside');
  });
});

interface Finding {
  readonly code: string;
  readonly article: string;
  readonly severity: string;
}
