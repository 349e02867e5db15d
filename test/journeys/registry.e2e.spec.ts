import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { answeringOf, troublesOf } from '../registry-simulator/plan.js';
import { decideAs, delivery, investigate, serveNotice } from '../support/case-steps.js';
import { CaseWalk, type CaseShape } from '../support/case-walk.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { startRegistry, type RegistryBook, type TestRegistry } from '../support/registry.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, ROSTER, STUDENTS, type Student } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';

interface OutcomeShape {
  readonly id: string;
  readonly kind: string;
  readonly case: string;
  readonly student: string;
  readonly reversalOf?: string;
  readonly acknowledgement?: { readonly status: string; readonly grade?: number };
}
interface Line {
  readonly student: string;
  readonly state: string;
  readonly differences: readonly string[];
}

const APPEALS = ['gao', 'lin', 'xie'];
const GRADE = 78;
const POLICY = readFileSync(join(import.meta.dirname, '../../../deploy/policy.yaml'), 'utf8')
  .replace('version: school-1', 'version: school-served')
  .replace('effectiveOn: final', 'effectiveOn: served');

const graded = STUDENTS.map(({ account, offering }, at) => ({
  ...{ specversion: '1.0', id: `grade-${at}`, source: 'chaoxing', subject: account },
  ...{ type: 'probity.grade.recorded.v1', time: '2026-07-05T08:00:00+08:00' },
  data: { offering, component: 'total', score: GRADE, maxScore: 100 },
}));

/** The first plan under which everything that can go wrong does, where it is to be seen. */
const seedFor = (walks: Readonly<Record<'appealed' | 'killed' | 'cleared' | 'voided', string>>) => {
  const ids = Object.values(walks).flatMap((id) => [`${id}-1`, `${id}-2`]);
  for (let seed = 1; ; seed += 1) {
    const troubles = new Set(ids.flatMap((id) => troublesOf(seed, id)));
    const answers = [walks.killed, walks.voided, walks.appealed].map((id) =>
      answeringOf(seed, `${id}-2`, 'grade_void'),
    );
    const holds = ids.map((id) => answeringOf(seed, id, 'hold'));
    if (troubles.size === 4 && holds.includes('twice') && String(answers) === WANTED) return seed;
  }
};
const WANTED = 'contradicted,refused,once';

describe('a registry that loses, delays, repeats and contradicts', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  const policy = join(dataDir, '../policy.yaml');
  const env = { PROBITY_POLICY: policy };
  let server: TestServer;
  let registry: TestRegistry;
  let secret = '';
  let logs = '';
  const walks = new Map<string, CaseWalk>();

  const walkOf = ({ id }: Student): CaseWalk => walks.get(id)!;
  const registrar = () => server.api.as('dev:registrar:wu');
  const outcomes = () => listAll<OutcomeShape>(registrar(), '/api/v1/outcomes');
  const restart = async (): Promise<void> => {
    logs += server.output();
    server = await startServer({ dataDir, env });
    await registry.control({ probity: server.url });
    for (const walk of walks.values()) walk.on(server.api);
  };
  /** Time passes until nothing is pending and the registry has said everything. */
  const settle = async (): Promise<RegistryBook> => {
    for (let round = 0; round < 40; round += 1) {
      await server.api.post('/api/v1/dev/clock', { advance: 'PT1H' });
      const { body } = await server.api.get<{ pending: number }>('/api/v1/webhooks/jw');
      if (body.pending === 0) break;
    }
    expect(await registry.report()).toBe(200);
    await server.idle();
    return registry.book();
  };
  const until = async (met: (book: RegistryBook) => boolean): Promise<void> => {
    while (!met(await registry.book())) await pause(20);
  };
  const differences = async (): Promise<Record<string, readonly string[]>> => {
    const lines: Line[] = [];
    for (const { id } of ROSTER.offerings)
      lines.push(...(await listAll<Line>(registrar(), `/api/v1/reconciliation?offering=${id}`)));
    return Object.fromEntries(lines.map((line) => [line.student, line.differences]));
  };
  const decideAndServe = async (walk: CaseWalk, outcome: string): Promise<void> => {
    await decideAs(walk, outcome);
    await walk.run('record_delivery', 'officer:wang', await delivery(walk, 'decision'));
  };
  const untilServed = async (student: Student): Promise<CaseWalk> => {
    const walk = walkOf(student);
    await investigate(walk);
    await serveNotice(walk);
    await walk.run('waive_defence', `student:${student.id}`);
    return walk;
  };

  beforeAll(async () => {
    writeFileSync(policy, POLICY);
    server = await startServer({ dataDir, env });
    const people = APPEALS.map((id) => ({ id, name: id, roles: ['appeals'], college: null }));
    await loadRoster(server.api, { ...ROSTER, people: [...ROSTER.people, ...people] });
    await sendAll(server.api, [...EVENTS, ...graded]);
    await server.idle();
    for (const { id, student } of await listAll<CaseShape>(
      server.api.as('dev:officer:li'),
      '/api/v1/cases',
    ))
      walks.set(student, new CaseWalk(server.api, id));
    const { elective, major, cleared, dismissed } = BRUSHERS;
    registry = await startRegistry(
      seedFor({
        ...{ appealed: walkOf(elective).id, killed: walkOf(major).id },
        ...{ cleared: walkOf(cleared).id, voided: walkOf(dismissed).id },
      }),
    );
    const put = { url: registry.url, types: ['*'] };
    const { body } = await server.api.put<{ secret: string }>('/api/v1/webhooks/jw', put);
    secret = body.secret;
    const grades = STUDENTS.map(({ id: student, offering }) => ({
      ...{ student, offering, grade: GRADE },
    }));
    await registry.control({ probity: server.url, secret, grades });
  });
  afterAll(async () => {
    await server.stop();
    await registry.stop();
    folders.removeAll();
  });

  it('given a served void, when the appeal sends it back and nothing is established, then one reversal', async () => {
    const student = BRUSHERS.elective;
    const walk = await untilServed(student);
    await decideAndServe(walk, 'grade_void');
    const appeal = { grounds: ['facts'], text: '当晚我在宿舍看书', attachments: [] };
    await walk.run('file_appeal', `student:${student.id}`, appeal);
    for (const member of APPEALS)
      await walk.run('declare_interest', `appeals:${member}`, { conflict: false });
    const ruling = { result: 'remitted', grounds: ['facts'], reasons: '证据不足' };
    await walk.run('decide_appeal', 'appeals:gao', { ...ruling, members: APPEALS });
    await decideAs(walk, 'not_established');
    await server.idle();
    const told = (await outcomes()).filter((one) => one.case === walk.id);
    expect(told.map(({ kind, reversalOf }) => [kind, reversalOf])).toEqual([
      ['hold', undefined],
      ['grade_void', undefined],
      ['release', told[1]?.id],
    ]);
  });

  it('given kill -9 while a message is under way, then it comes again under its id and takes effect once', async () => {
    const walk = await untilServed(BRUSHERS.major);
    await settle();
    await registry.control({ stopped: true });
    await decideAndServe(walk, 'grade_void');
    await until(({ deliveries }) => deliveries.some(({ id }) => id === `${walk.id}-2`));
    await server.kill();
    await registry.control({ stopped: false });
    await restart();
    const book = await settle();
    const times = book.deliveries.filter(({ id }) => id === `${walk.id}-2`).length;
    expect(times).toBeGreaterThan(1);
    expect(book.effects[`${walk.id}-2`]).toBe(1);
  });

  it('given kill -9 right after a decision, then its message is sent after the restart', async () => {
    const walk = await untilServed(BRUSHERS.cleared);
    await decideAs(walk, 'not_established');
    await server.kill();
    await restart();
    await server.idle();
    const told = (await outcomes()).filter((one) => one.case === walk.id);
    expect(told.map(({ kind }) => kind)).toEqual(['hold', 'release']);
  });

  it('given all of that, when time passes, then everything arrived, once in effect, with an answer', async () => {
    await decideAndServe(await untilServed(BRUSHERS.dismissed), 'grade_void');
    const book = await settle();
    const all = await outcomes();
    expect(all).toHaveLength(9);
    const arrived = new Set(book.deliveries.map(({ id }) => id));
    expect([...arrived].sort()).toEqual(all.map(({ id }) => id).sort());
    expect(new Set(book.deliveries.map(({ trouble }) => trouble)).size).toBe(5);
    expect(book.forged).toEqual([]);
    expect(Object.values(book.effects).every((times) => times === 1)).toBe(true);
    for (const { acknowledgement, ...message } of all) {
      expect(acknowledgement).toBeDefined();
      for (const { body } of book.deliveries.filter(({ id }) => id === message.id))
        expect(JSON.parse(body)).toEqual(message);
    }
    for (const walk of walks.values()) {
      const answers = (await walk.history()).filter(({ type }) => type === 'OutcomeAcknowledged');
      const said = answers.map(({ data }) => `${data['outcome']} ${data['status']}`);
      expect(new Set(said).size).toBe(said.length);
    }
  });

  it('given what the registry refused or did otherwise, then the books differ there and nowhere else', async () => {
    const refused = walkOf(BRUSHERS.dismissed);
    expect(await differences()).toEqual({
      [BRUSHERS.major.id]: ['acknowledged_otherwise', 'outcome_not_applied'],
      [BRUSHERS.dismissed.id]: ['refused', 'outcome_not_applied'],
    });
    await registry.control({ mended: true });
    const again = await registrar().post(`/api/v1/outcomes/${refused.id}-2/redelivery`);
    expect(again).toMatchObject({ status: 202, body: { webhooks: ['jw'] } });
    const book = await settle();
    expect(await differences()).toEqual({
      [BRUSHERS.major.id]: ['acknowledged_otherwise', 'outcome_not_applied'],
    });
    const results = Object.fromEntries(book.rows.map(({ student, result }) => [student, result]));
    expect(results).toMatchObject({
      [BRUSHERS.elective.id]: 'passed',
      [BRUSHERS.dismissed.id]: 'grade_void',
      [BRUSHERS.cleared.id]: 'passed',
    });
  });

  it('given the same messages again from the beginning, then nothing takes effect twice', async () => {
    const before = await registry.book();
    expect(await server.api.post('/api/v1/webhooks/jw/replay')).toMatchObject({ status: 202 });
    const after = await settle();
    expect(after.deliveries.length).toBeGreaterThanOrEqual(before.deliveries.length + 9);
    expect(after.effects).toEqual(before.effects);
    const records = ({ rows }: RegistryBook) =>
      rows.map(({ student, result }) => [student, result]);
    expect(records(after)).toEqual(records(before));
  });

  it('given a void in force, then its entry in the student file is due, and made; a referral is listed', async () => {
    const student = BRUSHERS.major;
    const walk = walkOf(student);
    const entries = () => listAll(registrar(), `/api/v1/student-file?student=${student.id}`);
    await walk.pass('appeal');
    expect(await entries()).toMatchObject([
      { case: walk.id, kind: 'decision', state: 'due', student: student.id },
    ]);
    await walk.run('acknowledge_execution', 'registrar:wu', { fileReference: 'DA-2026-2' });
    expect(await entries()).toMatchObject([{ state: 'entered', fileReference: 'DA-2026-2' }]);
    expect(await listAll(registrar(), '/api/v1/student-file?state=due')).not.toContainEqual(
      expect.objectContaining({ case: walk.id }),
    );
    // The registry accepted the void and said in the same breath that a grade stands.
    expect(await walk.now()).toMatchObject({ status: 'final' });
    const refer = { authority: '公安机关', reason: '组织刷课' };
    await walk.run('refer', 'officer:li', refer);
    const auditor = server.api.as('dev:auditor:shen');
    expect(await listAll(auditor, '/api/v1/referrals')).toMatchObject([
      { case: walk.id, student: student.id, by: 'li', ...refer },
    ]);
    const elsewhere = server.api.as('dev:officer:ma');
    expect(await listAll(elsewhere, '/api/v1/referrals')).toEqual([]);
    expect(await server.api.get('/api/v1/student-file')).toMatchObject({ status: 403 });
  });

  it('given the answer that contradicted, when the message comes again and is carried out, then the books agree', async () => {
    const { id } = walkOf(BRUSHERS.major);
    await registry.control({ honest: true });
    await registrar().post(`/api/v1/outcomes/${id}-2/redelivery`);
    await settle();
    expect(await differences()).toEqual({});
    expect(await walkOf(BRUSHERS.major).now()).toMatchObject({ status: 'executed' });
    const found = (await outcomes()).find((one) => one.id === `${id}-2`);
    expect(found?.acknowledgement).toMatchObject({ status: 'accepted', grade: 0 });
  });

  it('names no student and no secret in its logs', async () => {
    logs += server.output();
    const words = [...STUDENTS.flatMap(({ id, name }) => [id, name]), secret.slice(6)];
    expect(words.filter((word) => logs.includes(word))).toEqual([]);
    expect(logs).toContain('outcome not delivered');
  });
});
