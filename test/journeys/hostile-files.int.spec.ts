import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { request } from 'node:http';
import type { CaseWalk } from '../support/case-walk.js';
import { openSchool, type School } from '../support/school.js';

interface Answered {
  readonly status: number;
  readonly code: string | undefined;
  readonly sent: number;
}

const MEBIBYTE = Buffer.alloc(1024 * 1024, 0x41);
const HEAD = [
  '--x\r\ncontent-disposition: form-data; name="title"\r\n\r\n扫描件\r\n',
  '--x\r\ncontent-disposition: form-data; name="file"; filename="scan.pdf"\r\n\r\n%PDF-1.7\n',
].join('');

describe('files that somebody should not send', () => {
  let school: School;
  let walk: CaseWalk;

  const upload = async (bytes: Uint8Array | string, name: string, title = '附件') => {
    const form = new FormData();
    form.set('title', title);
    form.set('file', new Blob([bytes], { type: 'application/pdf' }), name);
    const { url } = school.server.as('officer', 'li');
    const response = await fetch(new URL(`${walk.path()}/attachments`, url), {
      method: 'POST',
      headers: { authorization: 'Bearer dev:officer:li' },
      body: form,
    });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  /** Sends without end, or as much as is said; answers what came back and how much went out. */
  const stream = (
    path: string,
    type: string,
    mebibytes: number,
    length?: number,
  ): Promise<Answered> =>
    new Promise((resolve, reject) => {
      let sent = 0;
      const call = request(new URL(path, school.server.as('officer', 'li').url), {
        method: 'POST',
        headers: {
          ...{ authorization: 'Bearer dev:officer:li', 'content-type': type },
          ...(length === undefined ? {} : { 'content-length': length }),
        },
      });
      call.on('response', (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
        answer.on('end', () => {
          call.destroy();
          resolve({ status: answer.statusCode ?? 0, code: /"code":"(\w+)"/.exec(text)?.[1], sent });
        });
      });
      // The server may close the line while bytes are on their way: the answer was read before.
      call.on('error', (error) => sent === 0 && reject(error));
      const more = (): void => {
        while (sent < mebibytes && !call.destroyed && !call.writableEnded) {
          sent += 1;
          if (!call.write(MEBIBYTE)) return void call.once('drain', more);
        }
      };
      call.write(HEAD, more);
    });

  beforeAll(async () => {
    school = await openSchool(2);
    ({ walk } = await school.flag('course_brushing'));
    await walk.run('claim', 'officer:li');
  });
  afterAll(() => school.close());

  it.each([
    ['a program', 'MZ\x90\0\x03\0\0\0', 'notice.pdf'],
    ['a page that runs', '<!doctype html><script>alert(1)</script>', 'scan.pdf'],
    ['a drawing that runs', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'a.png'],
    ['a shared library', '\x7fELF\x02\x01\x01\0', 'a.jpg'],
    ['nothing at all', '', 'empty.pdf'],
  ])('given %s, then it is judged by its bytes and not by its name', async (_, bytes, name) => {
    const before = await walk.now();
    expect(await upload(Buffer.from(bytes, 'latin1'), name)).toMatchObject({
      status: 415,
      body: { code: 'unsupported_media_type', pointer: '/file' },
    });
    expect((await walk.now()).version).toBe(before.version);
  });

  it.each([
    '../../../etc/passwd',
    '..\\..\\boot.ini',
    'a\u202egnp.exe',
    '/abs/olute.pdf',
    'C:\\x.pdf',
  ])('given the name %j, then no part of it reaches an id, a path or an answer', async (name) => {
    const { status, body } = await upload('%PDF-1.7 扫描件', name);
    expect(status).toBe(201);
    expect(body['id']).toMatch(/^A-\d{3}$/);
    const officer = school.server.as('officer', 'li');
    const found = await officer.get(`${walk.path()}/attachments/${String(body['id'])}`);
    expect(found.headers.get('content-disposition')).toBe(
      `attachment; filename="${String(body['id'])}"`,
    );
    expect(found.headers.get('x-content-type-options')).toBe('nosniff');
    expect(JSON.stringify((await walk.history()).at(-1))).not.toContain('passwd');
  });

  it('given two files in one upload, then neither is taken', async () => {
    const before = await walk.now();
    const form = new FormData();
    form.set('title', '两份');
    for (const name of ['a.pdf', 'b.pdf']) form.append('file', new Blob(['%PDF-1.7']), name);
    const { url } = school.server.as('officer', 'li');
    const answer = await fetch(new URL(`${walk.path()}/attachments`, url), {
      ...{ method: 'POST', body: form, headers: { authorization: 'Bearer dev:officer:li' } },
    });
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ code: 'invalid', pointer: '/file' });
    expect((await walk.now()).version).toBe(before.version);
  });

  it('given an id that climbs, then there is no such attachment', async () => {
    const officer = school.server.as('officer', 'li');
    for (const id of ['..%2F..%2Fevents.db', '%2e%2e', 'A-001%00', 'A-999'])
      expect((await officer.get(`${walk.path()}/attachments/${id}`)).status).toBe(404);
  });

  it('given a length of two gibibytes, then it is refused before it is sent', async () => {
    const before = await walk.now();
    const path = `${walk.path()}/attachments`;
    const type = 'multipart/form-data; boundary=x';
    const answer = await stream(path, type, 1, 2 * 1024 ** 3);
    expect(answer).toMatchObject({ status: 413, code: 'too_large' });
    expect((await walk.now()).version).toBe(before.version);
  });

  it.each([
    ['attachments', 'multipart/form-data; boundary=x'],
    ['commands/claim', 'application/json'],
  ])(
    'given a body of %s without end, then it is refused long before 2 GiB are in',
    async (route, type) => {
      const before = await walk.now();
      const answer = await stream(`${walk.path()}/${route}`, type, 2048);
      expect(answer).toMatchObject({ status: 413, code: 'too_large' });
      expect(answer.sent).toBeLessThan(200);
      expect((await walk.now()).version).toBe(before.version);
      expect((await school.server.as('officer', 'li').get('/readyz')).status).toBe(200);
    },
  );
});
