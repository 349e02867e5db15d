import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { generateKeyPairSync } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readZip } from '../../libs/case-file/verify/zip-reader.js';
import { decideAs, investigate, serveNotice } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { probity } from '../support/command-line.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { flipByte } from '../support/flip-byte.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

const student = BRUSHERS.elective;

describe('a case file outside the house', () => {
  const folders = new TemporaryFolders();
  const out = join(folders.make(), 'case.zip');
  let server: TestServer;
  let walk: CaseWalk;

  const exportAs = (token: string, profile: string, file = out) =>
    probity(['export', walk.id, '--profile', profile, '--url', server.url, '--out', file], {
      PROBITY_TOKEN: token,
    });

  beforeAll(async () => {
    server = await startServer();
    await loadRoster(server.api, ROSTER);
    await sendAll(server.api, EVENTS);
    await server.idle();
    const path = `/api/v1/cases?student=${student.id}`;
    const [found] = await listAll<CaseShape>(server.api.as('dev:officer:li'), path);
    walk = new CaseWalk(server.api, found?.id ?? '');
    await investigate(walk);
    await serveNotice(walk);
    await walk.run('waive_defence', `student:${student.id}`);
    await decideAs(walk, 'grade_void');
    expect(await exportAs('dev:committee:chen', 'archive')).toMatchObject({ code: 0, stderr: '' });
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given the file alone, then it is intact, and whoever signed it is not vouched for', async () => {
    const { code, stdout } = await probity(['verify', out]);
    expect(code).toBe(0);
    expect(stdout).toContain('consistent in itself, signer not checked');
    expect(stdout).toContain(walk.id);
  });

  it("given the installation's public key, then the signer is checked; a stranger's key is refused", async () => {
    const nobody = server.api.as(undefined);
    const { body } = await nobody.get<{ keys: { pem: string }[] }>(
      '/.well-known/probity-keys.json',
    );
    const key = `${out}.pem`;
    writeFileSync(key, body.keys[0]?.pem ?? '');
    const signed = await probity(['verify', out, '--key', key]);
    expect(signed).toMatchObject({ code: 0, stdout: expect.not.stringContaining('not checked') });
    const stranger = generateKeyPairSync('ed25519').publicKey;
    writeFileSync(key, stranger.export({ type: 'spki', format: 'pem' }));
    expect((await probity(['verify', out, '--key', key])).code).toBe(1);
  });

  it('given one flipped byte, then it is tampered; given another file, then it is unreadable', async () => {
    const tampered = await probity(['verify', flipByte(out)]);
    expect(tampered.code).toBe(1);
    expect(tampered.stdout).toContain('tampered');
    expect((await probity(['verify', import.meta.filename])).code).toBe(2);
    expect((await probity(['verify', '/nowhere.zip'])).code).toBe(2);
  });

  it('given the same version, when exported later by another, then only the export record differs', async () => {
    const again = `${out}.again.zip`;
    await server.api.post('/api/v1/dev/clock', { advance: 'PT1H' });
    await exportAs('dev:officer:li', 'archive', again);
    const [one, other] = [out, again].map((file) => readZip(readFileSync(file)));
    const names = [...(one?.keys() ?? [])];
    expect([...(other?.keys() ?? [])]).toEqual(names);
    const changed = names.filter((name) => !one?.get(name)?.equals(other?.get(name) as Buffer));
    expect(changed.filter((name) => !/integrity\/export|tagmanifest/.test(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(changed.length);
    expect(await probity(['verify', again])).toMatchObject({ code: 0 });
  });

  it('given an export, then the access log says who took what; others take nothing', async () => {
    const auditor = server.api.as('dev:auditor:shen');
    const path = `/api/v1/access-log?case=${walk.id}&person=chen`;
    const log = await listAll<{ part: string }>(auditor, path);
    expect(log.filter(({ part }) => part === 'file')).toMatchObject([
      { actor: { role: 'committee', person: 'chen' }, profile: 'archive' },
    ]);
    expect((await exportAs('dev:vendor:chaoxing', 'archive')).code).toBe(1);
    expect((await exportAs('dev:officer:ma', 'archive')).code).toBe(1);
    expect((await exportAs('dev:student:2023010127', 'student')).code).toBe(1);
  });
});
