import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FullPath } from '../support/full-path.js';
import { OFFERING, openSchool, type School } from '../support/school.js';

interface Line {
  readonly student: string;
  readonly differences: readonly string[];
}

describe('a registry that accepts a decision and says that the grade stands', () => {
  let school: School;

  const registrar = () => school.server.as('registrar', 'wu');
  const clock = async () =>
    (await registrar().get<{ now: string }>('/api/v1/dev/clock')).body.now ?? '';
  const answer = async (outcome: string, more: object) => {
    const body = { status: 'accepted', reference: 'R-1', ...more };
    const { status } = await registrar().post(`/api/v1/outcomes/${outcome}/acknowledgement`, body);
    await school.server.idle();
    return status;
  };
  const stated = async (student: string, result: string, more: object = {}) => {
    const items = [{ student, offering: OFFERING, result, at: await clock(), ...more }];
    await registrar().put('/api/v1/registry/grades', { items });
    await school.server.idle();
  };
  const differences = async (student: string) =>
    (
      await registrar().get<{ items: Line[] }>(`/api/v1/reconciliation?offering=${OFFERING}`)
    ).body.items.find((line) => line.student === student)?.differences ?? [];
  const verified = async (student: string) =>
    (
      await registrar().post<{ receipts: { guard?: string }[] }>(
        `/api/v1/offerings/${OFFERING}/grades/verification`,
        { students: [student] },
      )
    ).body.receipts.map(({ guard }) => guard ?? 'verified');

  /** A void that is final and entered in the student file; the registry accepted it, with grade 60. */
  const contradicted = async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.heard(student);
    await path.decide({ outcome: 'grade_void' });
    await walk.pass('appeal');
    const [, decision] = await school.messages(walk);
    const id = decision?.id ?? '';
    const at = await clock();
    expect(await answer(id, { at, grade: 60 })).toBe(200);
    await walk.run('acknowledge_execution', 'registrar:wu', { fileReference: '档-7' });
    expect(await walk.now()).toMatchObject({ status: 'final' });
    return { walk, student, id, at };
  };

  beforeAll(async () => {
    school = await openSchool(4);
  });
  afterAll(() => school.close());

  it('given a later answer that agrees, then the case is executed, and no third answer is taken', async () => {
    const { walk, student, id, at } = await contradicted();
    await stated(student, 'passed', { grade: 60 });
    expect(await differences(student)).toEqual(['acknowledged_otherwise', 'outcome_not_applied']);
    expect(await verified(student)).toEqual(['BooksDiffer']);
    expect(await answer(id, { at, grade: 60 })).toBe(200);
    expect(await answer(id, { at, grade: 0 })).toBe(200);
    expect(await walk.now()).toMatchObject({ status: 'executed' });
    expect(await answer(id, { at, grade: 0 })).toBe(200);
    expect(await answer(id, { at, grade: 60 })).toBe(422);
    expect(await differences(student)).toEqual(['outcome_not_applied']);
    await stated(student, 'grade_void');
    expect(await differences(student)).toEqual([]);
    expect(await verified(student)).toEqual(['verified']);
  });

  it('given a record that shows the void since, then it counts as much; the answer may still follow', async () => {
    const { walk, student, id, at } = await contradicted();
    const before = { at: '2026-03-02T09:00:00+08:00' };
    await stated(student, 'grade_void', before);
    expect(await differences(student)).toEqual(['acknowledged_otherwise']);
    await stated(student, 'absent_zero');
    expect(await differences(student)).toEqual(['acknowledged_otherwise', 'result_mixed']);
    expect(await walk.now()).toMatchObject({ status: 'final' });
    await stated(student, 'grade_void');
    expect(await differences(student)).toEqual([]);
    expect(await walk.now()).toMatchObject({ status: 'executed' });
    expect(await verified(student)).toEqual(['verified']);
    const { version } = await walk.now();
    expect(await answer(id, { at })).toBe(200);
    expect((await walk.now()).version).toBe(version);
  });
});
