import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { probity } from '../support/command-line.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER } from '../support/small-class.js';
import { standingOf, type Standing } from '../support/standing.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

jest.setTimeout(240_000);

const GONE = BRUSHERS.dismissed;

interface Guarded {
  readonly guard: string;
  readonly obstacles: readonly { readonly code: string; readonly until?: string }[];
}
interface ErasureShape {
  readonly id: string;
  readonly state: string;
  readonly student?: string;
  readonly events?: number;
}
interface CaseItem {
  readonly id: string;
  readonly version: number;
  readonly student: string;
}

/** Every file below a folder that holds one of the words, byte for byte. */
const filesWith = (folder: string, words: readonly string[]): readonly string[] =>
  readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesWith(path, words);
    const bytes = readFileSync(path);
    return words.filter((word) => bytes.includes(word)).map((word) => `${name}: ${word}`);
  });

describe('the erasure of one person', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let server: TestServer;
  let id: string;
  let caseId: string;
  let others: Standing;
  const ask = (more: object = {}) =>
    server.api.post<Guarded & ErasureShape>('/api/v1/erasures', {
      ...{ student: GONE.id, basis: 'purpose_ended', reference: '教务〔2029〕17号' },
      ...more,
    });
  const obstacles = async () =>
    (await ask({ dryRun: true })).body.obstacles.map(({ code }) => code);
  const command = async (name: string, payload: object) => {
    const officer = server.api.as('dev:officer:li');
    const { version } = (await officer.get<CaseItem>(`/api/v1/cases/${caseId}`)).body;
    const body = { expectedVersion: version, ...payload };
    const answer = await officer.post(`/api/v1/cases/${caseId}/commands/${name}`, body);
    expect(answer.status).toBe(200);
  };
  const withoutGone = (standing: Standing): Standing => ({
    signals: standing.signals.filter((line) => !line.includes(GONE.id)),
    flags: standing.flags.filter((line) => !line.includes(GONE.id)),
  });

  beforeAll(async () => {
    server = await startServer({ dataDir });
    await loadRoster(server.api, ROSTER);
    await sendAll(server.api, EVENTS);
    await server.idle();
    const cases = await listAll<CaseItem>(server.api.as('dev:auditor:shen'), '/api/v1/cases');
    caseId = cases.find(({ student }) => student === GONE.id)?.id ?? '';
    others = withoutGone(await standingOf(server.api));
    expect(others.flags.length).toBeGreaterThan(0);
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given an open case, when asked for, then it is refused by name', async () => {
    expect(await obstacles()).toContain('CaseOpen');
    const { status, body } = await ask();
    expect({ status, guard: body.guard }).toEqual({ status: 422, guard: 'ErasureObstructed' });
  });

  it('given a case dismissed lately, then retention runs, and says until when', async () => {
    await command('claim', {});
    await command('dismiss', { reason: 'false_positive' });
    expect(await obstacles()).toEqual(['RetentionRunning']);
    const [one] = (await ask({ dryRun: true })).body.obstacles;
    expect(one?.until).toMatch(/^20\d\d-.*\+08:00$/);
  });

  it('given three years later a legal hold, then that stands against it until it is lifted', async () => {
    await server.api.post('/api/v1/dev/clock', { advance: 'P3Y1M' });
    const hold = `/api/v1/legal-holds/${GONE.id}`;
    expect((await server.api.put(hold, { reason: '诉讼保全' })).status).toBe(200);
    expect(await obstacles()).toEqual(['LegalHold']);
    const lifted = await server.api.call(hold, { method: 'DELETE', body: { reason: '结案' } });
    expect(lifted.status).toBe(204);
    expect(await obstacles()).toEqual([]);
  });

  it('given a request, then whoever made it may not confirm it, nor may anybody but an admin', async () => {
    const { status, body } = await ask();
    expect({ status, state: body.state }).toEqual({ status: 201, state: 'requested' });
    id = body.id;
    const own = await server.api.post<Guarded>(`/api/v1/erasures/${id}/confirm`);
    expect([own.status, own.body.guard]).toEqual([422, 'SecondAdminNeeded']);
    const officer = server.api.as('dev:officer:li');
    expect((await officer.post(`/api/v1/erasures/${id}/confirm`)).status).toBe(403);
  });

  it('given a second admin and a crash right after, then it is carried out all the same', async () => {
    const second = server.api.as('dev:admin:hu');
    expect((await second.post(`/api/v1/erasures/${id}/confirm`)).status).toBe(202);
    await server.kill();
    server = await startServer({ dataDir });
    await server.idle();
    await server.idle();
    const { body } = await server.api.get<ErasureShape>(`/api/v1/erasures/${id}`);
    expect(body).toMatchObject({ state: 'done', events: expect.any(Number) });
    expect(body.student).toBeUndefined();
  });

  it('given it is done, then nothing of the person is served, and the others stand as they stood', async () => {
    const auditor = server.api.as('dev:auditor:shen');
    const event = EVENTS.find(({ subject }) => subject === GONE.account);
    expect((await auditor.get(`/api/v1/events/chaoxing/${event?.id ?? ''}`)).status).toBe(404);
    expect((await auditor.get(`/api/v1/students/${GONE.id}/timeline`)).status).toBe(404);
    expect(await standingOf(server.api)).toEqual(others);
  });

  it('given the same feed again, then it does not bring the person back', async () => {
    const own = EVENTS.filter(({ subject }) => subject === GONE.account);
    const vendor = server.api.as('dev:vendor:chaoxing');
    const { body } = await vendor.send<{ accepted: number; duplicates: number }>(own.slice(0, 50));
    expect(body).toMatchObject({ accepted: 0, duplicates: 50 });
    await server.idle();
    expect(await standingOf(server.api)).toEqual(others);
  });

  it('given the case, then its file is exported and verifies, its texts gone', async () => {
    const auditor = server.api.as('dev:auditor:shen');
    const file = await auditor.get<Buffer>(`/api/v1/cases/${caseId}/file?profile=archive`);
    expect(file.status).toBe(200);
    const zip = join(dataDir, '..', 'case.zip');
    writeFileSync(zip, file.body);
    const { code, stdout } = await probity(['verify', zip], {});
    expect({ code, stdout }).toMatchObject({ code: 0 });
  });

  it('given the files on disk, then no byte of name, number or account is left', async () => {
    await server.stop();
    expect(filesWith(dataDir, [GONE.name, GONE.id, GONE.account])).toEqual([]);
  });

  it.each(['timeline', 'detection', 'cases'])(
    'given everything is worked out anew (%s), then no difference is found',
    async (part) => {
      const { code, stdout } = await probity(['rebuild', part], { PROBITY_DATA_DIR: dataDir });
      expect({ code, stdout }).toEqual({
        code: 0,
        stdout: expect.stringContaining('no difference'),
      });
    },
  );
});
