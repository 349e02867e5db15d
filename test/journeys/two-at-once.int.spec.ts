import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseShape, CaseWalk, ProblemShape } from '../support/case-walk.js';
import { openSchool, type School } from '../support/school.js';

type Answer = CaseShape & ProblemShape;

const EVIDENCE = {
  sourceClass: 'statement',
  title: '举报',
  text: '同学举报',
  bearing: 'inculpatory',
};

describe('two at once, and the same again', () => {
  let school: School;

  const post = (walk: CaseWalk, who: string, command: string, body: object, key?: string) =>
    school.server.as('officer', who).call<Answer>(`${walk.path()}/commands/${command}`, {
      method: 'POST',
      body,
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });

  beforeAll(async () => {
    school = await openSchool(8);
  });
  afterAll(() => school.close());

  it('given two officers who have seen the same version, then one acts and one is told the new version', async () => {
    const { walk } = await school.flag('course_brushing');
    const { version } = await walk.now();
    const both = await Promise.all(
      ['li', 'wang'].map((who) => post(walk, who, 'claim', { expectedVersion: version })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    const lost = both.find(({ status }) => status === 409);
    expect(lost?.body).toMatchObject({ code: 'wrong_version', current: version + 1 });
    expect(await walk.countOf('CaseClaimed')).toBe(1);
  });

  it('given twenty at once, then one act is recorded and nothing of the others', async () => {
    const { walk } = await school.flag('course_brushing');
    await walk.run('claim', 'officer:li');
    const { version } = await walk.now();
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        post(walk, index % 2 ? 'li' : 'wang', 'add_evidence', {
          expectedVersion: version,
          ...EVIDENCE,
        }),
      ),
    );
    expect(all.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(all.filter(({ status }) => status === 409)).toHaveLength(19);
    expect((await walk.now()).evidence).toHaveLength(1);
  });

  it('given a key, then the same body is answered alike, once and at once, and over a restart', async () => {
    const { walk } = await school.flag('course_brushing');
    await walk.run('claim', 'officer:li');
    const body = { expectedVersion: (await walk.now()).version, ...EVIDENCE };
    const [first, twin] = await Promise.all([
      post(walk, 'li', 'add_evidence', body, 'k-1'),
      post(walk, 'li', 'add_evidence', body, 'k-1'),
    ]);
    expect([first?.status, twin?.status]).toEqual([200, 200]);
    expect(twin?.body.version).toBe(first?.body.version);
    // What came after does not change the first answer.
    await walk.run('refer', 'officer:li', { authority: '保卫处', reason: '线索' });
    await school.restart();
    walk.on(school.server.as('admin', 'root'));
    const again = await post(walk, 'li', 'add_evidence', body, 'k-1');
    expect(again).toMatchObject({ status: 200, body: { version: first?.body.version } });
    expect(await walk.countOf('EvidenceAdded')).toBe(1);
  });

  it('given a key, then a file sent again is the attachment that it was, and another file is refused', async () => {
    const { walk } = await school.flag('course_brushing');
    await walk.run('claim', 'officer:li');
    const upload = async (title: string, key = 'file-1') => {
      const form = new FormData();
      form.set('title', title);
      form.set('file', new Blob(['%PDF-1.7 扫描件']), 'a.pdf');
      const { url } = school.server.as('officer', 'li');
      const answer = await fetch(new URL(`${walk.path()}/attachments`, url), {
        ...{ method: 'POST', body: form },
        headers: { authorization: 'Bearer dev:officer:li', 'idempotency-key': key },
      });
      return { status: answer.status, body: await answer.json() };
    };
    const [first, twin] = await Promise.all([upload('笔录'), upload('笔录')]);
    expect(first).toMatchObject({ status: 201, body: { id: 'A-001' } });
    expect(twin).toEqual(first);
    const { version } = await walk.now();
    expect(await upload('照片', 'file-2')).toMatchObject({ status: 201, body: { id: 'A-002' } });
    expect(await upload('笔录')).toEqual(first);
    expect(await upload('另一份')).toMatchObject({
      status: 422,
      body: { code: 'idempotency_key_reused' },
    });
    expect((await walk.history()).filter(({ type }) => type === 'AttachmentAdded')).toHaveLength(2);
    expect((await walk.now()).version).toBe(version + 1);
  });

  it('given a key of another body, caller or case, then it is another command', async () => {
    const { walk } = await school.flag('course_brushing');
    const { version } = await walk.now();
    const claim = { expectedVersion: version };
    expect((await post(walk, 'li', 'claim', claim, 'k-2')).status).toBe(200);
    const changed = await post(walk, 'li', 'claim', { ...claim, note: '另一个' }, 'k-2');
    expect(changed).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    // The order of members and an equal key of somebody else change nothing.
    expect((await post(walk, 'wang', 'claim', claim, 'k-2')).status).toBe(409);
    const other = await school.flag('course_brushing');
    expect((await post(other.walk, 'li', 'claim', claim, 'k-2')).status).toBe(200);
    expect(await walk.countOf('CaseClaimed')).toBe(1);
  });

  it('given a day later, then the key is forgotten and the command is judged anew', async () => {
    const { walk } = await school.flag('course_brushing');
    const body = { expectedVersion: (await walk.now()).version };
    expect((await post(walk, 'li', 'claim', body, 'k-3')).status).toBe(200);
    await school.advance('PT23H');
    expect((await post(walk, 'li', 'claim', body, 'k-3')).status).toBe(200);
    await school.advance('PT2H');
    expect((await post(walk, 'li', 'claim', body, 'k-3')).status).toBe(409);
  });

  it('given a refusal under a key, then it leaves nothing and the key is free for what is right', async () => {
    const { walk } = await school.flag('course_brushing');
    const body = { expectedVersion: (await walk.now()).version, reason: 'insufficient' };
    const early = await post(walk, 'li', 'dismiss', body, 'k-4');
    expect(early).toMatchObject({ status: 422, body: { guard: 'WrongState' } });
    await walk.run('claim', 'officer:li');
    const right = { ...body, expectedVersion: (await walk.now()).version };
    expect((await post(walk, 'li', 'dismiss', right, 'k-4')).status).toBe(200);
  });
});
