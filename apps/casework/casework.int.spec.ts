import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
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
  id: string;
  status: string;
  version: number;
  score: number;
  evidence: { id: string; sha256: string; events: unknown[] }[];
  deadlines: { name: string; state: string; due: string }[];
  people: { investigators: string[] };
  guard?: string;
  current?: number;
  pointer?: string;
  code?: string;
}
type List = { items: CaseBody[]; next?: string };

const CASES = '/api/v1/cases';
const EXCULPATORY = ['network', 'shared_address', 'reinstalled', 'accessibility', 'vpn'];

describe('a case from its signals to its outcome, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-casework-'));
  let server: CaseworkServer;
  let subject: string;
  let id: string;
  let version: number;

  const raise = async (over = {}) => {
    await server.signal({ type: 'SignalRaised', data: brushing(subject, over) });
    await server.idle();
  };
  const list = async (query = '', role = 'officer', name = 'li') =>
    (await server.as(role, name).get<List>(`${CASES}${query}`)).body.items;
  const post = (role: string, name: string, command: string, body = {}, key?: string) =>
    server.as(role, name).call<CaseBody>(`${CASES}/${id}/commands/${command}`, {
      method: 'POST',
      body: { expectedVersion: version, ...body },
      headers: key === undefined ? {} : { 'idempotency-key': key },
    });
  /** Runs a command that must be accepted, and remembers the version it led to. */
  const run = async (role: string, name: string, command: string, body = {}) => {
    const answer = await post(role, name, command, body);
    expect({ command, ...answer }).toMatchObject({ command, status: 200 });
    version = answer.body.version;
    return answer.body;
  };
  const nowText = async () =>
    (await server.as('admin', 'root').get<{ now: string }>('/api/v1/dev/clock')).body.now;
  const delivery = async (document: string) => ({
    ...{ document, method: 'direct', delivered: true },
    deliveredAt: await nowText(),
    proof: { text: '本人签收' },
  });
  const seen = async () =>
    (await server.as('officer', 'wang').get<CaseBody>(`${CASES}/${id}`)).body;
  const history = async () => {
    const path = `${CASES}/${id}/history`;
    const answer = await server.as('officer', 'wang').get<{ items: { type: string }[] }>(path);
    return answer.body.items;
  };
  const outcomes = async () => {
    await server.idle();
    const registrar = server.as('registrar', 'reg');
    const answer = await registrar.get<{ items: { id: string; kind: string }[] }>(
      '/api/v1/outcomes',
    );
    return answer.body.items;
  };
  const clock = (body: object) => server.as('admin', 'root').post('/api/v1/dev/clock', body);

  beforeAll(async () => {
    server = await startCasework(dataDir);
    const admin = server.as('admin', 'root');
    await clock({ now: '2027-03-01T09:00:00+08:00' });
    expect(
      (await admin.put('/api/v1/sources/chaoxing', { title: '学习通', clock: 'server' })).status,
    ).toBeLessThan(300);
    expect((await admin.put('/api/v1/roster', ROSTER)).status).toBe(200);
    expect((await server.as('vendor', 'chaoxing').send([EVENT])).status).toBe(202);
    subject = await server.subjectOf('2023010123');
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given a signal over the threshold, then one case is flagged; below it the flag is withdrawn, above it the same returns', async () => {
    await raise();
    const [flagged] = await list();
    id = flagged!.id;
    expect(flagged).toMatchObject({ status: 'flagged', student: '2023010123', version: 2 });
    const shown = { part: 'participant', signals: ['sig-1'], links: [], outcome: null };
    expect(flagged).toMatchObject({ ...shown, attention: [] });
    expect(id).toBe('2027-000001');

    const { offering, violation } = brushing(subject);
    await server.signal({
      type: 'SignalWithdrawn',
      data: { id: 'sig-1', subject, offering, violation, revision: 2, reason: 'late events' },
    });
    await server.idle();
    expect(await list()).toEqual([]);
    expect(await list('?status=withdrawn')).toMatchObject([{ id }]);

    await raise({ revision: 3 });
    expect(await list()).toMatchObject([{ id, status: 'flagged' }]);
    version = (await list())[0]!.version;
  });

  it('given the flag, then college, role and the student bound who sees it', async () => {
    expect(await list('', 'officer', 'wang')).toHaveLength(1);
    expect(await list('', 'officer', 'math')).toEqual([]);
    expect(await list('', 'reviewer', 'rev')).toEqual([]);
    expect(await list('', 'student', '2023010123')).toEqual([]);
    const seen = async (role: string, name: string) =>
      (await server.as(role, name).get(`${CASES}/${id}`)).status;
    expect(await seen('student', '2023010123')).toBe(404);
    expect(await seen('officer', 'math')).toBe(404);
    expect(await seen('auditor', 'aud')).toBe(200);
    expect(await seen('admin', 'root')).toBe(403);
  });

  it('given queries that do not fit, then each parameter is named', async () => {
    const forged = Buffer.from('{"value":{},"id":1}').toString('base64url');
    for (const [query, pointer] of [
      ['status=flagged&status=triage', '/status'],
      ['status=flaged', '/status'],
      ['family=course', '/family'],
      ['violation=cheating', '/violation'],
      ['nmae=x', '/nmae'],
      ['sort=name', '/sort'],
      ['limit=501', '/limit'],
      ['dueBefore=2027-03-01', '/dueBefore'],
      [`cursor=${forged}`, '/cursor'],
    ] as const)
      expect(await server.as('officer', 'wang').get(`${CASES}?${query}`)).toMatchObject({
        status: 400,
        body: { pointer },
      });
    const twice = await server.as('officer', 'wang').get(`${CASES}/${id}?asOf=1&asOf=2`);
    expect(twice).toMatchObject({ status: 400, body: { pointer: '/asOf' } });
  });

  it('given two officers claiming at once, then one gets it and the other a 409', async () => {
    const answers = await Promise.all([
      post('officer', 'li', 'claim', {}, 'k-li'),
      post('officer', 'wang', 'claim', {}, 'k-wang'),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    const won = answers.findIndex(({ status }) => status === 200);
    expect(answers[1 - won]!.body).toMatchObject({ code: 'wrong_version', current: version + 1 });

    const again = await post(
      'officer',
      won === 0 ? 'li' : 'wang',
      'claim',
      {},
      won === 0 ? 'k-li' : 'k-wang',
    );
    expect(again).toMatchObject({ status: 200, body: { version: version + 1, status: 'triage' } });
    const other = await post(
      'officer',
      won === 0 ? 'li' : 'wang',
      'claim',
      { note: '另一个' },
      won === 0 ? 'k-li' : 'k-wang',
    );
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    version += 1;
  });

  it('given bodies, roles and commands that do not fit, then each is refused by name', async () => {
    expect(await post('officer', 'li', 'dismiss', { reason: 'mood' })).toMatchObject({
      status: 400,
      body: { pointer: '/reason' },
    });
    expect(await post('officer', 'li', 'claim', { extra: 1 })).toMatchObject({
      status: 400,
      body: { pointer: '/extra' },
    });
    expect((await post('officer', 'li', 'approve_finding')).status).toBe(403);
    expect((await post('admin', 'root', 'claim')).status).toBe(403);
    expect((await post('officer', 'li', 'punish')).status).toBe(404);
    expect((await post('officer', 'math', 'resume')).status).toBe(404);
    expect(await post('officer', 'li', 'claim')).toMatchObject({
      status: 422,
      body: { guard: 'WrongState' },
    });
    const early = await post('officer', 'li', 'claim', { expectedVersion: 1 });
    expect(early).toMatchObject({ status: 409, body: { current: version } });
  });

  it('given an investigation, then the cited bytes are copied into the case at once', async () => {
    const opened = await run('officer', 'li', 'open_investigation', { investigators: ['wang'] });
    expect(opened).toMatchObject({ status: 'investigating', version });
    expect(opened.people.investigators).toEqual(['li', 'wang']);
    expect(opened.evidence).toMatchObject([{ id: 'E-001', events: [{ id: 'e-1' }] }]);
    expect(opened.evidence[0]!.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('given the whole lawful way, then the grade is held, made void when final, and acknowledged', async () => {
    const evidence = ['E-001'];
    const clauses = ['qhnu-online@1#24'];
    const proposed = { outcome: 'grade_void' };
    await run('officer', 'li', 'declare_interest', { conflict: false });
    await run('officer', 'wang', 'declare_interest', { conflict: false });
    await run('officer', 'li', 'submit_finding', {
      ...{ established: true, part: 'participant', facts: '一天内计入超过二十四小时', clauses },
      ...{ evidence, proposed },
      exculpatory: EXCULPATORY.map((item) => ({ item, considered: '已核查' })),
    });
    expect((await post('reviewer', 'li', 'approve_finding')).body.guard).toBeDefined();
    await run('reviewer', 'rev', 'declare_interest', { conflict: false });
    await run('reviewer', 'rev', 'approve_finding');
    await run('officer', 'li', 'issue_notice', {
      ...{ facts: '拟处理', clauses, evidence, proposed },
      rights: ['statement', 'defence', 'recusal', 'agent'],
    });
    await server.idle();
    await run('officer', 'li', 'record_delivery', await delivery('notice'));
    const student = server.as('student', '2023010123');
    const read = await student.get<CaseBody>(`${CASES}/${id}`);
    expect(read).toMatchObject({ status: 200, body: { status: 'defence_open' } });
    expect(read.body).not.toHaveProperty('score');
    await run('student', '2023010123', 'file_statement', { points: ['网络卡顿', '设备故障'] });
    expect((await outcomes()).map(({ kind }) => kind)).toEqual(['hold']);

    await run('committee', 'c1', 'convene', {
      ...{ members: ['c1', 'c2', 'c3'], chair: 'c1' },
      meetingAt: await nowText(),
    });
    for (const member of ['c1', 'c2', 'c3'])
      await run('committee', member, 'declare_interest', { conflict: false });
    for (const member of ['c1', 'c2', 'c3'])
      await run('committee', member, 'vote', { outcome: 'grade_void' });
    const decision = { outcome: 'grade_void', facts: '查实', clauses, evidence };
    const silent = await post('committee', 'c1', 'decide', { ...decision, answers: [] });
    expect(silent.body.guard).toBe('DefencePointUnanswered');
    await run('committee', 'c1', 'decide', {
      ...decision,
      answers: [1, 2].map((point) => ({ point, answer: '已答复' })),
    });
    await run('officer', 'li', 'record_delivery', await delivery('decision'));
    await clock({ advance: 'P9D' });
    expect((await seen()).status).toBe('appeal_open');
    await clock({ advance: 'P20D' });
    expect((await seen()).status).toBe('final');

    const [, done] = await outcomes();
    expect(done).toMatchObject({
      kind: 'grade_void',
      makeUp: 'on_approval',
      student: '2023010123',
    });
    const answer = { status: 'accepted', reference: 'JW-1', at: await nowText(), grade: 0 };
    const path = `/api/v1/outcomes/${done!.id}/acknowledgement`;
    const registrar = server.as('registrar', 'reg');
    for (const grade of [100.5, -0.5, '0'])
      expect(await registrar.post(path, { ...answer, grade })).toMatchObject({
        ...{ status: 400, body: { code: 'invalid', pointer: '/grade' } },
      });
    expect((await registrar.post(path, answer)).status).toBe(200);
    expect((await registrar.post(path, answer)).status).toBe(200);
    expect((await registrar.post(path, { ...answer, grade: 60 })).status).toBe(422);
    await server.idle();
    version = (await seen()).version;
    await run('registrar', 'reg', 'acknowledge_execution', {
      fileReference: 'XS-9',
      at: await nowText(),
    });
    expect((await seen()).status).toBe('executed');
  });

  it('given a restart, then no deadline lapses twice and the queues stand as before', async () => {
    const before = { history: await history(), list: await list() };
    await server.close();
    server = await startCasework(dataDir);
    await clock({ advance: 'P400D' });
    await server.idle();
    expect({ history: await history(), list: await list() }).toEqual(before);
    const lapsed = before.history.filter(({ type }) => type === 'DeadlineLapsed');
    expect(lapsed).toHaveLength(1);
    expect(JSON.stringify(before.history)).toContain('网络卡顿');
  });

  it('given the streams, when the index is rebuilt, then it comes out the same; a wrong row is found', async () => {
    expect(await server.rebuild()).toEqual({ cases: 1, differences: [] });
    const row = (await server.index.get(id))!;
    await server.index.put([{ ...row, status: 'flagged', version: row.version + 9 }]);
    expect(await server.rebuild()).toEqual({ cases: 1, differences: [id] });
    expect(await server.index.get(id)).toEqual(row);
  });

  it('given a file, when it is attached, then its content decides its type and the bytes come back', async () => {
    const upload = (bytes: string, name: string) => {
      const form = new FormData();
      form.set('title', '签收单');
      form.set('file', new Blob([bytes]), name);
      return new Response(form);
    };
    const attach = async (bytes: string, name: string, caller = server.as('officer', 'wang')) => {
      const request = upload(bytes, name);
      return caller.call<{ id: string; mediaType: string; size: number }>(
        `${CASES}/${id}/attachments`,
        {
          method: 'POST',
          body: new Uint8Array(await request.arrayBuffer()),
          headers: { 'content-type': request.headers.get('content-type') ?? '' },
        },
      );
    };
    const added = await attach('%PDF-1.7 中文', 'scan.exe');
    expect(added).toMatchObject({ status: 201, body: { mediaType: 'application/pdf' } });
    const path = `${CASES}/${id}/attachments/${added.body.id}`;
    const file = await server.as('auditor', 'aud').get<Buffer>(path);
    expect(file.body.toString('utf8')).toBe('%PDF-1.7 中文');
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect((await attach('MZ\u0000\u0001', 'paper.pdf')).status).toBe(415);
    expect((await attach('%PDF-', 'a.pdf', server.as('officer', 'math'))).status).toBe(404);
    expect((await attach('%PDF-', 'a.pdf', server.as('auditor', 'aud'))).status).toBe(403);
  });

  it('given the past, then the case is shown as it stood', async () => {
    const auditor = server.as('auditor', 'aud');
    const then = await auditor.get<CaseBody>(`${CASES}/${id}?asOf=2`);
    expect(then.body).toMatchObject({ status: 'flagged', version: 2, evidence: [] });
    expect((await auditor.get(`${CASES}/${id}?asOf=99999`)).status).toBe(400);
    expect((await auditor.get(`${CASES}/${id}?asOf=2020-01-01T00:00:00Z`)).status).toBe(404);
    // Before the notice there was no case for the student to know of.
    const student = server.as('student', '2023010123');
    expect((await student.get(`${CASES}/${id}?asOf=2`)).status).toBe(404);
  });

  it('given a second claimant of the account, then no case stands until the mapping is corrected', async () => {
    const other = await server.subjectOf('2023010124');
    const rival = (from: string | null) => ({
      students: [
        {
          ...{ id: '2023010125', name: '王五', college: 'CS' },
          accounts: [{ source: 'chaoxing', account: '2023010124', from, to: null }],
        },
      ],
    });
    const status = async () => (await list('?student=2023010124')).map((one) => one.status).join();
    await server.signal({ type: 'SignalRaised', data: brushing(other, { id: 'sig-2' }) });
    await server.idle();
    expect(await status()).toBe('flagged');

    const admin = server.as('admin', 'root');
    expect((await admin.put('/api/v1/roster', rival(null))).status).toBe(200);
    await server.idle();
    expect(await status()).toBe('');
    expect((await admin.put('/api/v1/roster', rival('2027-01-01T00:00:00+08:00'))).status).toBe(
      200,
    );
    await server.idle();
    expect(await status()).toBe('flagged');
  });

  it('given the reads so far, then the auditor finds who read what', async () => {
    const path = `/api/v1/access-log?case=${id}&person=2023010123`;
    const found = await server.as('auditor', 'aud').get<{ items: unknown[] }>(path);
    expect(found.body.items).toMatchObject([
      { case: id, part: 'case', actor: { role: 'student', person: '2023010123' } },
    ]);
    expect((await server.as('officer', 'li').get(path)).status).toBe(403);
  });

  it('given the streams, then no student number, name or text stands in any of them', async () => {
    const { events } = await server.store.readAll({ after: 0, limit: 1000 });
    const text = JSON.stringify(events);
    for (const secret of ['2023010123', '张三', '网络卡顿', '一天内计入超过'])
      expect(text).not.toContain(secret);
  });
});
