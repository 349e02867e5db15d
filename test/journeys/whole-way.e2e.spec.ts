import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Api } from '../support/api.js';
import {
  COMMITTEE,
  decision,
  delivery,
  evidenceOf,
  finding,
  notice,
  WORDS,
} from '../support/case-steps.js';
import { CaseWalk, type CaseShape, type ProblemShape } from '../support/case-walk.js';
import { probity } from '../support/command-line.js';
import { listAll, loadRoster, sendAll } from '../support/feed.js';
import { flipByte } from '../support/flip-byte.js';
import { personalWordsIn } from '../support/personal-words.js';
import { startServer, type TestServer } from '../support/server.js';
import { BRUSHERS, EVENTS, HONEST, ROSTER, STUDENTS } from '../support/small-class.js';
import { TemporaryFolders } from '../support/temporary-folder.js';
import { join } from 'node:path';

interface SignalShape {
  readonly id: string;
  readonly events: readonly { readonly source: string; readonly id: string }[];
}
interface OutcomeShape {
  readonly id: string;
  readonly kind: string;
  readonly case: string;
}

const student = BRUSHERS.elective;
const AS_STUDENT = `student:${student.id}` as const;

/** Told in order: every `it` goes on where the one before it ended. */
describe('the whole way, from events to an executed decision', () => {
  const folders = new TemporaryFolders();
  const dataDir = folders.make();
  let server: TestServer;
  let officer: Api;
  let walk: CaseWalk;
  let signal: SignalShape;
  let paper: string;
  let noticedAt: number;

  beforeAll(async () => {
    server = await startServer({ dataDir, env: { LOG_LEVEL: 'trace' } });
    officer = server.api.as('dev:officer:li');
    await loadRoster(server.api, ROSTER);
    expect(await sendAll(server.api, EVENTS)).toEqual({ accepted: EVENTS.length, duplicates: 0 });
    await server.idle();
  });
  afterAll(async () => {
    await server.stop();
    folders.removeAll();
  });

  it('flags the brushers, each once, and none of the honest', async () => {
    const cases = await listAll<CaseShape>(officer, '/api/v1/cases');
    const flagged = cases.map((one) => `${one.student} ${one.offering} ${one.violation}`);
    expect(flagged.sort()).toEqual(
      Object.values(BRUSHERS).map(({ id, offering }) => `${id} ${offering} course_brushing`),
    );
    for (const { score, status } of cases) {
      expect(status).toBe('flagged');
      expect(score).toBeGreaterThanOrEqual(0.9);
      expect(score).toBeLessThanOrEqual(1);
    }
    for (const { id } of HONEST)
      expect(await listAll(officer, `/api/v1/signals?student=${id}`)).toEqual([]);
    const found = cases.find((one) => one.student === student.id);
    expect(found?.id).toMatch(/^\d{4}-\d{6}$/);
    walk = new CaseWalk(server.api, found?.id ?? '');
  });

  it('publishes the signal in its shape, and a replay from raw events says the same', async () => {
    const [first] = await listAll<SignalShape>(officer, `/api/v1/signals?student=${student.id}`);
    signal = first as SignalShape;
    const text = expect.any(String);
    expect(signal).toEqual({
      ...{ id: text, detector: text, detectorVersion: expect.anything(), policyVersion: text },
      ...{ state: 'raised', revision: 1, student: student.id, offering: student.offering },
      ...{ violation: 'course_brushing', score: expect.any(Number), events: expect.any(Array) },
      numbers: expect.arrayContaining([
        { name: text, value: expect.any(Number), threshold: expect.any(Number), unit: text },
      ]),
      reason: { zh: expect.stringMatching(/\p{Script=Han}/u), en: text },
      innocent: expect.arrayContaining([{ name: text, tested: text, outcome: text }]),
      ...{ population: expect.any(Array), baselines: expect.any(Array) },
      ...{ firstAt: text, lastAt: text },
    });
    expect(signal.events.length).toBeGreaterThan(0);
    expect((await walk.now()).signals).toContain(signal.id);
    const replay = await officer.get<{ same: boolean }>(`/api/v1/signals/${signal.id}/replay`);
    expect(replay).toMatchObject({ status: 200, body: { same: true } });
  });

  it('shows the timeline newest first and links each cited event to the signal', async () => {
    const timeline = await listAll<{ id: string; time: string; signals: string[] }>(
      officer,
      `/api/v1/students/${student.id}/timeline`,
    );
    const own = EVENTS.filter(({ subject }) => subject === student.account);
    expect(timeline).toHaveLength(own.length);
    const times = timeline.map(({ time }) => Date.parse(time));
    expect(times).toEqual([...times].sort((a, b) => b - a));
    const linked = timeline.filter(({ signals }) => signals.includes(signal.id));
    expect(linked.map(({ id }) => id).sort()).toEqual(signal.events.map(({ id }) => id).sort());
  });

  it('hides the case from the student and from officers of another college before the notice', async () => {
    expect(await walk.as(AS_STUDENT).get(walk.path())).toMatchObject({ status: 404 });
    expect(await walk.as('officer:ma').get(walk.path())).toMatchObject({ status: 404 });
    expect(await walk.as('admin:root').get(walk.path())).toMatchObject({ status: 403 });
    expect(await server.api.as(undefined).get(walk.path())).toMatchObject({ status: 401 });
  });

  it('is claimed once: a retry under its key changes nothing, a stale version is a conflict', async () => {
    const { version } = await walk.now();
    const key = { 'idempotency-key': 'claim-1' };
    const claim = (payload: object, headers = {}) =>
      walk.post('claim', 'officer:li', { expectedVersion: version, ...payload }, headers);
    const first = await claim({}, key);
    expect(first).toMatchObject({ status: 200, body: { status: 'triage' } });
    const again = await claim({}, key);
    expect(again).toMatchObject({ status: 200, body: { version: first.body.version } });
    expect(await walk.countOf('CaseClaimed')).toBe(1);
    expect(await claim({ note: '别的内容' }, key)).toMatchObject({ status: 422 });
    expect(await claim({})).toMatchObject({
      status: 409,
      body: { code: 'wrong_version', current: first.body.version },
    });
    expect(await walk.refusal('claim', 'reviewer:zhao')).toBe('403 forbidden');
  });

  it('is investigated by two who declared their interests', async () => {
    expect(await walk.refusal('decide', 'officer:li', decision('grade_void', []))).toBe(
      '403 forbidden',
    );
    await walk.run('open_investigation', 'officer:li');
    await walk.run('declare_interest', 'officer:li', { conflict: false });
    const evidence = await evidenceOf(walk);
    expect(evidence.length).toBeGreaterThan(0);
    const submit = () => walk.refusal('submit_finding', 'officer:li', finding(evidence));
    expect(await submit()).toBe('TwoInvestigatorsNeeded');
    await walk.run('add_investigator', 'officer:li', { person: 'wang' });
    expect(await submit()).toBe('InterestNotDeclared');
    await walk.run('declare_interest', 'officer:wang', { conflict: false });
    expect((await walk.now()).people.investigators).toEqual(['li', 'wang']);
  });

  it('takes in evidence with its hash: events, a text and a file', async () => {
    const form = new FormData();
    form.set('title', '询问笔录');
    form.set('file', new Blob(['%PDF-1.4\n询问笔录\n%%EOF\n']), '笔录.pdf');
    const upload = await fetch(`${server.url}${walk.path()}/attachments`, {
      method: 'POST',
      body: form,
      headers: { authorization: 'Bearer dev:officer:li' },
    });
    expect(upload.status).toBe(201);
    const file = (await upload.json()) as { id: string; sha256: string };
    expect(file.sha256).toMatch(/^[0-9a-f]{64}$/);
    paper = file.id;
    const cited = signal.events.slice(0, 2).map(({ source, id }) => ({ source, id }));
    const add = { sourceClass: 'telemetry', title: '心跳记录', bearing: 'inculpatory' };
    await walk.run('add_evidence', 'officer:li', { ...add, events: cited });
    const note = { sourceClass: 'interview', title: '谈话', attachment: paper, bearing: 'neutral' };
    await walk.run('add_evidence', 'officer:wang', note);
    const { body } = await officer.get<{ items: { sha256: string; title: string }[] }>(
      `${walk.path()}/evidence`,
    );
    expect(body.items.map(({ title }) => title)).toEqual(
      expect.arrayContaining(['心跳记录', '谈话']),
    );
    for (const { sha256 } of body.items) expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    const unknown = { ...add, events: [{ source: 'chaoxing', id: 'no-such-event' }] };
    expect(await walk.refusal('add_evidence', 'officer:li', unknown)).toBe('UnknownReference');
  });

  it('is reviewed by a third person', async () => {
    const evidence = await evidenceOf(walk);
    await walk.run('submit_finding', 'officer:li', finding(evidence));
    expect(await walk.refusal('issue_notice', 'officer:li', notice(evidence))).toBe('WrongState');
    await walk.run('declare_interest', 'reviewer:zhao', { conflict: false });
    expect(await walk.refusal('approve_finding', 'reviewer:li')).toBe('ReviewerIsInvestigator');
    expect(await walk.refusal('approve_finding', 'officer:li')).toBe('403 forbidden');
    expect(await walk.run('approve_finding', 'reviewer:zhao')).toMatchObject({
      status: 'finding_review',
    });
  });

  it('is notified with facts, clause, evidence and rights, and the grade is held', async () => {
    const evidence = await evidenceOf(walk);
    const whole = notice(evidence);
    const issue = (changes: object) =>
      walk.refusal('issue_notice', 'officer:li', { ...whole, ...changes });
    expect(await issue({ rights: ['agent'] })).toBe('NoticeIncomplete');
    expect(await issue({ evidence: [] })).toBe('NoticeIncomplete');
    expect(await issue({ defenceDays: 2 })).toBe('DeadlineFloor');
    expect(await issue({ proposed: { outcome: 'grade_void', maxLevel: 'warning' } })).toBe(
      'NoBasisForLevel',
    );
    const issued = await walk.run('issue_notice', 'officer:li', whole);
    noticedAt = issued.version;
    expect(issued.status).toBe('notice_issued');
    await server.idle();
    const registrar = server.api.as('dev:registrar:wu');
    expect(await listAll<OutcomeShape>(registrar, '/api/v1/outcomes')).toMatchObject([
      { kind: 'hold', case: walk.id, student: student.id, offering: student.offering },
    ]);
    expect(await walk.as(AS_STUDENT).get(walk.path())).toMatchObject({
      status: 200,
      body: { student: student.id, status: 'notice_issued' },
    });
    const stranger = walk.as(`student:${HONEST[0]?.id ?? ''}`);
    expect(await stranger.get(walk.path())).toMatchObject({ status: 404 });
  });

  it('starts the defence clock from the proof of delivery', async () => {
    const statement = { points: [WORDS] };
    expect(await walk.refusal('file_statement', AS_STUDENT, statement)).toBe('NoticeNotServed');
    const proven = await delivery(walk, 'notice');
    const record = (changes: object) =>
      walk.refusal('record_delivery', 'officer:li', { ...proven, ...changes });
    expect(await record({ proof: {} })).toBe('DeliveryProofMissing');
    expect(await record({ method: 'left', proof: { witnesses: ['一人'] } })).toBe(
      'DeliveryProofMissing',
    );
    expect(await record({ deliveredAt: '2026-03-01T00:00:00+08:00' })).toBe('DeliveryProofMissing');
    expect(await walk.run('record_delivery', 'officer:li', proven)).toMatchObject({
      status: 'defence_open',
    });
    expect(await walk.deadline('defence')).toMatchObject({ state: 'running', unit: 'working' });
    // Too early for the committee, which may not read the case yet either.
    const meeting = { ...COMMITTEE, meetingAt: await walk.clock() };
    expect(await walk.refusal('convene', 'committee:chen', meeting)).toBe('DefenceStillOpen');
    expect(await walk.as('committee:chen').get(walk.path())).toMatchObject({ status: 404 });
  });

  it('hears the student, point by point', async () => {
    const points = { points: [WORDS, '平台当晚有故障'] };
    const other = `student:${HONEST[0]?.id ?? ''}` as const;
    expect(await walk.refusal('file_statement', other, points)).toBe('404 not_found');
    expect(await walk.run('file_statement', AS_STUDENT, points)).toMatchObject({
      status: 'defence_closed',
    });
    const answer = { point: 1, answer: '进度与时间不符' };
    await walk.run('answer_point', 'officer:li', answer);
    expect(await walk.refusal('answer_point', 'officer:li', { ...answer, point: 3 })).toBe(
      'UnknownReference',
    );
  });

  it('is decided by a committee that took no part before', async () => {
    const meetingAt = await walk.clock();
    const convene = (changes: object) =>
      walk.refusal('convene', 'committee:chen', { ...COMMITTEE, meetingAt, ...changes });
    expect(await convene({ members: ['chen', 'sun', 'wang'] })).toBe('CommitteeMemberConflicted');
    expect(await convene({ members: ['chen', 'sun', 't-17'] })).toBe('CommitteeMemberConflicted');
    expect(await convene({ members: ['chen', 'sun'] })).toBe('QuorumNotMet');
    await walk.run('convene', 'committee:chen', { ...COMMITTEE, meetingAt });
    for (const member of COMMITTEE.members)
      await walk.run('declare_interest', `committee:${member}`, { conflict: false });
    const evidence = await evidenceOf(walk);
    const decide = (changes = {}, who = 'committee:chen' as const) =>
      walk.refusal('decide', who, { ...decision('grade_void', evidence), ...changes });
    expect(await decide()).toBe('DefencePointUnanswered');
    await walk.run('answer_point', 'committee:sun', { point: 2, answer: '平台日志无故障记录' });
    expect(await decide()).toBe('QuorumNotMet');
    expect(await decide({ level: 'warning' })).toBe('DecisionExceedsNotice');
    for (const member of COMMITTEE.members)
      await walk.run('vote', `committee:${member}`, { outcome: 'grade_void' });
    expect(await walk.refusal('decide', 'committee:sun', decision('grade_void', evidence))).toBe(
      'PersonHasNoPart',
    );
    const decided = await walk.run('decide', 'committee:chen', decision('grade_void', evidence));
    expect(decided).toMatchObject({ status: 'decided', outcome: { kind: 'grade_void' } });
  });

  it('becomes final when the appeal window has passed, not before', async () => {
    await walk.run('record_delivery', 'officer:li', await delivery(walk, 'decision'));
    const { due, unit } = await walk.deadline('appeal');
    expect(unit).toBe('calendar');
    const local = new Date(Date.parse(due) + 8 * 3_600_000).toISOString();
    expect(local).toMatch(/T00:00:00\.000Z$/);
    const before = new Date(Date.parse(due) - 60_000).toISOString();
    await server.api.post('/api/v1/dev/clock', { now: before });
    expect((await walk.now()).status).toBe('appeal_open');
    expect(await listAll(server.api.as('dev:registrar:wu'), '/api/v1/outcomes')).toHaveLength(1);
    await walk.pass('appeal');
    expect((await walk.now()).status).toBe('final');
    const late = { grounds: ['facts'], text: '不服' };
    expect(await walk.refusal('file_appeal', AS_STUDENT, late)).toBe('AppealWindowClosed');
  });

  it('is carried out by the registry: the grade void, no make-up, no retake for an elective', async () => {
    const registrar = server.api.as('dev:registrar:wu');
    const outcomes = await listAll<OutcomeShape>(registrar, '/api/v1/outcomes');
    expect(outcomes).toMatchObject([
      { kind: 'hold', version: 1 },
      { kind: 'grade_void', version: 2, makeUp: 'no', retake: 'no', student: student.id },
    ]);
    expect(outcomes[1]).not.toHaveProperty('level');
    const path = `/api/v1/outcomes/${outcomes[1]?.id ?? ''}/acknowledgement`;
    const answer = { status: 'accepted', reference: 'JW-1', at: await walk.clock(), grade: 0 };
    expect(await officer.post(path, answer)).toMatchObject({ status: 403 });
    expect(await registrar.post(path, answer)).toMatchObject({ status: 200 });
    expect(await registrar.post(path, answer)).toMatchObject({ status: 200 });
    expect(await registrar.post(path, { ...answer, reference: 'JW-2' })).toMatchObject({
      status: 422,
    });
    await server.idle();
    await walk.run('acknowledge_execution', 'registrar:wu', { fileReference: 'DA-2026-1' });
    expect((await walk.now()).status).toBe('executed');
    expect(await walk.countOf('OutcomeAcknowledged')).toBe(1);
  });

  it('keeps its history: every step once, in order, with who did it', async () => {
    const history = await walk.history();
    expect(history.map(({ version }) => version)).toEqual(history.map((_, at) => at + 1));
    const steps = [
      ...['CaseFlagged', 'CaseClaimed', 'InvestigationOpened', 'FindingSubmitted'],
      ...['FindingApproved', 'NoticeIssued', 'StatementFiled', 'CommitteeConvened'],
      ...['CaseDecided', 'CaseFinal', 'ExecutionFiled', 'CaseExecuted'],
    ];
    expect(history.map(({ type }) => type).filter((type) => steps.includes(type))).toEqual(steps);
    const actorOf = (type: string) => history.find((event) => event.type === type)?.actor;
    expect(actorOf('CaseFlagged')?.role).toBe('system');
    expect(actorOf('CaseDecided')).toEqual({ role: 'committee', person: 'chen' });
    expect(actorOf('StatementFiled')).toEqual({ role: 'student', person: student.id });
    const own = await walk
      .as(AS_STUDENT)
      .get<{ items: { type: string }[] }>(`${walk.path()}/history`);
    const types = own.body.items.map(({ type }) => type);
    expect(types).toContain('NoticeIssued');
    expect(types).not.toContain('FindingSubmitted');
    expect(types).not.toContain('VoteCast');
  });

  it('answers as it stood at an earlier version or time', async () => {
    const at = async (asOf: string) =>
      (await officer.get<CaseShape>(`${walk.path()}?asOf=${encodeURIComponent(asOf)}`)).body;
    expect(await at('1')).toMatchObject({ status: 'flagged', version: 1 });
    expect(await at(String(noticedAt))).toMatchObject({ status: 'notice_issued', outcome: null });
    const history = await walk.history();
    const decided = history.find(({ type }) => type === 'CaseDecided');
    expect(await at(decided?.at ?? '')).toMatchObject({ status: 'decided' });
    const early = `${walk.path()}?asOf=yesterday`;
    expect(await officer.get<ProblemShape>(early)).toMatchObject({
      status: 400,
      body: { pointer: '/asOf' },
    });
  });

  it('leaves the house as a case file that proves itself, and shows one flipped byte', async () => {
    const out = join(folders.make(), `${walk.id}.zip`);
    const env = { PROBITY_TOKEN: 'dev:committee:chen' };
    const exported = await probity(
      ['export', walk.id, '--profile', 'archive', '--url', server.url, '--out', out],
      env,
    );
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const intact = await probity(['verify', out]);
    expect(intact.code).toBe(0);
    expect(intact.stdout).toContain('signer not checked');
    const tampered = await probity(['verify', flipByte(out)]);
    expect(tampered.code).toBe(1);
    expect(tampered.stdout).toContain('tampered');
    expect((await probity(['verify', import.meta.filename])).code).toBe(2);
    const log = await listAll<{ part: string; actor: object }>(
      server.api.as('dev:auditor:shen'),
      `/api/v1/access-log?case=${walk.id}&person=chen`,
    );
    expect(log.filter(({ part }) => part === 'file')).toMatchObject([
      { actor: { role: 'committee', person: 'chen' }, profile: 'archive' },
    ]);
  });

  it('prints the case as a page in the terminal', async () => {
    const env = { PROBITY_TOKEN: 'dev:officer:li' };
    const page = await probity(['case', walk.id, '--url', server.url], env);
    expect(page).toMatchObject({ code: 0, stderr: '' });
    expect(page.stdout).toContain(walk.id);
    expect(page.stdout).toContain('course_brushing');
  });

  it('names no student in logs, streams and domain events', async () => {
    const output = server.output();
    expect(await server.stop()).toBe(0);
    expect(output).toMatch(/commands\/:command/);
    const personal = STUDENTS.flatMap(({ id, name, account }) => [id, name, account]);
    expect(personal.filter((word) => output.includes(word))).toEqual([]);
    expect(output).not.toContain('203.0.113.7');
    expect(personalWordsIn(join(dataDir, 'events.db'), [...personal, WORDS])).toEqual([]);
  });
});
