import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MovedCase, Report } from '../../apps/probity/backtest/types.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { probity, type Ended } from '../support/command-line.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, HONEST, ROSTER } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

jest.setTimeout(180_000);

const { elective, major, cleared, dismissed } = BRUSHERS;
const [, light] = HONEST;
if (!light) throw new Error('the class has no such student');

/** The elective is still going on; the major ended in July. */
const CLASS = {
  ...ROSTER,
  offerings: ROSTER.offerings.map((one) =>
    one.id === elective.offering
      ? { ...one, window: { ...one.window, to: '2099-07-10T00:00:00+08:00' } }
      : one,
  ),
};

/** Two of the six videos that a brusher ran through: not enough for a case. */
const LIGHT = EVENTS.filter(({ id }) => /^b2-v[12]-/.test(id)).map((event) => ({
  ...event,
  ...{ id: `light-${event.id}`, subject: light.account },
  data: { ...event.data, session: 'light', client: { ...event.data.client, deviceId: 'd-light' } },
}));

const others = EVENTS.filter(({ subject }) => subject !== light.account);

const LOWER = { version: 'lower', thresholds: { course_brushing: 0.4 } };
const WEIGHTLESS = { version: 'off', detectors: { 'credited-time': { weight: 0 } } };
const BLIND = {
  version: 'blind',
  detectors: {
    'credited-time': { parameters: { fewestBeats: 100_000, fewestStretches: 100_000 } },
  },
};
const HALF = { version: 'half', detectors: { 'credited-time': { weight: 0.3 } } };
const POLICIES = '/api/v1/policies';

describe('another policy', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  const files = folders.make();
  let server: TestServer;
  const walks = new Map<string, CaseWalk>();
  const walkOf = ({ id }: { id: string }): CaseWalk => {
    const walk = walks.get(id);
    if (!walk) throw new Error('the student has no case');
    return walk;
  };
  const standing = async () => {
    const cases = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    return cases
      .map(({ student, status, score, version }) => ({ student, status, score, version }))
      .sort((a, b) => a.student.localeCompare(b.student));
  };
  const run = (policy: object, who = 'auditor:shen', more: string[] = []): Promise<Ended> => {
    const file = join(files, 'policy.json');
    writeFileSync(file, JSON.stringify(policy));
    const args = ['backtest', '--policy', file, '--url', server.url, ...more];
    return probity(args, { PROBITY_TOKEN: `dev:${who}` });
  };
  const backtest = async (policy: object, more: string[] = []): Promise<Report> => {
    const { code, stdout, stderr } = await run(policy, 'officer:li', ['--json', ...more]);
    if (code !== 0) throw new Error(stderr);
    return JSON.parse(stdout) as Report;
  };
  const students = (cases: readonly MovedCase[] = []) => cases.map(({ student }) => student).sort();
  const brushers = [elective, major, cleared, dismissed].map(({ id }) => id).sort();

  beforeAll(async () => {
    server = await startServer({ dataDir });
    await loadRoster(server.api, CLASS);
    await sendAll(server.api, [...others, ...LIGHT]);
    await server.idle();
    const cases = await listAll<CaseShape>(server.api.as('dev:officer:li'), '/api/v1/cases');
    for (const { id, student } of cases) walks.set(student, new CaseWalk(server.api, id));
    await walkOf(elective).run('claim', 'officer:li');
    await walkOf(dismissed).run('claim', 'officer:li');
    await walkOf(dismissed).run('dismiss', 'officer:li', { reason: 'insufficient' });
    expect([...walks.keys()].sort()).toEqual(brushers);
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('given a lower threshold, when backtested, then the case under it appears, and nothing is done', async () => {
    const before = await standing();
    const { counts, cases } = await backtest(LOWER);
    expect(counts).toMatchObject({ appear: 1, vanish: 0, change: 0, unchanged: 4 });
    expect(cases?.appear).toMatchObject([
      {
        ...{ student: light.id, offering: light.offering, violation: 'course_brushing' },
        ...{ after: { threshold: 0.4 }, open: false, case: null },
      },
    ]);
    const [one] = cases?.appear ?? [];
    expect(one?.before.score).toBeLessThan(0.9);
    expect(one?.before.score).toBeGreaterThanOrEqual(0.4);
    expect(await standing()).toEqual(before);
  });

  it('given a weight of nothing, then the cases vanish, the dismissed one too, in a table', async () => {
    const { cases } = await backtest(WEIGHTLESS);
    expect(students(cases?.vanish)).toEqual(brushers);
    expect(cases?.vanish.find(({ student }) => student === dismissed.id)).toMatchObject({
      case: { id: walkOf(dismissed).id, status: 'dismissed' },
    });
    const { code, stdout } = await run(WEIGHTLESS);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^all +0 +4 +0 +0$/m);
    expect(stdout).toContain(`${walkOf(dismissed).id} dismissed`);
  });

  it('given another parameter, then history is judged from the raw events, and no trace stays', async () => {
    const { cases, counts } = await backtest(BLIND);
    expect([counts.appear, students(cases?.vanish)]).toEqual([0, brushers]);
    const same = await backtest({ version: 'anew', baselines: { latenessHours: 49 } });
    expect(same.counts).toMatchObject({ appear: 0, vanish: 0, change: 0, unchanged: 4 });
    expect(readdirSync(dataDir).filter((name) => name.startsWith('scratch'))).toEqual([]);
  });

  it('given a span of time, then only signals within it count', async () => {
    const none = await backtest(WEIGHTLESS, ['--from', '2026-03-05T00:00:00+08:00']);
    expect(none.counts).toMatchObject({ vanish: 0, unchanged: 0 });
    const all = await backtest(WEIGHTLESS, ['--to', '2026-03-05T00:00:00+08:00']);
    expect(all.counts).toMatchObject({ vanish: 4 });
  });

  it('given an admin, then only how many; given what cannot be, then the exit code says so', async () => {
    const admin = await run(WEIGHTLESS, 'admin:an');
    expect(admin).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/course_brushing +0 +4/),
    });
    expect(admin.stdout).not.toContain(elective.id);
    const short = { version: 'short', limits: { appealDays: 3 } };
    expect(await run(short)).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('/policy/limits/appealDays'),
    });
    expect(await run(LOWER, 'vendor:chaoxing')).toMatchObject({ code: 1 });
    expect(await run(LOWER, 'auditor:shen', ['--from', 'monday'])).toMatchObject({ code: 2 });
    expect(await probity(['backtest', '--policy', join(files, 'none')])).toMatchObject({ code: 2 });
    const nobody = ['--url', 'http://127.0.0.1:9'];
    expect(await run(LOWER, 'auditor:shen', nobody)).toMatchObject({ code: 3 });
  });

  it('given a trial, then each reads of it what is theirs', async () => {
    const an = server.api.as('dev:admin:an');
    expect(await an.put(`${POLICIES}/half`, HALF)).toMatchObject({ status: 200 });
    expect(await an.get(`${POLICIES}/half/trial`)).toMatchObject({ status: 404 });
    expect(await an.post(`${POLICIES}/half/trial`)).toMatchObject({ status: 200 });
    const read = async (who: string) =>
      (await server.api.as(`dev:${who}`).get<Report>(`${POLICIES}/half/trial`)).body;
    const officer = await read('officer:li');
    expect(students(officer.cases?.vanish)).toEqual(brushers);
    expect(officer.counts).toMatchObject({ vanish: 4, open: { vanish: 2 } });
    expect(await read('admin:an')).toEqual({ asOf: officer.asOf, counts: officer.counts });
    expect(await read('officer:ma')).toMatchObject({
      counts: { vanish: 0 },
      cases: { vanish: [] },
    });
  });

  it('given it put in force, then open offerings are judged anew; a closed case and ended offerings are not', async () => {
    const before = await standing();
    const deadlines = await walkOf(elective).deadline('triage');
    const activated = await server.api.as('dev:admin:bo').post(`${POLICIES}/half/activate`);
    expect(activated).toMatchObject({ status: 200, body: { state: 'in_force' } });
    await server.idle();
    const after = await standing();
    const of = (cases: typeof before, { id }: { id: string }) =>
      cases.find(({ student }) => student === id);
    for (const untouched of [dismissed, major, cleared])
      expect(of(after, untouched)).toEqual(of(before, untouched));
    const claimed = of(after, elective);
    expect(claimed?.status).toBe('triage');
    expect(claimed?.score).toBeLessThan(0.9);
    expect(await walkOf(elective).deadline('triage')).toEqual(deadlines);
    const types = (await walkOf(elective).history()).map(({ type }) => type);
    expect(new Set(types.slice(types.indexOf('CaseClaimed') + 1))).toEqual(
      new Set(['SignalsChanged']),
    );
  });

  it('given all of it, when started again or rebuilt, then the same stands', async () => {
    const before = await standing();
    await server.kill();
    server = await startServer({ dataDir });
    await server.idle();
    expect(await standing()).toEqual(before);
    await server.stop();
    const rebuilt = await probity(['rebuild', 'detection'], { PROBITY_DATA_DIR: dataDir });
    expect(rebuilt).toMatchObject({ code: 0, stdout: expect.stringContaining('no difference') });
  });
});
