import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

const ID = 'CS101-2026S-01';
const [LEI, MEI] = ['2023010123', '2023010124'] as const;
const AT = '2026-07-10T08:00:00+08:00';

interface Line {
  readonly student: string;
  readonly state: string;
  readonly differences: readonly string[];
}
interface Receipt {
  readonly student: string;
  readonly ok: boolean;
  readonly guard?: string;
  readonly article?: string;
  readonly detail?: string;
}
interface Problem {
  readonly code: string;
  readonly pointer: string;
}

const mark = (subject: string, component: string, score: number) => ({
  ...{ specversion: '1.0', id: `g-${subject}-${component}-${score}`, source: 'chaoxing' },
  ...{ type: 'probity.grade.recorded.v1', subject, time: `2026-07-0${score % 10}T08:00:00+08:00` },
  data: { offering: ID, component, score, maxScore: 100 },
});

describe('grades between platform, decisions and registry, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-grades-'));
  let server: CaseworkServer;

  const registrar = () => server.as('registrar', 'wu');
  const state = (...items: object[]) =>
    registrar().put<{ stated: number; unchanged: number; rejected: object[] } & Problem>(
      '/api/v1/registry/grades',
      { items },
    );
  const row = (student: string, grade: number, over: object = {}) => ({
    ...{ student, offering: ID, result: 'passed', grade, at: AT, ...over },
  });
  const lines = async (more = '', as = registrar()) =>
    (await as.get<{ items: Line[]; next?: string }>(`/api/v1/reconciliation?offering=${ID}${more}`))
      .body;
  const verify = (role: 'teacher' | 'registrar', name: string, body?: object) =>
    server
      .as(role, name)
      .post<{ receipts: Receipt[] }>(`/api/v1/offerings/${ID}/grades/verification`, body);
  const guards = async (body?: object) =>
    (await verify('teacher', 't-17', body)).body.receipts.map((one) => one.guard ?? 'verified');
  const credit = (student: string) =>
    registrar().get(`/api/v1/credit-recognition?student=${student}&offering=${ID}`);
  const offering = (over: object) =>
    server.as('admin', 'root').put('/api/v1/roster', {
      offerings: [{ ...ROSTER.offerings[0], ...over }],
    });

  beforeAll(async () => {
    server = await startCasework(dataDir, {}, ['gateway', 'timeline', 'casework']);
    const enrolments = [LEI, MEI].map((student) => ({ ...ROSTER.enrolments[0], student }));
    await server.as('admin', 'root').put('/api/v1/roster', { ...ROSTER, enrolments });
    await server
      .as('vendor', 'chaoxing')
      .send([mark(LEI, 'total', 71), mark(LEI, 'total', 78), mark(MEI, 'process', 66)]);
    await server
      .as('admin', 'root')
      .post('/api/v1/dev/clock', { now: '2027-01-01T00:00:00+08:00' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given grades on the platform, when the registry is silent, then both are missing there', async () => {
    expect((await lines()).items).toMatchObject([
      { student: LEI, state: 'entered', differences: ['missing_in_registry'], sent: null },
      { student: MEI, state: 'entered', platform: { components: { process: 66 } } },
    ]);
    expect(await guards({ students: [LEI] })).toEqual(['RegistrySilent']);
  });

  it('given bad rows, when the registry sends them, then each is named and the good ones count', async () => {
    for (const [wrong, pointer] of [
      [row(LEI, 100.5), '/items/0/grade'],
      [row(LEI, 50, { grade: undefined }), '/items/0/grade'],
      [row(LEI, 50, { result: 'void' }), '/items/0/result'],
      [row(LEI, 50, { at: '2026-07-10' }), '/items/0/at'],
      [row(LEI, 50, { at: '2099-07-10T00:00:00+08:00' }), '/items/0/at'],
      [row(LEI, 50, { name: '李' }), '/items/0/name'],
    ] as const) {
      const { status, body } = await state(wrong);
      expect([status, body.pointer]).toEqual([400, pointer]);
    }
    expect(await state(row(LEI, 100))).toMatchObject({ status: 200, body: { stated: 1 } });
    expect(await state()).toMatchObject({ status: 400, body: { pointer: '/items' } });
    const answer = await state(row(LEI, 79), row('nobody', 1), row(MEI, 66, { offering: 'X' }));
    expect(answer).toMatchObject({
      status: 200,
      body: {
        ...{ stated: 1, unchanged: 0 },
        rejected: [
          { index: 1, code: 'unknown_student', pointer: '/items/1/student' },
          { index: 2, code: 'unknown_offering', pointer: '/items/2/offering' },
        ],
      },
    });
    expect(await server.as('teacher', 't-17').put('/api/v1/registry/grades', {})).toMatchObject({
      status: 403,
    });
  });

  it('given both, when they differ, then it is named and cannot be verified; once mended it can', async () => {
    expect((await lines()).items[0]).toMatchObject({
      student: LEI,
      differences: ['grade_differs'],
    });
    expect(await guards({ students: [LEI, 'nobody'] })).toEqual(['BooksDiffer', 'UnknownStudent']);
    const mended = [row(LEI, 78, { at: '2026-07-11T08:00:00+08:00' }), row(MEI, 66)];
    expect((await state(...mended)).body).toMatchObject({ stated: 2, unchanged: 0 });
    expect((await state(...mended)).body).toMatchObject({ stated: 0, unchanged: 2 });
    expect((await lines()).items).toEqual([]);
    expect(await verify('teacher', 't-99')).toMatchObject({ status: 404 });
    expect(await guards()).toEqual(['verified', 'verified']);
    const all = await lines('&all=true&limit=1');
    expect(all.items).toMatchObject([
      { student: LEI, state: 'verified', verified: { grade: 78, by: 't-17' }, caseOpen: false },
    ]);
    expect((await lines(`&all=true&cursor=${all.next}`)).items).toMatchObject([{ student: MEI }]);
  });

  it('given a verified grade, when the registry changes it, then that shows', async () => {
    await state(row(MEI, 95, { at: '2026-07-20T08:00:00+08:00' }));
    expect((await lines()).items).toMatchObject([
      { student: MEI, state: 'acknowledged', differences: ['changed_after_verification'] },
    ]);
    expect(await guards({ students: [MEI] })).toEqual(['verified']);
    expect((await lines()).items).toEqual([]);
  });

  it('given a final share that art. 19(1) forbids, then nothing is verified', async () => {
    const scheme = { process: 5900, midterm: 0, final: 4100, finalMode: 'online' };
    await offering({ mode: 'fully_online', scheme });
    const { receipts } = (await verify('registrar', 'wu')).body;
    expect(receipts).toMatchObject([
      { ok: false, guard: 'ComplianceBlocks', article: 'qhnu-online@1#19-1' },
      { ok: false, guard: 'ComplianceBlocks' },
    ]);
    await offering({ scheme: null });
  });

  it('given an elective, then credit waits for all its parts within the window, a fail for none (art. 10)', async () => {
    const parts = {
      videos: [{ id: 'v1', lengthSec: 600, order: 1 }],
      assessments: [{ id: 'x1', kind: 'exam' }],
      discussions: [{ id: 'd1' }],
      window: { from: '2026-03-01T00:00:00+08:00', to: '2026-07-10T00:00:00+08:00' },
    };
    await offering({ category: 'general_elective', compulsory: false, scheme: null, ...parts });
    const did = (type: string, activity: string, time: string, data: object) => ({
      ...{ specversion: '1.0', id: `${activity}-${time}`, source: 'chaoxing', subject: LEI, time },
      ...{ type: `probity.${type}.v1`, data: { offering: ID, activity, ...data } },
    });
    const chaoxing = server.as('vendor', 'chaoxing');
    const exam = { attempt: 'a-1', kind: 'exam' };
    await chaoxing.send([
      did('video.completed', 'v1', '2026-06-01T08:00:00+08:00', { progress: 1 }),
      // After the window: it does not count (art. 9).
      did('assessment.submitted', 'x1', '2026-07-12T08:00:00+08:00', exam),
    ]);
    await server.idle();
    const { receipts } = (await verify('teacher', 't-17', { students: [LEI] })).body;
    expect(receipts).toMatchObject([
      {
        ok: false,
        guard: 'PartsMissing',
        article: 'qhnu-online@1#10',
        detail: 'not completed: exam x1, discussion d1',
      },
    ]);
    const progress = await server
      .as('teacher', 't-17')
      .get<{ items: object[] }>(`/api/v1/offerings/${ID}/progress`);
    expect(progress.body.items[0]).toMatchObject({
      completion: {
        ...{ parts: 3, done: 1 },
        missing: [
          { kind: 'exam', id: 'x1' },
          { kind: 'discussion', id: 'd1' },
        ],
        requiredBy: 'qhnu-online@1#10',
      },
    });
    await chaoxing.send([did('assessment.submitted', 'x1', '2026-07-01T08:00:00+08:00', exam)]);
    await server.idle();
    expect(await guards({ students: [LEI] })).toEqual(['PartsMissing']);
    await chaoxing.send([did('forum.posted', 'd1', '2026-07-02T08:00:00+08:00', { length: 80 })]);
    await server.idle();
    expect(await guards({ students: [LEI] })).toEqual(['verified']);
    await offering({
      category: 'major',
      compulsory: true,
      videos: [],
      assessments: [],
      discussions: [],
      window: null,
    });
  });

  it('given a case that a person took up, then no verification and no credit; a flag alone stops neither', async () => {
    const id = '2026-000001';
    await server.flag({
      ...{ id, student: await server.subjectOf(LEI), signals: [] },
      ...{ violation: 'non_participation', score: 1, threshold: 0.9, policyVersion: 'default-1' },
      course: {
        ...{ offering: ID, college: 'CS', owner: 't-17', teachers: ['t-17'] },
        ...{ category: 'major', enrolled: true },
      },
    });
    await server.idle();
    expect(await credit(LEI)).toMatchObject({ body: { blocked: false, reasons: [], cases: [] } });
    expect(await guards({ students: [LEI] })).toEqual(['verified']);
    const { body } = await server
      .as('officer', 'li')
      .get<{ version: number }>(`/api/v1/cases/${id}`);
    await server
      .as('officer', 'li')
      .post(`/api/v1/cases/${id}/commands/claim`, { expectedVersion: body.version });
    expect(await credit(LEI)).toMatchObject({
      body: { blocked: true, reasons: ['case_open'], cases: [id], article: 'qhnu-online@1#23' },
    });
    expect(await credit(MEI)).toMatchObject({ body: { blocked: false } });
    expect(await guards({ students: [LEI] })).toEqual(['CaseOpen']);
    expect(await credit('nobody')).toMatchObject({ status: 404 });
    expect(await server.as('student', LEI).get('/api/v1/credit-recognition')).toMatchObject({
      status: 403,
    });
    expect(await registrar().get('/api/v1/reconciliation')).toMatchObject({
      status: 400,
      body: { pointer: '/offering' },
    });
  });
});
