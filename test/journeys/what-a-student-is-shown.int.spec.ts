import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { evidenceOf } from '../support/case-steps.js';
import { FullPath } from '../support/full-path.js';
import { openSchool, type School } from '../support/school.js';

interface Own {
  readonly attachments: readonly { readonly id: string }[];
  readonly consents: readonly { readonly given: boolean; readonly address: string }[];
}

const mail = {
  document: 'notice',
  method: 'electronic',
  delivered: true,
  whyNotFormer: '在外实习',
};
const received = { proof: { text: '邮件已阅回执' } };

describe('delivery by mail and attachments, over HTTP', () => {
  let school: School;

  beforeAll(async () => {
    school = await openSchool(131);
  });
  afterAll(() => school.close());

  it('given electronic delivery, then it counts on the recorded consent alone; attachments show as far as they concern the student', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.open();
    await path.approve();
    await walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: path.clauses, rights: ['statement', 'defence'] },
      ...{ evidence: ['E-001'], proposed: { outcome: 'grade_void' } },
    });
    const internal = await path.attachment();
    const paper = await path.attachment();
    const now = { deliveredAt: await walk.clock() };
    const alone = { ...mail, ...now, proof: { attachment: paper } };
    expect(await walk.refusal('record_delivery', 'officer:li', alone)).toBe('DeliveryProofMissing');
    const signed = { given: true, attachment: paper, onBehalfOf: student };
    expect(await walk.refusal('consent_delivery', 'officer:li', signed)).toBe('ReasonMissing');
    await walk.run('consent_delivery', 'officer:li', { ...signed, address: 'a@example.edu.cn' });
    const sent = { ...mail, ...received, deliveredAt: await walk.clock() };
    await walk.run('record_delivery', 'officer:li', sent);

    const own = (await walk.as(`student:${student}`).get<Own>(walk.path())).body;
    expect(own.consents).toMatchObject([{ given: true, address: 'a@example.edu.cn' }]);
    expect(own.attachments.map(({ id }) => id)).toEqual([paper]);
    const mine = await path.attachment(`student:${student}`);
    const again = (await walk.as(`student:${student}`).get<Own>(walk.path())).body;
    expect(again.attachments.map(({ id }) => id)).toEqual([paper, mine]);
    const file = async (id: string, who: `${string}:${string}`) =>
      (await walk.as(who).get(`${walk.path()}/attachments/${id}`)).status;
    expect(await file(internal, `student:${student}`)).toBe(404);
    expect(await file(paper, `student:${student}`)).toBe(200);
    expect(await file(mine, `student:${student}`)).toBe(200);
    expect(await file(internal, 'officer:li')).toBe(200);
  });

  it('given a file said to hold others’ data, then the student learns that it is there and not what it holds', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.open();
    const talk = await path.attachment('officer:li', 'true');
    await walk.run('add_evidence', 'officer:li', {
      ...{ sourceClass: 'interview', title: '同学谈话', bearing: 'inculpatory', attachment: talk },
    });
    await path.approve();
    const evidence = await evidenceOf(walk);
    await walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: path.clauses, rights: ['statement', 'defence'] },
      ...{ evidence, proposed: { outcome: 'grade_void' } },
    });
    const own = (await walk.as(`student:${student}`).get<Own>(walk.path())).body;
    expect(own.attachments).toMatchObject([{ id: talk, thirdParty: true }]);
    const status = async (who: `${string}:${string}`) =>
      (await walk.as(who).get(`${walk.path()}/attachments/${talk}`)).status;
    expect([await status(`student:${student}`), await status('officer:li')]).toEqual([404, 200]);
    await expect(path.attachment('officer:li', 'perhaps')).rejects.toThrow('/thirdParty');
  });

  it('given a student names a file of the office in a paper of their own, then it is refused, and none is opened by it', async () => {
    const { walk, student } = await school.flag('course_brushing');
    const path = new FullPath(walk);
    await path.open();
    const talk = await path.attachment('officer:li', 'true');
    const notes = await path.attachment();
    await path.approve();
    await walk.run('issue_notice', 'officer:wang', {
      ...{ facts: '经查实', clauses: path.clauses, rights: ['statement', 'defence'] },
      ...{ evidence: ['E-001'], proposed: { outcome: 'grade_void' } },
    });
    const sent = { document: 'notice', method: 'direct', delivered: true };
    const given = { ...sent, ...received, deliveredAt: await walk.clock() };
    await walk.run('record_delivery', 'officer:li', given);
    const me = `student:${student}` as const;
    for (const file of [talk, notes]) {
      const said = { points: ['见附件'], final: false, attachments: [file] };
      expect(await walk.refusal('file_statement', me, said)).toBe('UnknownReference');
      expect((await walk.as(me).get(`${walk.path()}/attachments/${file}`)).status).toBe(404);
    }
    const mine = await path.attachment(me);
    const said = { points: ['见附件'], final: false, attachments: [mine] };
    await walk.run('file_statement', me, said);
    const handed = { onBehalfOf: student, attachment: notes };
    await walk.run('file_statement', 'officer:li', { ...said, ...handed });
    expect((await walk.as(me).get(`${walk.path()}/attachments/${notes}`)).status).toBe(200);
  });
});
