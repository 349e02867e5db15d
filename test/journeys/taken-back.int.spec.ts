import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FullPath, PANEL } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

interface Entry {
  readonly case: string;
  readonly state: string;
}

const VOID = { outcome: 'grade_void' };
const WARNING = { ...VOID, level: 'warning', periodMonths: 6 };
const NEWS = {
  sourceClass: 'document',
  title: '平台来函',
  text: '日志有误',
  bearing: 'exculpatory',
};

describe('a decision that is taken back after it was carried out', () => {
  let school: School;

  const registrar = () => school.server.as('registrar', 'wu');
  const entries = async (query: string) =>
    (await registrar().get<{ items: Entry[] }>(`/api/v1/student-file?${query}`)).body.items;
  const told = async ({ walk }: FullPath) =>
    (await school.messages(walk)).map(({ kind, level, reversalOf }) =>
      [kind, level, reversalOf?.replace(walk.id, '')].filter(Boolean).join(' '),
    );
  const file = ({ walk }: FullPath, fileReference: string) =>
    walk.run('acknowledge_execution', 'registrar:wu', { fileReference });

  /** Final, carried out by the registry, entered in the student's file. */
  const executed = async (level?: string) => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk, level);
    await path.heard(student);
    await path.decide(level === undefined ? VOID : WARNING);
    await path.appeal(student, 'upheld');
    const filedAt = await walk.clock();
    await walk.pass('provincial_appeal');
    const body = { status: 'accepted', reference: 'R-1', at: await walk.clock() };
    await school.server.idle();
    await registrar().post(`/api/v1/outcomes/${walk.id}-2/acknowledgement`, body);
    await school.server.idle();
    await file(path, '档-1');
    return { path, walk, student, filedAt };
  };
  /** The province has the school decide anew, on a paper that had come in time. */
  const remitted = async (level?: string) => {
    const all = await executed(level);
    const { path, walk, student, filedAt } = all;
    const scan = await path.attachment();
    const paper = { onBehalfOf: student, attachment: scan };
    await walk.run('file_provincial_appeal', 'officer:li', { filedAt, ...paper });
    const ruling = { result: 'redo', ground: '省教育厅复查', receivedAt: await walk.clock() };
    const attachment = await path.attachment('appeals:an');
    await walk.run('decide_provincial_appeal', 'appeals:an', { ...ruling, attachment });
    return all;
  };
  const decideAnew = async (
    { path, walk }: { path: FullPath; walk: FullPath['walk'] },
    aim: object,
  ) => {
    await path.convene();
    await path.vote(aim as typeof VOID);
    await walk.run('decide', 'committee:chen', await path.decision(aim as typeof VOID));
  };

  beforeAll(async () => {
    school = await openSchool(8);
  });
  afterAll(() => school.close());

  it('given new evidence, then decision and entry stand while the case is open again, and go when it is dismissed', async () => {
    const { path, walk, student } = await executed();
    const evidence = await walk.run('add_evidence', 'officer:li', NEWS);
    const item = evidence.evidence.at(-1)?.id ?? '';
    await walk.run('reopen', 'officer:li', { evidence: [item], reason: '日志有误' });
    expect(await walk.now()).toMatchObject({ status: 'triage', outcome: VOID_SHOWN });
    const listed = await registrar().get<{ items: unknown[] }>(
      `/api/v1/student-file?student=${student}`,
    );
    expect(listed.body.items).toMatchObject([{ state: 'entered', fileReference: '档-1' }]);
    expect(
      await walk.refusal('acknowledge_execution', 'registrar:wu', { fileReference: '档-2' }),
    ).toBe('WrongState');
    await walk.run('open_investigation', 'officer:li', { investigators: ['wang'] });
    await path.approve({ established: false, proposed: { outcome: 'not_established' } });
    expect(await walk.now()).toMatchObject({ status: 'dismissed', outcome: null });
    expect(await told(path)).toEqual(['hold', 'grade_void', 'release -2']);
    expect(await entries(`student=${student}`)).toMatchObject([{ state: 'withdraw' }]);
    expect((await entries('state=withdraw')).map((one) => one.case)).toEqual([walk.id]);
    await file(path, '档-2');
    expect(await entries('state=withdraw')).toEqual([]);
    expect(await entries(`student=${student}`)).toMatchObject([
      { state: 'withdrawn', fileReference: '档-1', withdrawalReference: '档-2' },
    ]);
  });

  it('given an appeal that succeeds, then the grade comes back with the new decision, not when that is final', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.heard(student);
    await path.decide(VOID);
    const receivedAt = await walk.clock();
    await walk.pass('appeal');
    expect(await told(path)).toEqual(['hold', 'grade_void']);
    const paper = { onBehalfOf: student, attachment: await path.attachment(), receivedAt };
    await walk.run('file_appeal', 'officer:li', { grounds: ['facts'], text: '不是我', ...paper });
    for (const member of PANEL)
      await walk.run('declare_interest', `appeals:${member}`, { conflict: false });
    const ruling = { result: 'remitted', recommend: 'revoke', grounds: ['facts'], members: PANEL };
    await walk.run('decide_appeal', 'appeals:an', { ...ruling, reasons: '已复核' });
    await decideAnew({ path, walk }, { outcome: 'not_established' });
    expect(await walk.now()).toMatchObject({ status: 'decided' });
    expect(await told(path)).toEqual(['hold', 'grade_void', 'release -2']);
    await path.deliver('decision');
    await walk.pass('appeal');
    expect(await told(path)).toEqual(['hold', 'grade_void', 'release -2']);
  });

  it('given the province has it decided anew, then the same, and the entry goes at once', async () => {
    const { path, walk, student } = await remitted();
    expect(await entries(`student=${student}`)).toMatchObject([{ state: 'entered' }]);
    await decideAnew({ path, walk }, { outcome: 'not_established' });
    expect(await told(path)).toEqual(['hold', 'grade_void', 'release -2']);
    expect(await entries(`student=${student}`)).toMatchObject([{ state: 'withdraw' }]);
    await file(path, '档-2');
    expect(await entries(`student=${student}`)).toMatchObject([{ state: 'withdrawn' }]);
  });

  it('given a milder decision that still takes the grade, then it waits until it is final, and replaces both', async () => {
    const { path, walk, student } = await remitted('warning');
    await decideAnew({ path, walk }, VOID);
    await path.deliver('decision');
    expect(await told(path)).toEqual(['hold', 'grade_void warning']);
    expect(await entries(`student=${student}`)).toMatchObject([{ state: 'entered' }]);
    await walk.pass('appeal');
    expect(await told(path)).toEqual(['hold', 'grade_void warning', 'grade_void -2']);
    expect(await entries(`student=${student}`)).toMatchObject([
      { state: 'withdraw', level: 'warning' },
      { state: 'due' },
    ]);
    await file(path, '档-2');
    expect(await entries(`student=${student}`)).toMatchObject([
      { state: 'withdrawn', withdrawalReference: '档-2' },
      { state: 'entered', fileReference: '档-2' },
    ]);
  });
});

const VOID_SHOWN = { kind: 'grade_void' };
