import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { verifyCaseFile } from '../../../libs/case-file/verify/verify.js';
import { readZip } from '../../../libs/case-file/verify/zip-reader.js';
import { ROSTER, startCasework, type CaseworkServer } from '../testing/casework-server.js';

const ID = '2026-000901';
const PATH = `/api/v1/cases/${ID}`;
const NOTICE = {
  ...{ facts: '全学期未登录', evidence: ['E-001'], rights: ['statement', 'defence'] },
  proposed: { outcome: 'absent_zero' },
};

interface ListItem {
  readonly id: string;
  readonly complete: boolean;
  readonly missing?: readonly { readonly name: string; readonly article: string }[];
}

describe('documents of a case, over HTTP', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'probity-documents-'));
  let server: CaseworkServer;
  let served: Buffer;

  const get = (role: string, name: string, path = '') =>
    server.as(role, name).get<Buffer>(`${PATH}${path}`);
  const pdf = (role: string, name: string, document: string) =>
    get(role, name, `/documents/${document}`);
  const answerTo = async (command: string, body = {}) => {
    const { version } = (await get('auditor', 'aud')).body as unknown as { version: number };
    return server.as('officer', 'li').post(`${PATH}/commands/${command}`, {
      ...{ expectedVersion: version, ...body },
    });
  };
  const run = async (command: string, body = {}) =>
    expect({ command, ...(await answerTo(command, body)) }).toMatchObject({ status: 200 });
  const codeOn = (bytes: Buffer): string =>
    /\d+-[0-9a-f]{32}/.exec(bytes.toString('latin1'))?.[0] ?? '';
  const file = async (profile: string) =>
    (await get('auditor', 'aud', `/file?profile=${profile}`)).body;

  beforeAll(async () => {
    server = await startCasework(dataDir, { PROBITY_ORGANIZATION: '青海师范大学' });
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
    await run('claim');
    const item = { sourceClass: 'document', title: '平台登录名单', text: '全学期无登录' };
    await run('add_evidence', { ...item, bearing: 'inculpatory' });
  });
  afterAll(async () => {
    await server.close();
    rmSync(dataDir, { recursive: true });
  });

  it('given no notice yet, then there is none to print, and nothing for the student', async () => {
    expect(await pdf('officer', 'li', 'notice')).toMatchObject({ status: 404 });
    expect(await get('student', '2023010123', '/documents')).toMatchObject({ status: 404 });
  });

  it('given a notice, when printed, then it is a PDF that says so itself, the same for whoever may read it', async () => {
    await run('issue_notice', { ...NOTICE, clauses: ['qhnu-online@1#25'] });
    const printed = await pdf('officer', 'li', 'notice');
    expect(printed).toMatchObject({ status: 200 });
    expect(printed.headers.get('content-type')).toBe('application/pdf');
    expect(printed.headers.get('content-disposition')).toContain(`${ID}-notice-1.pdf`);
    served = printed.body;
    expect(served.subarray(0, 8).toString()).toBe('%PDF-1.7');
    expect(served.toString('latin1')).toContain('<pdfaid:part>2</pdfaid:part>');
    expect((await pdf('student', '2023010123', 'notice-1')).body).toEqual(served);
    expect(await pdf('student', '2023010124', 'notice')).toMatchObject({ status: 404 });
  });

  it('given the student renamed and much recorded since, when printed again, then it is the same to the byte', async () => {
    const [student] = ROSTER.students;
    const students = [{ ...student, name: '张三丰' }];
    await server.as('admin', 'root').put('/api/v1/roster', { students });
    await server.idle();
    expect((await pdf('officer', 'li', 'notice')).body).toEqual(served);
  });

  it('given the notice delivered, when the case file is exported, then its code leads there and the file holds the same paper', async () => {
    const { now } = (await server.as('admin', 'root').get<{ now: string }>('/api/v1/dev/clock'))
      .body;
    await run('record_delivery', {
      ...{ document: 'notice', method: 'left', delivered: true, deliveredAt: now },
      ...{ whyNotFormer: '拒收', proof: { witnesses: ['王五', '赵六'] } },
    });
    const root = codeOn(served);
    expect(root).not.toBe('');
    const bytes = await file('court');
    expect(verifyCaseFile(bytes, { root })).toMatchObject({ kind: 'intact' });
    const info = [...readZip(bytes)].find(([name]) => name.endsWith('/bag-info.txt'));
    expect(info?.[1].toString()).toMatch(/^Source-Organization: 青海师范大学$/m);
    const names = [...readZip(bytes).keys()].map((name) => name.slice(name.indexOf('/') + 1));
    expect(names).toContain('data/11-送达回证/01-送达回证.pdf');
    const inFile = [...readZip(bytes)].find(([name]) => name.endsWith('10-拟处理告知书.pdf'));
    expect(inFile?.[1]).toEqual(served);
  });

  it('given the student, then neither the case nor its history names the witnesses; an officer’s does', async () => {
    for (const path of ['', '/history']) {
      const seen = async (role: string, name: string) =>
        JSON.stringify(await get(role, name, path));
      expect(await seen('student', '2023010123')).toContain('"method":"left"');
      expect(await seen('student', '2023010123')).not.toMatch(/王五|赵六|拒收/);
      expect(await seen('officer', 'li')).toMatch(/王五.*赵六/);
    }
    const named = (bag: Buffer): boolean =>
      [...readZip(bag).values()].some((bytes) => /王五|赵六|拒收/.test(bytes.toString()));
    expect([named(await file('student')), named(await file('court'))]).toEqual([false, true]);
  });

  const LOOSE = ['qhnu-online@1#25', 'qhnu-online@1#19'];

  it('given an article with items and none named, when issued, then it is refused before anything is printed', async () => {
    expect(await answerTo('issue_notice', { ...NOTICE, clauses: LOOSE })).toMatchObject({
      status: 422,
      body: { guard: 'NoticeIncomplete', detail: expect.stringContaining('qhnu-online@1#19') },
    });
  });

  it('given such a notice from an earlier release, when printed, then it is refused for the clause', async () => {
    const history = await server.store.readStream(`case-${ID}`);
    const { type, data, metadata } = history.find((one) => one.type === 'ObjectionInvited')!;
    await server.store.append(`case-${ID}`, history.length, [
      {
        id: randomUUID(),
        type,
        data: { ...(data as object), notice: 2, clauses: LOOSE },
        metadata,
      },
    ]);
    await server.idle();
    const refused = await pdf('officer', 'li', 'notice');
    expect(refused).toMatchObject({
      status: 422,
      body: { code: 'document_incomplete', missing: [{ name: 'clause', article: 'moe-41#55' }] },
    });
    const listed = (await get('officer', 'li', '/documents')).body as unknown as {
      items: ListItem[];
    };
    expect(listed.items.map(({ id, complete }) => [id, complete])).toEqual([
      ['notice-1', true],
      ['delivery-1', true],
      ['notice-2', false],
    ]);
    // Never printed, neither here nor in the file.
    const names = [...readZip(await file('court')).keys()].join('\n');
    expect(names).not.toContain('10-拟处理告知书-2.pdf');
  });

  it('given a reading, then it is in the access log with the document', async () => {
    const log = await server
      .as('auditor', 'aud')
      .get<{ items: { part: string; document?: string }[] }>(
        `/api/v1/access-log?case=${ID}&person=2023010123`,
      );
    const documents = log.body.items.filter(({ part }) => part === 'document');
    expect(documents).toMatchObject([{ document: 'notice-1' }]);
  });
});
