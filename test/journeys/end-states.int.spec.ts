import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CaseWalk } from '../support/case-walk.js';
import { CONDUCT, FullPath } from '../support/full-path.js';
import { confirmShort, heardShort, RESULT } from '../support/short-path.js';
import { openSchool, type School } from '../support/school.js';

interface Journey {
  readonly name: string;
  readonly violation?: string;
  readonly enrolled?: boolean;
  readonly level?: string;
  readonly part?: string;
  readonly way: (path: FullPath, student: string, school: School) => Promise<unknown>;
  readonly ends: string;
  readonly told: readonly string[];
}

const VOID = { outcome: 'grade_void' };
const DEMERIT = { ...VOID, level: 'demerit', periodMonths: 6 };

/** The registry and the student file both confirm the last message. */
const execute = async ({ walk }: FullPath, school: School): Promise<void> => {
  const last = (await school.messages(walk)).at(-1);
  const answer = { status: 'accepted', reference: 'R-1', at: await walk.clock() };
  const path = `/api/v1/outcomes/${String(last?.id)}/acknowledgement`;
  expect(await walk.as('registrar:wu').post(path, answer)).toMatchObject({ status: 200 });
  await school.server.idle();
};
const file = ({ walk }: FullPath, fileReference: string) =>
  walk.run('acknowledge_execution', 'registrar:wu', { fileReference });

const FULL: readonly Journey[] = [
  {
    name: 'a false alarm',
    way: async ({ walk }) => {
      await walk.run('claim', 'officer:li');
      await walk.run('dismiss', 'officer:li', { reason: 'false_positive' });
    },
    ...{ ends: 'dismissed', told: [] },
  },
  {
    name: 'nothing established, so the reviewer agrees',
    way: async (path) => {
      await path.open();
      await path.approve({ established: false, proposed: { outcome: 'not_established' } });
    },
    ...{ ends: 'dismissed', told: [] },
  },
  {
    name: 'a vendor that was asked to preserve its log, and retracts after the notice',
    way: async (path) => {
      const { walk } = path;
      await path.open();
      const question = { on: 'vendor', question: '请保存原始日志', hold: true };
      expect(await walk.run('await', 'officer:li', question)).toMatchObject({
        status: 'awaiting_vendor',
      });
      await walk.run('resume', 'officer:li');
      await path.approve();
      await path.notice();
      await walk.run('suspend', 'officer:li', { reason: '等待平台答复' });
      await walk.run('withdraw', 'officer:li', { reason: '平台回滚', reference: '函〔2026〕7' });
    },
    ...{ ends: 'withdrawn', told: ['hold', 'release'] },
  },
  {
    name: 'a committee that finds nothing',
    way: async (path, student) => {
      await path.heard(student);
      await path.decide({ outcome: 'not_established' });
      await path.walk.pass('appeal');
    },
    ...{ ends: 'final', told: ['hold', 'release'] },
  },
  {
    name: 'an irregularity that is no violation of art. 24',
    way: async (path, student) => {
      await path.heard(student);
      await path.convene();
      await path.vote({ outcome: 'education_only' });
      const established = await path.decision({ outcome: 'education_only' });
      expect(await path.walk.refusal('decide', 'committee:chen', established)).toBe(
        'ArticleRequiresGradeVoid',
      );
      const irregular = await path.decision({ outcome: 'education_only', clauses: [CONDUCT] });
      await path.walk.run('decide', 'committee:chen', irregular);
      await path.deliver('decision');
      await path.walk.pass('appeal');
    },
    ...{ ends: 'final', told: ['hold', 'release', 'none'] },
  },
  {
    name: 'a void grade that registry and student file confirm',
    way: async (path, student, school) => {
      await path.heard(student);
      await path.decide(VOID);
      await path.walk.pass('appeal');
      await execute(path, school);
      await file(path, '档-7');
    },
    ...{ ends: 'executed', told: ['hold', 'grade_void'] },
  },
  {
    name: 'a demerit that is lifted after its period',
    level: 'demerit',
    way: async (path, student, school) => {
      const { walk } = path;
      await path.heard(student);
      await path.decide(DEMERIT);
      await walk.pass('appeal');
      await execute(path, school);
      expect(await file(path, '档-8')).toMatchObject({ status: 'sanction_running' });
      const lifting = { lifted: true, reason: '表现良好' };
      expect(await walk.refusal('lift_sanction', 'committee:chen', lifting)).toBe('DeadlineFloor');
      await walk.pass('lifting_review');
      expect(await walk.run('lift_sanction', 'committee:chen', lifting)).toMatchObject({
        status: 'lifted',
      });
      await path.deliver('lifting');
      await file(path, '档-9');
    },
    ...{ ends: 'archived', told: ['hold', 'grade_void demerit'] },
  },
  {
    name: 'an expulsion, with its reviews',
    ...{ violation: 'exam_impersonation', level: 'expulsion' },
    way: async (path, student, school) => {
      const { walk } = path;
      const aim = { ...VOID, level: 'expulsion' };
      await path.heard(student);
      await path.convene();
      await path.vote(aim);
      const decision = await path.decision(aim);
      expect(await walk.refusal('decide', 'committee:chen', decision)).toBe('LegalReviewMissing');
      await reviewed(walk);
      expect(await walk.refusal('decide', 'committee:chen', decision)).toBe(
        'PresidentsMeetingMissing',
      );
      const meeting = { heldAt: await walk.clock(), resolution: '同意' };
      const attachment = await path.attachment();
      await walk.run('record_presidents_meeting', 'committee:chen', { ...meeting, attachment });
      await walk.run('decide', 'committee:chen', decision);
      await path.deliver('decision');
      await walk.pass('appeal');
      await execute(path, school);
      await file(path, '档-10');
    },
    ...{ ends: 'executed', told: ['hold', 'grade_void expulsion'] },
  },
  {
    name: 'an organiser without a grade in the course, who is also referred',
    ...{ enrolled: false, level: 'probation', part: 'organiser' },
    way: async (path, student) => {
      const { walk } = path;
      await path.heard(student);
      await walk.run('refer', 'officer:li', { authority: '公安机关', reason: '组织代考' });
      await reviewed(walk);
      await path.decide({ ...VOID, level: 'probation', periodMonths: 12 });
      await walk.pass('appeal');
    },
    ...{ ends: 'final', told: ['hold', 'none probation'] },
  },
  {
    name: 'an appeal that is upheld, and no further one',
    way: async (path, student) => {
      await path.heard(student);
      await path.decide(VOID);
      await path.appeal(student, 'upheld');
      await path.walk.pass('provincial_appeal');
    },
    ...{ ends: 'final', told: ['hold', 'grade_void'] },
  },
  {
    name: 'a remitted appeal, after which the school decides anew and never heavier',
    level: 'demerit',
    way: async (path, student) => {
      const { walk } = path;
      await path.heard(student);
      await path.decide({ ...VOID, level: 'warning', periodMonths: 6 });
      await path.appeal(student, 'remitted');
      await path.convene();
      expect(await walk.refusal('vote', 'committee:sun', { ...VOID, level: 'demerit' })).toBe(
        'DecisionExceedsNotice',
      );
      await path.vote(VOID);
      await walk.run('decide', 'committee:chen', await path.decision(VOID));
      await path.deliver('decision');
      await walk.pass('appeal');
    },
    ...{ ends: 'final', told: ['hold', 'grade_void'] },
  },
  {
    name: 'a decision that the province revokes',
    way: async (path, student) => {
      await path.heard(student);
      await path.decide(VOID);
      await path.appeal(student, 'upheld');
      await path.province(student, 'revoke');
    },
    ...{ ends: 'revoked', told: ['hold', 'release reversal'] },
  },
  {
    name: 'a decision that the province has the school change',
    way: async (path, student) => {
      await path.heard(student);
      await path.decide(VOID);
      await path.appeal(student, 'upheld');
      expect(await path.province(student, 'change')).toMatchObject({ status: 'remitted' });
      await path.decide({ outcome: 'not_established' });
      await path.walk.pass('appeal');
    },
    ...{ ends: 'final', told: ['hold', 'release reversal'] },
  },
  {
    name: 'a dismissed case that new evidence opens again, to be dismissed again',
    way: async ({ walk }) => {
      await walk.run('claim', 'officer:li');
      const item = {
        sourceClass: 'statement',
        title: '举报',
        text: '同学举报',
        bearing: 'inculpatory',
      };
      await walk.run('add_evidence', 'officer:li', item);
      await walk.run('dismiss', 'officer:li', { reason: 'insufficient' });
      const old = { evidence: ['E-001'], reason: '再查' };
      expect(await walk.refusal('reopen', 'officer:li', old)).toBe('ReasonMissing');
      await walk.run('add_evidence', 'officer:li', item);
      await walk.run('reopen', 'officer:li', { ...old, evidence: ['E-002'] });
      await walk.run('dismiss', 'officer:li', { reason: 'vendor_error' });
    },
    ...{ ends: 'dismissed', told: [] },
  },
];

/** The short path up to a confirmation in the student's hands. */
const confirmAs = async (path: FullPath, student: string, outcome: string): Promise<void> => {
  await path.walk.run('claim', 'officer:li');
  await heardShort(path, student);
  await confirmShort(path, outcome);
};

const SHORT: readonly Journey[] = (['excessive_absence', 'non_participation'] as const).flatMap(
  (violation): Journey[] => {
    const result = RESULT[violation];
    return [
      {
        ...{ name: `${violation}: confirmed and carried out`, violation },
        way: async (path, student, school) => {
          await confirmAs(path, student, result);
          await path.walk.pass('appeal');
          await execute(path, school);
        },
        ...{ ends: 'executed', told: ['hold', result] },
      },
      {
        ...{ name: `${violation}: the objection convinces`, violation },
        way: async (path, student) => {
          await confirmAs(path, student, 'none');
          await path.walk.pass('appeal');
        },
        ...{ ends: 'final', told: ['hold', 'release'] },
      },
      {
        ...{ name: `${violation}: upheld on appeal`, violation },
        way: async (path, student) => {
          await confirmAs(path, student, result);
          await path.appeal(student, 'upheld');
          await path.walk.pass('provincial_appeal');
        },
        ...{ ends: 'final', told: ['hold', result] },
      },
      {
        ...{ name: `${violation}: remitted on appeal and given up`, violation },
        way: async (path, student) => {
          await confirmAs(path, student, result);
          await path.appeal(student, 'remitted');
          await confirmShort(path, 'none');
          await path.walk.pass('appeal');
        },
        ...{ ends: 'final', told: ['hold', 'release reversal'] },
      },
    ];
  },
);

const reviewed = async (walk: CaseWalk): Promise<void> => {
  await walk.run('declare_interest', 'legal:fang', { conflict: false });
  await walk.run('record_legal_review', 'legal:fang', { passed: true, opinion: '程序合法' });
};

describe('every family to each of its ends, over HTTP', () => {
  let school: School;

  beforeAll(async () => {
    school = await openSchool(FULL.length + SHORT.length);
  });
  afterAll(() => school.close());

  const toldOf = async (walk: CaseWalk): Promise<readonly string[]> =>
    (await school.messages(walk)).map(({ kind, level, reversalOf }) =>
      [kind, level, reversalOf && 'reversal'].filter(Boolean).join(' '),
    );

  it.each([...FULL, ...SHORT].map((journey) => [journey.name, journey] as const))(
    '%s',
    async (_, { violation = 'course_brushing', enrolled, level, part, way, ends, told }) => {
      const { walk, student } = await school.flag(violation, enrolled);
      const path = new FullPath(walk, level, part);
      await way(path, student, school);
      await school.server.idle();
      expect(await walk.now()).toMatchObject({ status: ends });
      expect(await toldOf(walk)).toEqual(told);
      const { people } = (await walk.now()) as unknown as {
        people: { separation: { both: string[]; undeclared: string[] }[] };
      };
      for (const { both, undeclared } of people.separation)
        expect([both, undeclared]).toEqual([[], []]);
    },
  );
});
