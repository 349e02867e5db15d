import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCaseFile } from '../../../libs/case-file/verify/verify.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

interface CaseBody {
  id: string;
  status: string;
  student: string | null;
  version: number;
  assignee?: string;
  findings: { code: string; severity: string }[];
  outcome: { kind: string } | null;
  attention: { code: string }[];
  guard?: string;
  code?: string;
  case?: string;
}

const [offering] = ROSTER.offerings;
const HEAVY = { process: 4100, midterm: 0, final: 5900, finalMode: 'online' };
const FINE = { process: 6000, midterm: 0, final: 4000, finalMode: 'online' };
const LIGHT = { process: 2000, midterm: 4000, final: 4000, finalMode: 'offline' };
const fully = { mode: 'fully_online', category: 'general_elective', compulsory: false };
const LI = ['officer', 'li'] as const;
const DEAN = ['officer', 'wang'] as const;
const REVIEWER = ['reviewer', 'zhao'] as const;

describe('cases about offerings, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-compliance-cases-'));
  let server: CaseworkServer;

  const put = async (id: string, over: object) => {
    const row = { ...offering, id, ...over };
    await server.as('admin', 'root').put('/api/v1/roster', { offerings: [row] });
    await server.idle();
  };
  const list = async (role: string, name: string, query = '') =>
    (
      await server
        .as(role, name)
        .get<{ items: CaseBody[] }>(`/api/v1/cases?family=course_compliance${query}`)
    ).body.items;
  const caseOn = async (id: string) => (await list('auditor', 'aud', `&offering=${id}`))[0];
  const read = async (who: readonly [string, string], id: string) =>
    server.as(...who).get<CaseBody>(`/api/v1/cases/${id}`);
  const post = async (
    who: readonly [string, string],
    id: string,
    command: string,
    body: object,
  ) => {
    const { version } = (await read(['auditor', 'aud'], id)).body;
    const path = `/api/v1/cases/${id}/commands/${command}`;
    return server
      .as(...who)
      .call<CaseBody>(path, { method: 'POST', body: { expectedVersion: version, ...body } });
  };
  const run = async (
    who: readonly [string, string],
    id: string,
    command: string,
    body: object = {},
  ) => {
    const answer = await post(who, id, command, body);
    expect({ command, ...answer }).toMatchObject({ command, status: 200 });
    return answer.body;
  };
  const notified = async (id: string) => {
    await run(LI, id, 'claim');
    const notice = { facts: '线上期终考试占59%', findings: ['online_final_share'] };
    return run(LI, id, 'notify_college', notice);
  };

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await put('A', { ...fully, scheme: HEAVY });
    await put('B', { ...fully, scheme: HEAVY });
    await put('C', { scheme: LIGHT });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given a rule that blocks, then the case opens by itself and goes with it; a warning opens none', async () => {
    const found = await caseOn('A');
    expect(found).toMatchObject({
      status: 'flagged',
      student: null,
      violation: 'course_compliance',
    });
    expect(await caseOn('C')).toBeUndefined();
    await put('B', { ...fully, scheme: FINE });
    expect(await caseOn('B')).toBeUndefined();
    const gone = await list('auditor', 'aud', '&status=withdrawn');
    expect(gone).toHaveLength(1);
    await put('B', { ...fully, scheme: HEAVY });
    expect(await caseOn('B')).toMatchObject({ id: gone[0]!.id, status: 'flagged' });
  });

  it('given who reads, then the college, its teachers and the auditor, no other college and no student', async () => {
    const { id } = (await caseOn('A'))!;
    for (const who of [LI, DEAN, ['teacher', 't-17'], ['auditor', 'aud']] as const)
      expect((await read(who, id)).status).toBe(200);
    for (const who of [
      ['officer', 'math'],
      ['teacher', 't-99'],
      ['student', '2023010123'],
      REVIEWER,
    ] as const)
      expect((await read(who, id)).status).toBe(404);
    expect((await read(['admin', 'root'], id)).status).toBe(403);
    expect(await list('student', '2023010123')).toEqual([]);
    expect(await list(...DEAN)).toHaveLength(2);
  });

  it('given the college mends it, then it is closed as remedied once the roster shows it', async () => {
    const { id } = (await caseOn('A'))!;
    expect(await notified(id)).toMatchObject({ status: 'college_notified' });
    const answer = { remedied: true, text: '已调整成绩比例' };
    expect(await post(LI, id, 'answer_college', answer)).toMatchObject({
      status: 422,
      body: { guard: 'PersonHasNoPart' },
    });
    expect((await post(['student', '2023010123'], id, 'answer_college', answer)).status).toBe(403);
    expect(await run(DEAN, id, 'answer_college', answer)).toMatchObject({
      status: 'college_answered',
    });
    expect((await list(...REVIEWER)).map((one) => one.id)).toContain(id);
    await run(REVIEWER, id, 'declare_interest', { conflict: false });
    const end = { outcome: 'remedied', facts: '比例已符合要求' };
    expect(await post(REVIEWER, id, 'conclude_compliance', end)).toMatchObject({
      status: 422,
      body: { guard: 'FindingStands', article: 'qhnu-online@1#19-1' },
    });
    await put('A', { ...fully, scheme: FINE });
    expect((await read(LI, id)).body.attention).toContainEqual({ code: 'findings_remedied' });
    expect(await run(REVIEWER, id, 'conclude_compliance', end)).toMatchObject({
      status: 'remedied',
      outcome: { kind: 'remedied' },
    });
  });

  it('given the college is silent, then after its time a second person says that it persisted', async () => {
    const { id } = (await caseOn('B'))!;
    await notified(id);
    expect(
      await post(REVIEWER, id, 'conclude_compliance', { outcome: 'persisted', facts: '未整改' }),
    ).toMatchObject({ status: 422, body: { guard: 'DefenceStillOpen' } });
    await server.as('admin', 'root').post('/api/v1/dev/clock', { advance: 'P25D' });
    await server.idle();
    expect((await caseOn('B'))!.status).toBe('college_answered');
    await run(REVIEWER, id, 'declare_interest', { conflict: false });
    const end = await run(REVIEWER, id, 'conclude_compliance', {
      outcome: 'persisted',
      facts: '未整改',
    });
    expect(end).toMatchObject({ status: 'persisted' });
    const outcomes = await server
      .as('registrar', 'reg')
      .get<{ items: unknown[] }>('/api/v1/outcomes');
    expect(outcomes.body.items).toEqual([]);
  });

  it('given an officer opens one on a warning, then it is theirs, once, and may be dismissed', async () => {
    const path = '/api/v1/offerings/C/compliance-case';
    expect((await server.as('officer', 'math').post(path, {})).status).toBe(404);
    expect((await server.as('teacher', 't-17').post(path, {})).status).toBe(403);
    const opened = await server.as(...LI).post<CaseBody>(path, {});
    expect(opened).toMatchObject({ status: 201, body: { status: 'triage', student: null } });
    expect(opened.body.findings.map(({ code }) => code)).toEqual(['process_share']);
    const again = await server.as(...LI).post<CaseBody>(path, {});
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'case_exists', case: opened.body.id },
    });
    const wrong = await post(LI, opened.body.id, 'open_investigation', {});
    expect(wrong).toMatchObject({ status: 422, body: { guard: 'WrongState' } });
    expect(await run(LI, opened.body.id, 'dismiss', { reason: 'out_of_scope' })).toMatchObject({
      status: 'dismissed',
    });
    await put('D', { ...fully, scheme: FINE });
    const nothing = await server
      .as(...LI)
      .post<CaseBody>('/api/v1/offerings/D/compliance-case', {});
    expect(nothing).toMatchObject({ status: 422, body: { guard: 'UnknownReference' } });
  });

  it('given an exception that runs out, when nobody changes the roster, then its finding is back', async () => {
    const clock = '/api/v1/dev/clock';
    const admin = server.as('admin', 'root');
    const now = Date.parse((await admin.get<{ now: string }>(clock)).body.now);
    await put('E', { scheme: LIGHT });
    const { body } = await server
      .as(...LI)
      .post<CaseBody>('/api/v1/offerings/E/compliance-case', {});
    const found = async () => (await read(LI, body.id)).body.findings.map(({ code }) => code);
    const exception = (from: number, to: number) => ({
      ...{ article: 'qhnu-online@1#19-2', approvedBy: 'd-1', reference: '教务〔2026〕3号' },
      ...{ from: new Date(from).toISOString(), to: new Date(to).toISOString() },
    });
    const HOUR = 3_600_000;
    const exceptions = [exception(now + HOUR, now + 3 * HOUR)];
    await put('E', { scheme: LIGHT, exceptions });
    expect(await found()).toEqual(['process_share']);
    for (const expected of [[], ['process_share']]) {
      await admin.post(clock, { advance: 'PT2H' });
      await server.idle();
      expect(await found()).toEqual(expected);
    }
  });

  it('given statistics and the rebuilt queue, then both know them', async () => {
    const stats = await server
      .as('auditor', 'aud')
      .get<{ sanctions: { byViolation: object } }>(
        '/api/v1/statistics?violation=course_compliance',
      );
    expect(stats.status).toBe(200);
    expect(JSON.stringify(stats.body)).toContain('"persisted":1');
    const before = await list('auditor', 'aud', '&sort=id');
    await server.rebuild();
    expect(await list('auditor', 'aud', '&sort=id')).toEqual(before);
  });

  it('given notice, answer and conclusion, then each is a paper to the college, listed and printed', async () => {
    interface Listed {
      readonly items: { id: string; complete: boolean; links: { pdf: string } }[];
    }
    const papers = async (offering: string) => {
      const { id } = (await caseOn(offering))!;
      const { body } = await server.as(...LI).get<Listed>(`/api/v1/cases/${id}/documents`);
      return body.items;
    };
    const answered = await papers('A');
    expect(answered.map(({ id, complete }) => [id, complete])).toEqual([
      ['college_notice-1', true],
      ['college_answer-1', true],
      ['conclusion-1', true],
    ]);
    for (const { links } of answered) {
      const pdf = await server.as(...LI).get<Buffer>(links.pdf);
      expect(pdf).toMatchObject({ status: 200 });
      expect(pdf.body.subarray(0, 5).toString()).toBe('%PDF-');
    }
    expect((await papers('B')).map(({ id }) => id)).toEqual(['college_notice-1', 'conclusion-1']);
  });

  it('given its case file, then it verifies, holds no student, and there is none for a student', async () => {
    const { id } = (await caseOn('B'))!;
    for (const profile of ['panel', 'appeal', 'court', 'archive']) {
      const file = await server
        .as('auditor', 'aud')
        .get<Buffer>(`/api/v1/cases/${id}/file?profile=${profile}`);
      expect(verifyCaseFile(file.body)).toMatchObject({ kind: 'intact', facts: { profile } });
    }
    const none = await server
      .as('auditor', 'aud')
      .get<CaseBody>(`/api/v1/cases/${id}/file?profile=student`);
    expect(none).toMatchObject({ status: 422, body: { code: 'no_student' } });
    const history = await server.as('auditor', 'aud').get(`/api/v1/cases/${id}/history`);
    expect(JSON.stringify(history.body)).not.toContain('"student"');
  });
});
