import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseWalk } from '../support/case-walk.js';
import { FullPath, MEMBERS } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

const VOID = { outcome: 'grade_void' };
interface Stage {
  readonly stage: { readonly committee: { readonly members: readonly string[] } };
}

/** Stands in every text that is not for the student. */
const SECRET = '内部字样';
/** Staff who claimed, delivered and attached, and sit nowhere. */
const OTHERS = /"(ding|wu|fang)"/;
/** A vote that says more than whose it is and when it was cast. */
const saysHow = (value: unknown): boolean => {
  if (typeof value !== 'object' || value === null) return false;
  if ('member' in value && ('outcome' in value || 'level' in value || 'reason' in value))
    return true;
  return Object.values(value).some(saysHow);
};

/** All that the student may read of the case over HTTP; with `former` also of each version that it had. */
const seenBy = async (walk: CaseWalk, student: string, former: boolean): Promise<unknown[]> => {
  const api = walk.as(`student:${student}`);
  const { version } = (await api.get<{ version: number }>(walk.path())).body;
  const past = Array.from({ length: former ? version : 0 }, (_, at) => `?asOf=${String(at + 1)}`);
  const seen: unknown[] = [];
  for (const part of ['', '/history', '/evidence', '/documents'])
    for (const asOf of ['', ...past]) {
      const { status, body } = await api.get(`${walk.path()}${part}${asOf}`);
      if (status === 200) seen.push(body);
    }
  return [
    ...seen,
    (await api.get('/api/v1/cases')).body,
    (await api.get('/api/v1/deadlines')).body,
  ];
};

describe('what a student is not shown of the own case, over HTTP', () => {
  let school: School;
  let walk: CaseWalk;
  let path: FullPath;
  let me: `student:${string}`;
  let student: string;

  const expectNothingInner = async ({ own = {}, former = false } = {}) => {
    const seen = [...(await seenBy(walk, student, former)), own];
    expect(JSON.stringify(seen)).not.toContain(SECRET);
    expect(JSON.stringify(seen)).not.toMatch(/minutes|legal_review|VoteCast|"tookPart"/);
    expect(JSON.stringify(seen)).not.toMatch(OTHERS);
    expect(seen.filter(saysHow)).toEqual([]);
  };
  const handOver = async (document: string) =>
    walk.run('record_delivery', 'officer:ding', {
      ...{ document, method: 'left', delivered: true, deliveredAt: await walk.clock() },
      ...{ whyNotFormer: SECRET, proof: { text: SECRET, witnesses: [`甲${SECRET}`, '王证人'] } },
    });
  /** Two are for it and one is not, each with a reason. */
  const decide = async () => {
    await path.convene();
    for (const member of MEMBERS) {
      const voted = { outcome: member === 'sun' ? 'not_established' : VOID.outcome };
      await walk.run('vote', `committee:${member}`, { ...voted, reason: `${member}${SECRET}` });
    }
    await expectNothingInner();
    await walk.run('decide', 'committee:chen', await path.decision(VOID));
  };

  beforeAll(async () => {
    school = await openSchool(1);
    ({ walk, student } = await school.flag('course_brushing'));
    path = new FullPath(walk);
    me = `student:${student}`;
    await walk.run('claim', 'officer:ding', { note: SECRET });
    await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
    for (const who of ['li', 'wang', 'ding'])
      await walk.run('declare_interest', `officer:${who}`, { conflict: false, relation: SECRET });
    for (const sourceClass of ['exam_log', 'interview'])
      await walk.run('add_evidence', 'officer:ding', {
        ...{ sourceClass, title: '记录', text: '考试日志', bearing: 'inculpatory', note: SECRET },
      });
    await path.attachment('officer:ding');
    const finding = await path.finding({ facts: SECRET });
    await walk.run('submit_finding', 'officer:li', finding as Record<string, unknown>);
    await walk.run('declare_interest', 'reviewer:zhao', { conflict: false });
    await walk.run('return_finding', 'reviewer:zhao', { reason: SECRET });
    await walk.run('submit_finding', 'officer:li', finding as Record<string, unknown>);
    await walk.run('approve_finding', 'reviewer:zhao', { note: SECRET });
  });
  afterAll(() => school.close());

  it('given a case up to the defence, then notes, findings, witnesses and staff beside are not told', async () => {
    await walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: path.clauses, rights: ['statement', 'defence', 'recusal'] },
      ...{ evidence: ['E-001', 'E-002'], proposed: VOID, note: SECRET },
    });
    await expectNothingInner();
    await handOver('notice');
    await walk.run('suspend', 'officer:ding', { reason: '等候', note: SECRET });
    await expectNothingInner();
    await walk.run('resume', 'officer:ding', { note: SECRET });
    const said = { points: ['不是我'], final: true };
    await expectNothingInner({ own: await walk.run('file_statement', me, said) });
  });

  it('given a decision, then neither the case nor its history tells how anybody voted, no minutes are offered, and a member can be asked to go', async () => {
    await walk.run('record_legal_review', 'legal:fang', { passed: true, opinion: SECRET });
    await path.convene();
    await walk.run('vote', 'committee:sun', { ...VOID, reason: SECRET });
    const { committee } = (await walk.as(me).get<Stage>(walk.path())).body.stage;
    const asked = { person: committee.members[2], reason: '是我的室友' };
    await expectNothingInner({ own: await walk.run('request_recusal', me, asked) });
    await walk.run('rule_recusal', 'committee:chen', {
      ...{ person: 'zhou', granted: false, reason: '查无此事' },
    });
    await walk.run('answer_point', 'officer:ding', { point: 1, answer: '已核实' });
    await decide();
    await expectNothingInner();
    await handOver('decision');
    await expectNothingInner();
    const minutes = await walk.as(me).get(`${walk.path()}/documents/minutes`);
    expect(minutes.status).toBe(404);
    const staff = (await walk.as('auditor:shen').get(walk.path())).body;
    expect(saysHow(staff)).toBe(true);
  });

  it('given an appeal, a remittal and a second decision, then neither the former nor the new votes are told', async () => {
    const appeal = { grounds: ['facts'], text: '不是我' };
    await expectNothingInner({ own: await walk.run('file_appeal', me, appeal) });
    for (const member of ['an', 'bai', 'cui'])
      await walk.run('declare_interest', `appeals:${member}`, { conflict: false });
    const ruling = { result: 'remitted', grounds: ['facts'], reasons: '事实不清' };
    await walk.run('decide_appeal', 'appeals:an', {
      ...{ ...ruling, members: ['an', 'bai', 'cui'], note: SECRET },
    });
    await expectNothingInner();
    await handOver('appeal_decision');
    await decide();
    await expectNothingInner();
    await handOver('decision');
    await walk.pass('appeal');
    await expectNothingInner({ former: true });
  });

  it('given those who judge, then they are named by id; others are coded as in the file', async () => {
    const own = await walk.as(me).get<Record<string, never>>(walk.path());
    expect(own.body).toMatchObject({
      stage: {
        notice: { by: 'wang' },
        committee: { members: MEMBERS, chair: 'chen' },
        decision: { by: 'chen', votes: MEMBERS.map((member) => ({ member })) },
      },
      deliveries: [{ by: 'officer-1' }, {}, {}, {}],
      evidence: [{ addedBy: 'officer-1' }, {}],
    });
    const { items } = (await walk.as(me).get<{ items: object[] }>(`${walk.path()}/history`)).body;
    expect(items).toContainEqual(
      expect.objectContaining({
        type: 'AppealDecided',
        actor: { role: 'appeals', person: 'an' },
        data: expect.objectContaining({ members: ['an', 'bai', 'cui'] }),
      }),
    );
    expect(items).toContainEqual(
      expect.objectContaining({
        type: 'DeliveryRecorded',
        actor: { role: 'officer', person: 'officer-1' },
      }),
    );
  });
});
