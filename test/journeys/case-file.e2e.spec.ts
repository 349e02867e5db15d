import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { flip, forged, swap, unpacked } from '../../libs/case-file/testing/forger.js';
import { OpensslAuthority } from '../../libs/case-file/testing/openssl-authority.js';
import { verifyFile } from '../../libs/case-file/verify/main.js';
import { verifyCaseFile } from '../../libs/case-file/verify/verify.js';
import { decideAs, delivery, investigate, serveNotice, WORDS } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { probity } from '../support/command-line.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, HONEST, ROSTER, STUDENTS } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

const student = BRUSHERS.elective;
const AS_STUDENT = `student:${student.id}` as const;
const PROFILES = ['student', 'panel', 'appeal', 'court', 'archive'] as const;

interface PublishedKeys {
  readonly keys: readonly { readonly kid: string; readonly pem: string; readonly until?: string }[];
}

/** Told in order: every `it` goes on where the one before it ended. */
describe('a case file on its way through the house', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  const out = mkdtempSync(join(tmpdir(), 'probity-file-'));
  const authority = new OpensslAuthority(join(out, 'tsa'));
  let tsa: Server;
  let server: TestServer;
  let walk: CaseWalk;
  let env: Record<string, string>;

  const start = async () => {
    server = await startServer({ dataDir, env });
    walk?.on(server.api);
  };
  const fileOf = async (who: string, profile?: string, asOf?: number) => {
    const query = new URLSearchParams({
      ...(profile === undefined ? {} : { profile }),
      ...(asOf === undefined ? {} : { asOf: String(asOf) }),
    });
    const url = `${server.url}${walk.path()}/file?${query.toString()}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer dev:${who}` } });
    return { status: answer.status, bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const given = async (who: string, profile?: string, asOf?: number) => {
    const { status, bytes } = await fileOf(who, profile, asOf);
    expect(status).toBe(200);
    return bytes;
  };
  const keys = async () =>
    (await server.api.as(undefined).get<PublishedKeys>('/.well-known/probity-keys.json')).body.keys;
  /** What depends on version and profile only. */
  const fixed = (bytes: Buffer) =>
    [...unpacked(bytes)].filter(([path]) => /^(data\/|manifest|bag-info)/.test(path));

  beforeAll(async () => {
    tsa = createServer((request, response) => {
      void buffer(request).then((asked) => {
        response.setHeader('content-type', 'application/timestamp-reply');
        response.end(authority.answer(asked));
      });
    });
    await new Promise<void>((resolve) => tsa.listen(0, '127.0.0.1', resolve));
    const { port } = tsa.address() as AddressInfo;
    env = { PROBITY_TSA_URL: `http://127.0.0.1:${String(port)}/` };
    await start();
    await loadRoster(server.api, ROSTER);
    await sendAll(server.api, EVENTS);
    await server.idle();
    const cases = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    walk = new CaseWalk(server.api, cases.find((one) => one.student === student.id)?.id ?? '');
    await investigate(walk);
  });
  afterAll(async () => {
    await server.stop();
    if (tsa.listening) tsa.close();
    folders.removeAll();
    rmSync(out, { recursive: true });
  });

  it('given a case before the notice, when the student asks for the file, then there is none; from the notice on there is', async () => {
    expect(await fileOf(AS_STUDENT)).toMatchObject({ status: 404 });
    await serveNotice(walk);
    const bytes = await given(AS_STUDENT);
    expect(verifyCaseFile(bytes)).toMatchObject({ kind: 'intact', facts: { profile: 'student' } });
    expect(await fileOf(AS_STUDENT, 'court')).toMatchObject({ status: 403 });
    expect(await fileOf(AS_STUDENT, 'student', 1)).toMatchObject({ status: 404 });
    expect(await fileOf(`student:${HONEST[0]?.id ?? ''}`)).toMatchObject({ status: 404 });
    for (const who of ['registrar:wu', 'admin:root', 'teacher:t-17', 'vendor:chaoxing'])
      expect(await fileOf(who, 'student')).toMatchObject({ status: 403 });
  });

  it('given a decided case, when taken out in every profile, then all verify offline to one root, with a token and own key', async () => {
    await walk.run('file_statement', AS_STUDENT, { points: [WORDS] });
    await walk.run('answer_point', 'officer:li', { point: 1, answer: '进度与时间不符' });
    await decideAs(walk, 'grade_void');
    await walk.run('record_delivery', 'officer:li', await delivery(walk, 'decision'));
    const key = join(out, 'keys.json');
    writeFileSync(key, JSON.stringify({ keys: await keys() }));
    const trusted = readFileSync(key, 'utf8');
    const roots = new Set<string>();
    for (const profile of PROFILES) {
      const bytes = await given('auditor:shen', profile);
      const verdict = verifyCaseFile(bytes, { key: trusted });
      expect(verdict).toMatchObject({ kind: 'intact', facts: { profile, signer: 'checked' } });
      if (verdict.kind === 'intact') roots.add(verdict.facts.root);
      writeFileSync(join(out, `${profile}.zip`), bytes);
    }
    expect(roots.size).toBe(1);
    const files = unpacked(readFileSync(join(out, 'court.zip')));
    const note = files.get('integrity/checkpoint.txt')!;
    expect(authority.verify(note, files.get('integrity/root.tsr')!)).toContain('OK');
    const replays = JSON.parse(files.get('integrity/replay.json')!.toString()) as object[];
    expect(replays.length).toBeGreaterThan(0);
    for (const replay of replays) expect(replay).toMatchObject({ same: true });
  });

  it('given the verifier in the file, when it is run by plain node, then it says what probity verify says', async () => {
    const file = join(out, 'student.zip');
    const script = join(out, 'verify.mjs');
    writeFileSync(script, unpacked(readFileSync(file)).get('integrity/verify.mjs')!);
    const alone = spawnSync(process.execPath, [script, file], { cwd: out, env: {} });
    const { stdout, code } = await probity(['verify', file]);
    expect(alone.stdout.toString()).toBe(stdout);
    expect(alone.status).toBe(code);
    const whole = readFileSync(join(out, 'court.zip'));
    const evidence = 'data/evidence/E-001/original.json';
    for (const change of [flip(evidence, 99), swap(evidence, 'data/case.json')]) {
      const tampered = join(out, 'tampered.zip');
      writeFileSync(tampered, forged(whole, change));
      const run = spawnSync(process.execPath, [script, tampered], { cwd: out, env: {} });
      expect([run.stdout.toString().trimEnd(), run.status]).toEqual([
        verifyFile(tampered, {}).text,
        1,
      ]);
    }
  });

  it('given the student’s file, then no classmate and no official is named in it', () => {
    const files = unpacked(readFileSync(join(out, 'student.zip')));
    const staff = ['li', 'wang', 'zhao', 'chen', 'sun', 'zhou', 't-17'];
    for (const [path, bytes] of files) {
      if (path.endsWith('.pdf')) continue;
      const text = bytes.toString();
      for (const { id, account, name } of STUDENTS)
        if (id !== student.id && [id, account, name].some((word) => text.includes(word)))
          throw new Error(`${path} names another student`);
      for (const person of staff)
        if (text.includes(`"${person}"`)) throw new Error(`${path} names ${person}`);
    }
    const events = files.get('data/events.jsonl')!.toString();
    expect(events).toContain('"withheld":"deliberation"');
    expect([...files.keys()].filter((path) => path.startsWith('data/raw/')).length).toBeGreaterThan(
      1,
    );
  });

  it('given later events, a restart and a crash, when the same version is exported, then payload, manifest and bag-info are the same', async () => {
    const { version } = await walk.now();
    const before = new Map<string, Buffer>();
    for (const profile of ['student', 'archive'])
      before.set(profile, await given('auditor:shen', profile, version));
    await walk.pass('appeal');
    await server.idle();
    expect((await walk.now()).version).toBeGreaterThan(version);
    await server.kill();
    await start();
    for (const [profile, file] of before)
      expect(fixed(await given('auditor:shen', profile, version))).toEqual(fixed(file));
  });

  it('given a new signing key, when the server starts, then the old one stays published and old files verify', async () => {
    const [old] = await keys();
    await server.stop();
    renameSync(join(dataDir, 'keys/signing-key.pem'), join(dataDir, 'keys/old.pem'));
    await start();
    const published = await keys();
    expect(published).toHaveLength(2);
    expect(published[1]).toEqual({ ...old, until: expect.any(String) });
    expect(published[0]?.kid).not.toBe(old?.kid);
    const key = join(out, 'both.json');
    writeFileSync(key, JSON.stringify({ keys: published }));
    expect((await probity(['verify', join(out, 'court.zip'), '--key', key])).code).toBe(0);
    // The checkpoint bears the old key's signature, the export the new one's.
    const newer = await given('auditor:shen', 'court', (await walk.now()).version - 1);
    const pem = published[0]?.pem ?? '';
    expect(verifyCaseFile(newer, { key: pem }).kind).toBe('intact');
    expect(verifyCaseFile(newer, { key: old?.pem ?? '' }).kind).toBe('tampered');
    await server.stop();
    await start();
    expect(await keys()).toHaveLength(2);
  });

  it('given an authority that is down, when a file is made of a new version, then it goes without and says so', async () => {
    await server.stop();
    await new Promise((resolve) => tsa.close(resolve));
    await start();
    const case2 = (
      await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases?status=flagged')
    )[0];
    walk = new CaseWalk(server.api, case2?.id ?? '');
    await walk.run('claim', 'officer:li');
    const bytes = await given('officer:li', 'court');
    expect(verifyCaseFile(bytes).kind).toBe('intact');
    const record = unpacked(bytes).get('integrity/export.json')!.toString();
    expect(record).toContain('unavailable: no answer from the authority (ECONNREFUSED)');
  });
});
