import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CaseDesk } from '../../apps/casework/cases/case-desk.js';
import type { ConfirmationContent } from '../../libs/cases/documents.js';
import type { CaseWalk } from '../support/case-walk.js';
import { FullPath } from '../support/full-path.js';
import { OFFERING, openSchool, type School } from '../support/school.js';
import { confirmation, confirmShort, heardShort } from '../support/short-path.js';

interface Shown {
  readonly attention: readonly { readonly code: string }[];
}
interface Line {
  readonly student: string;
  readonly differences: readonly string[];
  readonly instructions?: readonly { readonly kind: string }[];
}

const VOID = { outcome: 'grade_void' };
const NEWS = { sourceClass: 'document', title: '登录记录', text: '曾登录', bearing: 'exculpatory' };

describe('one student, one offering, several cases', () => {
  let school: School;

  const registrar = () => school.server.as('registrar', 'wu');
  const path = async (violation: string, student?: string) => {
    const flagged = await school.flag(violation, true, student);
    await flagged.walk.run('claim', 'officer:li');
    await school.server.idle();
    return { ...flagged, path: new FullPath(flagged.walk) };
  };
  const beside = async (walk: CaseWalk) => {
    await school.server.idle();
    const { attention } = (await walk.now()) as unknown as Shown;
    return attention.filter(({ code }) => code === 'other_result_stands');
  };
  const told = async (walk: CaseWalk) => (await school.messages(walk)).map(({ kind }) => kind);
  const listed = async () =>
    (
      await school.server
        .as('officer', 'li')
        .get<{ items: { id: string }[] }>('/api/v1/cases?attention=other_result_stands')
    ).body.items.map(({ id }) => id);
  const line = async (student: string) =>
    (
      await registrar().get<{ items: Line[] }>(`/api/v1/reconciliation?offering=${OFFERING}`)
    ).body.items.find((one) => one.student === student);
  const answered = async (walk: CaseWalk) => {
    const message = (await school.messages(walk)).at(-1);
    const body = { status: 'accepted', reference: 'R-1', at: await walk.clock() };
    await registrar().post(`/api/v1/outcomes/${message?.id ?? ''}/acknowledgement`, body);
    await school.server.idle();
  };
  const stated = async (student: string, result: string, at: string) => {
    const items = [{ student, offering: OFFERING, result, at }];
    await registrar().put('/api/v1/registry/grades', { items });
  };
  /** The result is given up: new evidence, and the second person confirms nothing. */
  const givenUp = async ({ walk, path: way, student }: Awaited<ReturnType<typeof path>>) => {
    const { evidence } = await walk.run('add_evidence', 'officer:li', NEWS);
    const items = evidence.slice(-1).map(({ id }) => id);
    await walk.run('reopen', 'officer:li', { evidence: items, reason: '登录记录' });
    await heardShort(way, student);
    await confirmShort(way, 'none');
  };

  beforeAll(async () => {
    school = await openSchool(8);
  });
  afterAll(() => school.close());

  it('given a result that stands, then the other case shows it and is refused another; nothing may be confirmed', async () => {
    const first = await path('excessive_absence');
    await heardShort(first.path, first.student);
    await confirmShort(first.path, 'disqualified');
    const second = await path('non_participation', first.student);
    const shown = [{ code: 'other_result_stands', case: first.walk.id, result: 'disqualified' }];
    expect(await beside(second.walk)).toEqual(shown);
    expect(await listed()).toEqual([second.walk.id]);
    expect(await beside(first.walk)).toEqual([]);
    await heardShort(second.path, first.student);
    const refused = await second.walk.post('confirm', 'reviewer:zhao', confirmation('absent_zero'));
    expect(refused).toMatchObject({
      status: 422,
      body: {
        ...{ code: 'guard', guard: 'ResultStands', article: 'policy@default-1#one-result' },
        detail: expect.stringContaining(
          `${first.walk.id} of this student and offering has disqualified`,
        ),
      },
    });
    // The case's own guards come first, and so does its version.
    expect(await second.walk.refusal('confirm', 'reviewer:li', confirmation('absent_zero'))).toBe(
      'ConfirmerIsIssuer',
    );
    const old = { ...confirmation('absent_zero'), expectedVersion: 3 };
    expect(await second.walk.refusal('confirm', 'reviewer:zhao', old)).toBe('409 wrong_version');
    const batch = await school.server.as('reviewer', 'zhao').post('/api/v1/case-batches', {
      ...{ command: 'confirm', payload: confirmation('absent_zero'), dryRun: true },
      items: [{ case: second.walk.id, expectedVersion: (await second.walk.now()).version }],
    });
    expect(batch.body).toMatchObject({ receipts: [{ ok: false, guard: 'ResultStands' }] });
    await confirmShort(second.path, 'none');
    expect(await beside(second.walk)).toEqual([]);
    expect(await told(second.walk)).toEqual(['hold', 'release']);
    // An independent student's cases know nothing of it.
    const third = await path('non_participation');
    expect(await beside(third.walk)).toEqual([]);
    await heardShort(third.path, third.student);
    await confirmShort(third.path, 'absent_zero');
  });

  it('given a violation beside an absence, then the void waits until the absence is given up', async () => {
    const absence = await path('non_participation');
    await heardShort(absence.path, absence.student);
    await confirmShort(absence.path, 'absent_zero');
    await absence.walk.pass('appeal');
    const { walk, student } = await school.flag('exam_impersonation', true, absence.student);
    const violation = new FullPath(walk);
    await violation.heard(student);
    await violation.convene();
    await violation.vote(VOID);
    const decision = await violation.decision(VOID);
    expect(await walk.refusal('decide', 'committee:chen', decision)).toBe('ResultStands');
    await givenUp(absence);
    expect(await told(absence.walk)).toEqual(['hold', 'absent_zero', 'release']);
    expect(await beside(walk)).toEqual([]);
    await walk.run('decide', 'committee:chen', decision);
    await violation.deliver('decision');
    // Another violation may void the same grade: that is the same result.
    const again = await school.flag('content_leak', true, student);
    const same = new FullPath(again.walk);
    await same.heard(student);
    await same.decide(VOID);
    expect(await beside(again.walk)).toEqual([]);
  });

  it('given two confirmed at the same moment, then both show it, reconciliation names it, and one gives way', async () => {
    const first = await path('excessive_absence');
    const second = await path('non_participation', first.student);
    for (const one of [first, second]) await heardShort(one.path, first.student);
    await first.walk.run('confirm', 'reviewer:zhao', confirmation('disqualified'));
    await confirmedMeanwhile(second.walk);
    for (const one of [first, second]) {
      await one.path.deliver('decision');
      await one.walk.pass('appeal');
      await answered(one.walk);
    }
    expect(await beside(first.walk)).toMatchObject([{ case: second.walk.id }]);
    expect(await beside(second.walk)).toMatchObject([{ case: first.walk.id }]);
    const { student } = first;
    for (const result of ['absent_zero', 'disqualified']) {
      await stated(student, result, await first.walk.clock());
      expect(await line(student)).toMatchObject({
        differences: ['results_conflict'],
        sent: { kind: result },
        instructions: [{ kind: 'disqualified' }, { kind: 'absent_zero' }],
      });
    }
    const { body } = await registrar().post<{ receipts: object[] }>(
      `/api/v1/offerings/${OFFERING}/grades/verification`,
      { students: [student] },
    );
    expect(body.receipts).toMatchObject([{ guard: 'BooksDiffer', detail: 'results_conflict' }]);
    await givenUp({ ...second, student });
    await answered(second.walk);
    expect(await beside(first.walk)).toEqual([]);
    expect(await line(student)).toBeUndefined();
  });

  /** Past the question that the edge asks, as one that asked before the other had decided. */
  const confirmedMeanwhile = async (walk: CaseWalk): Promise<void> => {
    const desk = school.server.get(CaseDesk);
    const text = { vault: 'none', sha256: 'ab12', size: 4 };
    const actor = { role: 'reviewer', person: 'zhao' };
    const data: ConfirmationContent = { outcome: 'absent_zero', facts: text, answer: text };
    const command = { type: 'confirm' as const, actor, now: desk.now(), data };
    expect(await desk.run(walk.id, [command], { metadata: { actor } })).toMatchObject({ ok: true });
  };
});
