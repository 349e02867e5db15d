import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { unpacked } from '../../libs/case-file/testing/forger.js';
import { verifyCaseFile } from '../../libs/case-file/verify/verify.js';
import { evidenceOf, investigate, notice } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

jest.setTimeout(240_000);

const OWN = BRUSHERS.elective;
const OTHER = BRUSHERS.dismissed;
const THIRD = BRUSHERS.cleared;
/** In the ledger, and on no roster. */
const NOBODYS = 'ghost.room7';
const AS_STUDENT = `student:${OWN.id}` as const;
/** A line of a log that names the other, as its program wrote it. */
const LINE = Buffer.from(`user=${OTHER.name};ok`).toString('base64');
const FACTS = `${OWN.name}与${OTHER.name}（学号${OTHER.id}，账号${OTHER.account}）同时同速，李诚已核；${THIRD.name}在场，另见账号${NOBODYS}，日志${LINE}`;
const HIDDEN = [OTHER.name, OTHER.id, OTHER.account, NOBODYS, LINE];

type Files = readonly (readonly [string, Buffer])[];

/** Told in order: every `it` goes on where the one before it ended. */
describe('names of others in the texts of a case', () => {
  const folders = new TemporaryFolders();
  let server: TestServer;
  let walk: CaseWalk;
  let other: CaseWalk;
  let third: CaseWalk;
  let version: number;
  const before = new Map<string, Files>();

  const file = async (profile: string, asOf = version) => {
    const who = profile === 'student' ? AS_STUDENT : 'auditor:shen';
    const path = `${walk.path()}/file?profile=${profile}&asOf=${String(asOf)}`;
    const { status, body } = await walk.as(who).get<Buffer>(path);
    expect(status).toBe(200);
    const bytes = Buffer.from(body);
    expect(verifyCaseFile(bytes).kind).toBe('intact');
    return [...unpacked(bytes)].filter(([name]) => /^(data\/|manifest|bag-info)/.test(name));
  };
  /** Names of files that are not the same byte for byte, or are in one of the two only. */
  const changed = (one: Files, two: Files) => {
    const bytes = new Map(two);
    const differing = one.filter(([name, content]) => !bytes.get(name)?.equals(content));
    return [...differing.map(([name]) => name), ...(one.length === two.length ? [] : ['number'])];
  };
  const named = (files: Files, words: readonly string[] = HIDDEN) =>
    files.flatMap(([name, bytes]) =>
      words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`),
    );

  beforeAll(async () => {
    server = await startServer({ dataDir: folders.make() });
    await loadRoster(server.api, ROSTER);
    const strange = { ...EVENTS[0]!, id: 'strange-1', subject: NOBODYS };
    await sendAll(server.api, [...EVENTS, strange]);
    await server.idle();
    const cases = await listAll<CaseShape>(server.api.as('dev:auditor:shen'), '/api/v1/cases');
    const of = ({ id }: { id: string }) =>
      new CaseWalk(server.api, cases.find(({ student }) => student === id)?.id ?? '');
    [walk, other, third] = [of(OWN), of(OTHER), of(THIRD)];
    await other.run('claim', 'officer:li');
    await investigate(walk);
    await walk.run('link', 'officer:li', { cases: [other.id], reason: '同一设备' });
    await server.idle();
    await walk.run('add_evidence', 'officer:li', {
      ...{ sourceClass: 'telemetry', title: '同机的另一账号', bearing: 'neutral' },
      events: [{ source: 'chaoxing', id: 'strange-1' }],
    });
    const served = { ...notice(await evidenceOf(walk)), facts: FACTS };
    await walk.run('issue_notice', 'officer:li', served);
    ({ version } = await walk.now());
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given a notice that names the student of a linked case, then the student reads a marker, by HTTP and in the file', async () => {
    for (const part of ['', '/history', '/evidence', '/documents']) {
      const { status, body } = await walk.as(AS_STUDENT).get(`${walk.path()}${part}`);
      expect(status).toBe(200);
      const text = JSON.stringify(body);
      for (const word of HIDDEN) expect(text).not.toContain(word);
      if (part === '' || part === '/history')
        expect(text).toContain(
          `${OWN.name}与【student-1】（学号【student-1】，账号【student-1】）`,
        );
    }
    const files = await file('student');
    expect(named(files, [...HIDDEN, '李诚'])).toEqual([]);
    const contents = files.find(([name]) => name === 'data/contents.json')?.[1].toString();
    expect(contents).toContain('"marker": "【student-1】"');
    before.set('student', files);
  });

  it('given evidence on others’ events, then the student is not told which, by HTTP or in the file', async () => {
    for (const part of ['', '/history', '/evidence']) {
      const { body } = await walk.as(AS_STUDENT).get(`${walk.path()}${part}`);
      for (const word of ['"strange-1"', other.id])
        expect(JSON.stringify(body)).not.toContain(word);
    }
    expect(named(before.get('student')!, ['"strange-1"', other.id])).toEqual([]);
    const { items } = (
      await walk.as(AS_STUDENT).get<{ items: { events: object[] }[] }>(`${walk.path()}/evidence`)
    ).body;
    expect(items[0]?.events.length).toBeGreaterThan(0);
  });

  it('given evidence whose copy names others, then no hash tells the student of the original, by HTTP or in the file', async () => {
    interface Items {
      readonly items: readonly { readonly sha256: string }[];
    }
    const [originals, shown] = await Promise.all(
      (['officer:li', AS_STUDENT] as const).map(
        async (who) => (await walk.as(who).get<Items>(`${walk.path()}/evidence`)).body.items,
      ),
    );
    const text = before
      .get('student')!
      .find(([name]) => name === 'data/case.json')![1]
      .toString();
    const { evidence } = JSON.parse(text) as { evidence: Items['items'] };
    const hashes = (items: Items['items'] = []) => items.map(({ sha256 }) => sha256);
    expect(hashes(shown)).toEqual(hashes(evidence));
    expect(hashes(shown)).not.toContain(hashes(originals).at(-1));
  });

  it('given the officer and a court, then they read what was written; a panel reads markers', async () => {
    const { body } = await walk.as('officer:li').get(walk.path());
    expect(JSON.stringify(body)).toContain(FACTS);
    expect(named(await file('court')).length).toBeGreaterThan(0);
    const panel = await file('panel');
    expect(named(panel)).toEqual([]);
    expect(panel.some(([, bytes]) => bytes.includes('李诚已核'))).toBe(true);
    before.set('panel', panel);
  });

  it('given somebody whom the case met only later, when the student looks back, then their name is hidden too', async () => {
    const asOf = async (at: string) =>
      JSON.stringify((await walk.as(AS_STUDENT).get(`${walk.path()}${at}`)).body);
    const [noticed] = (await walk.history()).filter(({ type }) => type === 'NoticeIssued');
    const views = ['', '/history', '/documents'].map(
      (part) => `${part}?asOf=${String(noticed!.version)}`,
    );
    for (const view of views) expect(await asOf(view)).not.toMatch(new RegExp(HIDDEN.join('|')));
    expect(await asOf(views[0]!)).toContain(THIRD.name);
    await walk.run('link', 'officer:li', { cases: [third.id], reason: '同一教室' });
    await server.idle();
    for (const view of views) expect(await asOf(view)).not.toContain(THIRD.name);
    expect(await asOf(views[0]!)).toContain('【student-2】在场，另见账号【account-1】');
    const pdf = `${walk.path()}/documents/notice?asOf=${String(noticed!.version)}`;
    expect((await walk.as(AS_STUDENT).get(pdf)).status).toBe(200);
  });

  it('given the roster changes later, when the same version is exported, then the same bytes', async () => {
    const renamed = ROSTER.students.map((one) =>
      one.id === OTHER.id ? { ...one, name: '张君宝' } : one,
    );
    await loadRoster(server.api, { ...ROSTER, students: renamed });
    await server.idle();
    for (const [profile, files] of before) expect(changed(files, await file(profile))).toEqual([]);
  });

  it('given the other person is erased, then the same bytes again, and still no name', async () => {
    await other.run('dismiss', 'officer:li', { reason: 'false_positive' });
    await server.api.post('/api/v1/dev/clock', { advance: 'P3Y1M' });
    await server.idle();
    const wanted = { student: OTHER.id, basis: 'purpose_ended', reference: '教务〔2029〕17号' };
    const asked = await server.api.post<{ id: string }>('/api/v1/erasures', wanted);
    expect(asked).toMatchObject({ status: 201 });
    const path = `/api/v1/erasures/${asked.body.id}`;
    expect((await server.api.as('dev:admin:hu').post(`${path}/confirm`)).status).toBe(202);
    for (let round = 0; round < 20; round += 1) {
      await server.idle();
      if ((await server.api.get<{ state: string }>(path)).body.state === 'done') break;
    }
    expect((await server.api.get(path)).body).toMatchObject({ state: 'done' });
    for (const [profile, files] of before) expect(changed(files, await file(profile))).toEqual([]);
    const { body } = await walk.as(AS_STUDENT).get(walk.path());
    for (const word of HIDDEN) expect(JSON.stringify(body)).not.toContain(word);
  });
});
