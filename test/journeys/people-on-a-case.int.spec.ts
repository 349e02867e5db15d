import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseWalk } from '../support/case-walk.js';
import { FullPath } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

interface Listed {
  readonly items: readonly { readonly id: string }[];
}
interface Access {
  readonly case: string;
  readonly part: string;
  readonly actor: { readonly role: string; readonly person: string };
}

describe('people on a case, over HTTP', () => {
  let school: School;

  const reads = async (walk: CaseWalk, who: `${string}:${string}`): Promise<number> =>
    (await walk.as(who).get(walk.path())).status;
  const accesses = async (query: string): Promise<readonly Access[]> =>
    (
      await school.server
        .as('auditor', 'shen')
        .get<{ items: Access[] }>(`/api/v1/access-log?limit=500&${query}`)
    ).body.items;

  beforeAll(async () => {
    school = await openSchool(130);
  });
  afterAll(() => school.close());

  it('given made-up ids and other roles, then nobody puts them on the case', async () => {
    const { walk } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await walk.run('claim', 'officer:li');
    const ghosts = { investigators: ['ghost'] };
    expect(await walk.refusal('open_investigation', 'officer:li', ghosts)).toBe('PersonHasNoPart');
    const other = { investigators: ['zhao'] };
    expect(await walk.refusal('open_investigation', 'officer:li', other)).toBe('PersonHasNoPart');
    const passed = { person: 'ghost', reason: '休假' };
    expect(await walk.refusal('reassign', 'officer:li', passed)).toBe('PersonHasNoPart');
    expect(path.clauses).toHaveLength(2);
  });

  it('given where a case stands, then only those see it whose queue it is in or who sit on it', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.open();
    for (const who of [
      'reviewer:zhao',
      'committee:chen',
      'appeals:an',
      'legal:fang',
      'teacher:t-17',
    ] as const)
      expect([who, await reads(walk, who)]).toEqual([who, 404]);
    expect(await reads(walk, `student:${student}`)).toBe(404);
    expect(await reads(walk, 'admin:root')).toBe(403);
    const [item] = (await walk.now()).evidence;
    const unseen = { evidence: item!.id, reason: '未见其卷' };
    for (const who of ['reviewer:zhao', 'committee:chen'] as const)
      expect(await walk.post('exclude_evidence', who, unseen)).toMatchObject({ status: 404 });
    await path.approve();
    expect(await reads(walk, 'reviewer:zhao')).toBe(200);
    await path.notice();
    expect(await reads(walk, `student:${student}`)).toBe(200);
    expect(await reads(walk, `student:${school.student(0)}`)).toBe(404);
    expect(await reads(walk, 'legal:fang')).toBe(200);
    await walk.run('waive_defence', `student:${student}`);
    expect(await reads(walk, 'committee:chen')).toBe(200);
    await path.decide({ outcome: 'grade_void' });
    // Who sat keeps the case in sight; who never did does not.
    expect(await reads(walk, 'committee:sun')).toBe(200);
    expect(await reads(walk, 'committee:stranger')).toBe(404);
    expect(await reads(walk, 'appeals:an')).toBe(404);
  });

  it('given a decided case, then it shows who did what, and that no one was two things', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.heard(student);
    await path.decide({ outcome: 'grade_void' });
    const { people } = (await walk.now()) as unknown as {
      people: {
        acts: { person: string; relations: string[]; did: { act: string; times: number }[] }[];
        separation: { rule: string; persons: string[]; apartFrom: string[]; both: string[] }[];
      };
    };
    const li = people.acts.find(({ person }) => person === 'li');
    expect(li?.relations).toEqual(['assignee', 'investigator']);
    expect(li?.did).toContainEqual(expect.objectContaining({ act: 'EvidenceAdded', times: 2 }));
    expect(people.separation).toMatchObject([
      { rule: 'ReviewerIsInvestigator', persons: ['zhao'], apartFrom: ['li', 'wang'], both: [] },
      { rule: 'CommitteeMemberConflicted', apartFrom: ['li', 'wang', 't-17'], both: [] },
    ]);
    const own = await walk.as(`student:${student}`).get<Record<string, unknown>>(walk.path());
    expect(own.body).not.toHaveProperty('people');
  });

  it('given reads of every part, then the auditor finds each by case and by person', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.open();
    await path.approve();
    await path.notice();
    const id = await path.attachment();
    for (const part of ['', '/history', '/evidence', `/attachments/${id}`, '/file?profile=panel'])
      expect((await walk.as('officer:wang').get(`${walk.path()}${part}`)).status).toBe(200);
    await walk.as(`student:${student}`).get(walk.path());
    const byPerson = await accesses(`case=${walk.id}&person=wang`);
    expect(byPerson.map(({ part }) => part)).toEqual([
      'case',
      'history',
      'evidence',
      'attachment',
      'file',
    ]);
    const byStudent = await accesses(`person=${student}`);
    expect(byStudent).toMatchObject([{ case: walk.id, part: 'case', actor: { person: student } }]);
    expect((await walk.as('officer:li').get('/api/v1/access-log')).status).toBe(403);
    // What one may not see leaves no trace of a read.
    await walk.as('appeals:an').get(walk.path());
    expect(await accesses(`case=${walk.id}&person=an`)).toEqual([]);
  });

  it('given a group, then links are read from both sides, and evidence is shared by its hash', async () => {
    const one = await school.flag('proxy_attendance');
    const two = await school.flag('proxy_attendance');
    const path = new FullPath(one.walk);
    await path.open();
    await new FullPath(two.walk).open();
    const nowhere = { cases: ['2026-999999'], reason: '同一设备' };
    expect(await one.walk.refusal('link', 'officer:li', nowhere)).toBe('UnknownReference');
    await one.walk.run('link', 'officer:li', { cases: [two.walk.id], reason: '同一设备' });
    await school.server.idle();
    expect((await two.walk.now()) as unknown).toMatchObject({ links: [one.walk.id] });
    const shared = { case: one.walk.id, evidence: 'E-001' };
    const item = { sourceClass: 'exam_log', title: '共享日志', bearing: 'inculpatory', shared };
    await two.walk.run('add_evidence', 'officer:li', item);
    const evidenceOf = async (walk: CaseWalk) =>
      (await walk.as('officer:li').get<{ items: { sha256: string }[] }>(`${walk.path()}/evidence`))
        .body.items;
    const [original] = await evidenceOf(one.walk);
    expect((await evidenceOf(two.walk)).at(-1)).toMatchObject({ sha256: original?.sha256, shared });
    expect(await two.walk.refusal('add_evidence', 'officer:li', item)).toBe('WrongState');
    // Each student has a finding of their own.
    await path.approve();
    expect([(await one.walk.now()).status, (await two.walk.now()).status]).toEqual([
      'finding_review',
      'investigating',
    ]);
    const other = new FullPath(two.walk);
    await other.approve();
    const evidence = (await two.walk.now()).evidence.map(({ id }) => id);
    await two.walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: other.clauses, rights: ['statement', 'defence'] },
      ...{ evidence, proposed: { outcome: 'grade_void' } },
    });
    for (const part of ['', '/history', '/evidence']) {
      const me = two.walk.as(`student:${two.student}`);
      const { status, body } = await me.get(`${two.walk.path()}${part}`);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toContain(one.walk.id);
      expect(JSON.stringify(body).includes('共享日志')).toBe(part !== '/history');
    }
  });

  it('given a hundred cases, then a batch runs every guard, a dry run changes nothing, each has a receipt', async () => {
    const walks: CaseWalk[] = [];
    for (let count = 0; count < 110; count += 1)
      walks.push((await school.flag('course_brushing')).walk);
    const [first] = walks as [CaseWalk];
    await first.run('claim', 'officer:wang');
    await school.server.idle();
    const items = walks.map(({ id }, index) => ({
      case: id,
      expectedVersion: index === 0 ? 3 : 2,
    }));
    const officer = school.server.as('officer', 'li');
    type Receipts = { receipts: { case: string; ok: boolean; guard?: string; version?: number }[] };
    const run = (dryRun: boolean) =>
      officer.post<Receipts>('/api/v1/case-batches', {
        command: 'claim',
        payload: {},
        items,
        dryRun,
      });
    const tried = (await run(true)).body.receipts;
    expect(tried.filter(({ ok }) => ok)).toHaveLength(109);
    expect(tried[0]).toMatchObject({ ok: false, guard: 'WrongState' });
    expect(await walks[1]?.now()).toMatchObject({ status: 'flagged', version: 2 });
    const done = (await run(false)).body.receipts;
    expect(done).toEqual(tried);
    expect(await walks[109]?.now()).toMatchObject({ status: 'triage', version: 3 });
    const again = (await run(false)).body.receipts;
    expect(again.filter(({ ok }) => ok)).toHaveLength(0);
  });

  it('given a list of cases, then nobody finds there what the case itself would hide', async () => {
    const reviewer = school.server.as('reviewer', 'zhao');
    const { body } = await reviewer.get<Listed>('/api/v1/cases?limit=500');
    expect(body.items.length).toBeGreaterThan(0);
    for (const { id } of body.items)
      expect((await reviewer.get(`/api/v1/cases/${id}`)).status).toBe(200);
    const stranger = school.server.as('committee', 'stranger');
    const queue = (await stranger.get<Listed>('/api/v1/cases?limit=500')).body.items;
    for (const { id } of queue)
      expect((await stranger.get(`/api/v1/cases/${id}`)).status).toBe(200);
  });
});
