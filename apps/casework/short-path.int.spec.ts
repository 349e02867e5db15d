import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from './testing/casework-server.js';

interface CaseBody {
  status: string;
  family: string;
  version: number;
  guard?: string;
  pointer?: string;
  outcome: { kind: string } | null;
  stage: { status: string; objections?: string[] };
}

const ID = '2026-000900';
const PATH = `/api/v1/cases/${ID}`;
const CONFIRMATION = { outcome: 'absent_zero', facts: '全学期未登录', answer: '无请假记录' };

describe('a case of non-participation, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-short-'));
  let server: CaseworkServer;
  let version = 0;

  const post = (role: string, name: string, command: string, body: object) =>
    server.as(role, name).call<CaseBody>(`${PATH}/commands/${command}`, {
      method: 'POST',
      body: { expectedVersion: version, ...body },
    });
  /** Runs a command that must be accepted, and remembers the version it led to. */
  const run = async (role: string, name: string, command: string, body = {}) => {
    const answer = await post(role, name, command, body);
    expect({ command, ...answer }).toMatchObject({ command, status: 200 });
    version = answer.body.version;
    return answer.body;
  };
  const read = (role: string, name: string) => server.as(role, name).get<CaseBody>(PATH);
  const clock = () => server.as('admin', 'root').get<{ now: string }>('/api/v1/dev/clock');
  const deliver = async (document: string) =>
    run('officer', 'li', 'record_delivery', {
      ...{ document, method: 'direct', delivered: true, proof: { text: '本人签收' } },
      deliveredAt: (await clock()).body.now,
    });

  beforeAll(async () => {
    server = await startCasework(dataDir);
    await server.as('admin', 'root').put('/api/v1/roster', ROSTER);
    await server.flag({
      ...{ id: ID, student: await server.subjectOf('2023010123'), signals: [] },
      ...{ violation: 'non_participation', score: 1, threshold: 0.9, policyVersion: 'default-1' },
      course: {
        ...{ offering: 'CS101-2026S-01', college: 'CS', owner: 't-17', teachers: ['t-17'] },
        ...{ category: 'major', enrolled: true },
      },
    });
    await server.idle();
    version = (await read('auditor', 'aud')).body.version;
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given the notice was served, when the student objects, then the case waits for a confirmation', async () => {
    await run('officer', 'li', 'claim');
    const item = { sourceClass: 'document', title: '平台登录名单', text: '全学期无登录' };
    await run('officer', 'li', 'add_evidence', { ...item, bearing: 'inculpatory' });
    expect((await read('student', '2023010123')).status).toBe(404);
    const notice = {
      ...{ facts: '全学期未登录', clauses: ['qhnu-online@1#25'], evidence: ['E-001'] },
      rights: ['statement', 'defence'],
    };
    const wrong = { ...notice, proposed: { outcome: 'disqualified' } };
    const refused = await post('officer', 'li', 'issue_notice', wrong);
    expect(refused).toMatchObject({ status: 422, body: { guard: 'NoticeIncomplete' } });
    const right = { ...notice, proposed: { outcome: 'absent_zero' } };
    const issued = await run('officer', 'li', 'issue_notice', right);
    expect(issued).toMatchObject({ family: 'non_participation', status: 'notice_issued' });
    await deliver('notice');
    const seen = await read('student', '2023010123');
    expect(seen.body).toMatchObject({ status: 'defence_open', stage: { status: 'defence_open' } });
    const words = { text: '住院一学期' };
    const objected = await run('student', '2023010123', 'object', words);
    expect(objected).toMatchObject({
      status: 'defence_closed',
      stage: { objections: ['住院一学期'] },
    });
  });

  it('given who confirms, then not the issuer, not a stranger, but the teacher of the course', async () => {
    expect((await read('reviewer', 'zhao')).status).toBe(200);
    expect((await read('committee', 'c1')).status).toBe(404);
    expect((await read('teacher', 't-99')).status).toBe(404);
    expect((await read('teacher', 't-17')).status).toBe(200);
    const issuer = await post('reviewer', 'li', 'confirm', CONFIRMATION);
    expect(issuer).toMatchObject({ status: 422, body: { guard: 'ConfirmerIsIssuer' } });
    expect((await post('officer', 'wang', 'confirm', CONFIRMATION)).status).toBe(403);
    const odd = await post('teacher', 't-17', 'confirm', {
      ...CONFIRMATION,
      outcome: 'grade_void',
    });
    expect(odd).toMatchObject({ status: 400, body: { pointer: '/outcome' } });
    await run('teacher', 't-17', 'declare_interest', { conflict: false });
    const confirmed = await run('teacher', 't-17', 'confirm', CONFIRMATION);
    expect(confirmed).toMatchObject({ status: 'decided', outcome: { kind: 'absent_zero' } });
  });

  it('given nobody appeals, then the registry hears it once and its word ends the case', async () => {
    await deliver('decision');
    await server.as('admin', 'root').post('/api/v1/dev/clock', { advance: 'P25D' });
    await server.idle();
    expect((await read('officer', 'li')).body.status).toBe('final');
    const registrar = server.as('registrar', 'reg');
    const list = await registrar.get<{ items: { id: string; kind: string; makeUp: string }[] }>(
      '/api/v1/outcomes',
    );
    expect(list.body.items.map(({ kind }) => kind)).toEqual(['hold', 'absent_zero']);
    const [, result] = list.body.items;
    expect(result).toMatchObject({ makeUp: 'yes', retake: 'yes' });
    const at = (await clock()).body.now;
    const word = { status: 'accepted', reference: 'R-1', at };
    await registrar.post(`/api/v1/outcomes/${result!.id}/acknowledgement`, word);
    await server.idle();
    expect((await read('officer', 'li')).body.status).toBe('executed');
  });
});
