import { describe, expect, it } from '@jest/globals';
import {
  ART19,
  committee,
  CONTEXT,
  DAY,
  delivery,
  evidence,
  FINDING,
  HOUR,
  machine,
  NOTHING,
  NOTICE,
  officer,
  reviewer,
  SIGNAL,
  student,
  STUDENT,
  text,
  withLevel,
} from '../testing/journey.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');

describe('the notice', () => {
  it('needs an approved finding', () => {
    caseAt('finding_review').refuses('WrongState', li, 'issue_notice', NOTICE);
    caseAt('investigating').refuses('WrongState', li, 'issue_notice', NOTICE);
    expect(caseAt('notice_issued').case.facts.noticed).toBe(true);
  });

  it.each([
    ['facts', { facts: NOTHING }],
    ['evidence', { evidence: [] }],
    ['a clause', { clauses: [] }],
    ['a clause in force', { clauses: [...NOTICE.clauses, 'qhnu-online@9#24'] }],
    ['the item of an article that has items', { clauses: [...NOTICE.clauses, ART19] }],
    ['a proposed outcome', { proposed: { outcome: 'not_established' as const } }],
    ['the right to defend oneself', { rights: ['statement' as const] }],
  ])('is incomplete without %s', (_, lacking) => {
    caseAt('approved').refuses('NoticeIncomplete', li, 'issue_notice', { ...NOTICE, ...lacking });
  });

  it('names the item where the article has items, and none where it has none', () => {
    const clauses = [...NOTICE.clauses, `${ART19}-4`];
    caseAt('approved').do(li, 'issue_notice', { ...NOTICE, clauses });
    caseAt('approved').do(li, 'issue_notice', NOTICE);
  });

  it('names no evidence against the student that came after the approval', () => {
    const journey = caseAt('approved').advance(HOUR);
    const [id] = NOTICE.evidence;
    journey.do(li, 'add_evidence', evidence());
    const late = journey.case.facts.evidence.at(-1)?.id ?? '';
    journey.refuses('NoticeIncomplete', li, 'issue_notice', {
      ...NOTICE,
      evidence: [id ?? '', late],
    });
    journey.do(li, 'issue_notice', NOTICE);
  });

  it('rests on evidence that holds something beside a title', () => {
    const journey = caseAt('investigating');
    journey.do(li, 'add_evidence', evidence({ events: [], signals: [], text: NOTHING }));
    const empty = journey.case.facts.evidence.at(-1)?.id ?? '';
    journey.do(li, 'submit_finding', { ...FINDING, evidence: [empty] });
    journey.do(reviewer, 'declare_interest', { conflict: false });
    journey.do(reviewer, 'approve_finding', {});
    journey.refuses('NoticeIncomplete', li, 'issue_notice', { ...NOTICE, evidence: [empty] });
  });

  it('stays within the approved finding', () => {
    const journey = caseAt('approved');
    const more = withLevel('warning').notice;
    journey.refuses('NoticeIncomplete', li, 'issue_notice', more);
    const level = caseAt('approved', { level: 'demerit' });
    level.do(li, 'issue_notice', more);
  });

  it('proposes a level only on a clause that grounds it, from two classes of source', () => {
    const { notice } = withLevel('warning');
    const journey = caseAt('approved', { level: 'warning' });
    const bare = { ...notice, clauses: NOTICE.clauses };
    journey.refuses('NoBasisForLevel', li, 'issue_notice', bare);
    const thin = { ...notice, evidence: ['E-001'] };
    journey.refuses('TwoSourceClassesNeeded', li, 'issue_notice', thin);
  });

  it('proposes no less than the article for an enrolled student', () => {
    const mild = { ...NOTICE, proposed: { outcome: 'education_only' as const } };
    caseAt('approved').refuses('ArticleRequiresGradeVoid', li, 'issue_notice', mild);
  });

  it('leaves three working days at least: two are refused, three are not', () => {
    const journey = caseAt('approved');
    journey.refuses('DeadlineFloor', li, 'issue_notice', { ...NOTICE, defenceDays: 2 });
    journey.do(li, 'issue_notice', { ...NOTICE, defenceDays: 3 });
  });

  it('does not rest on a withdrawn signal', () => {
    const journey = caseAt('approved');
    const signals = [{ ...SIGNAL, state: 'withdrawn' as const }];
    journey.do(machine, 'update_signals', { signals, score: 0, threshold: 0.9 });
    journey.refuses('SignalWithdrawn', li, 'issue_notice', NOTICE);
  });

  it('a new notice opens the defence anew and keeps the points already made', () => {
    const journey = caseAt('defence_closed');
    journey.do(li, 'issue_notice', NOTICE);
    expect(journey.case.stage).toMatchObject({ status: 'notice_issued', notice: { notice: 2 } });
    journey.do(li, 'record_delivery', delivery(journey));
    journey.do(student, 'waive_defence', {});
    expect(journey.case.stage).toMatchObject({ defence: { points: { length: 2 } } });
  });
});

describe('delivery', () => {
  it('starts the defence from the proof, five working days, due at 24:00 in Shanghai', () => {
    const journey = caseAt('notice_issued');
    const handedOver = journey.now;
    // Recorded two days after it was handed over.
    journey.advance(2 * DAY);
    journey.do(li, 'record_delivery', delivery(journey, { deliveredAt: handedOver }));
    const defence = journey.case.facts.deadlines.find(({ name }) => name === 'defence')!;
    expect(defence).toMatchObject({ basis: 'moe-41#55', start: handedOver, unit: 'working' });
    expect(defence.due).toBe(CONTEXT.calendar.addWorkingDays(handedOver, 5));
  });

  it('lies between issue and now, and needs its proof', () => {
    const journey = caseAt('notice_issued').advance(HOUR);
    const at = journey.now;
    const refuse = (more: Parameters<typeof delivery>[1]) =>
      journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, more));
    refuse({ deliveredAt: at + 1 });
    refuse({ deliveredAt: at - 2 * HOUR });
    refuse({ proof: {} });
    refuse({ proof: { text: NOTHING } });
    journey.do(li, 'record_delivery', delivery(journey));
  });

  it('left behind: two witnesses or a recording, and why not in person', () => {
    const journey = caseAt('notice_issued');
    const why = { method: 'left' as const, whyNotFormer: text('refused to sign') };
    const refuse = (more: Parameters<typeof delivery>[1]) =>
      journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, more));
    refuse({ ...why, proof: { witnesses: [text('a')] } });
    refuse({ ...why, proof: { witnesses: [text('a'), NOTHING] } });
    refuse({ method: 'left', proof: { witnesses: [text('a'), text('b')] } });
    const two = { ...why, proof: { witnesses: [text('a'), text('b')] } };
    journey.do(li, 'record_delivery', delivery(journey, two));
    expect(journey.status).toBe('defence_open');
  });

  it('announced: served after thirty days, not a day earlier', () => {
    const journey = caseAt('notice_issued');
    const announced = { method: 'announcement' as const, whyNotFormer: text('out of reach') };
    journey.advance(29 * DAY);
    journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, announced));
    journey.advance(DAY).do(li, 'record_delivery', delivery(journey, announced));
    expect(journey.status).toBe('defence_open');
  });

  it("electronic: only on the student's signed consent", () => {
    const journey = caseAt('notice_issued');
    const mail = { method: 'electronic' as const, whyNotFormer: text('abroad') };
    journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, mail));
    const known = { ...mail, proof: { attachment: 'A-001' } };
    journey.refuses('UnknownReference', li, 'record_delivery', delivery(journey, known));
    journey.do(li, 'attach', {
      title: text('consent'),
      content: text('x'),
      mediaType: 'image/png',
    });
    // A file alone says neither who agreed nor where to.
    journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, known));
    const onBehalf = { student: STUDENT, attachment: 'A-001' };
    const consent = { given: true, address: text('zs@example.edu.cn') };
    journey.refuses('RoleMayNotRun', li, 'consent_delivery', consent);
    const nowhere = { given: true, address: NOTHING };
    journey.refuses('ReasonMissing', li, 'consent_delivery', nowhere, { onBehalf });
    const signed = { onBehalf, at: journey.now - DAY };
    journey.do(li, 'consent_delivery', consent, signed);
    expect(journey.case.facts.consents).toMatchObject([
      { by: STUDENT, given: true, at: signed.at },
    ]);
    journey.do(student, 'consent_delivery', { given: false });
    journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, known));
    journey.advance(HOUR).do(student, 'consent_delivery', consent);
    const before = { ...known, deliveredAt: journey.now - 1 };
    journey.refuses('DeliveryProofMissing', li, 'record_delivery', delivery(journey, before));
    journey.do(li, 'record_delivery', delivery(journey, known));
    expect(journey.status).toBe('defence_open');
  });

  it('an attempt that failed moves nothing', () => {
    const journey = caseAt('notice_issued');
    journey.do(li, 'record_delivery', delivery(journey, { delivered: false, proof: {} }));
    expect(journey.status).toBe('notice_issued');
    expect(journey.case.facts.deadlines.some(({ name }) => name === 'defence')).toBe(false);
  });

  it('there is nothing else to deliver', () => {
    const journey = caseAt('notice_issued');
    const decision = delivery(journey, { document: 'decision' });
    journey.refuses('WrongState', li, 'record_delivery', decision);
  });
});

describe('the defence', () => {
  it('is opened by delivery alone', () => {
    const said = { points: [text('no')] };
    caseAt('notice_issued').refuses('NoticeNotServed', student, 'file_statement', said);
    caseAt('notice_issued').refuses('NoticeNotServed', student, 'waive_defence', {});
  });

  it('belongs to the student of the case', () => {
    const other = { role: 'student', person: 'subject-other' };
    const said = { points: [text('no')] };
    caseAt('defence_open').refuses('PersonHasNoPart', other, 'file_statement', said);
    caseAt('defence_open').refuses('RoleMayNotRun', li, 'file_statement', said);
  });

  it('stays open until the statement is final, and says something', () => {
    const journey = caseAt('defence_open');
    journey.refuses('ReasonMissing', student, 'file_statement', { points: [] });
    journey.refuses('ReasonMissing', student, 'file_statement', { points: [NOTHING] });
    journey.do(student, 'file_statement', { points: [text('one')], final: false });
    expect(journey.status).toBe('defence_open');
    journey.do(student, 'file_statement', { points: [], final: true });
    expect(journey.case.stage).toMatchObject({ status: 'defence_closed', closedBy: 'filed' });
  });

  it('lapses by the clock, once', () => {
    const journey = caseAt('defence_open').advance(4 * DAY);
    expect(journey.do(machine, 'fire_deadline', { name: 'defence' })).toEqual([]);
    journey.advance(4 * DAY).do(machine, 'fire_deadline', { name: 'defence' });
    expect(journey.case.stage).toMatchObject({ status: 'defence_closed', closedBy: 'lapsed' });
    expect(journey.do(machine, 'fire_deadline', { name: 'defence' })).toEqual([]);
    journey.refuses('WrongState', student, 'file_statement', { points: [text('late')] });
  });

  it('is over at the due instant even if the timer is late', () => {
    const journey = caseAt('defence_open');
    journey.now = journey.case.facts.deadlines.find(({ name }) => name === 'defence')!.due;
    journey.refuses('WrongState', student, 'file_statement', { points: [text('late')] });
    journey.now -= 1;
    journey.do(student, 'file_statement', { points: [text('just in time')] });
  });

  it('hears a paper that came in time and was recorded after the lapse', () => {
    const journey = caseAt('defence_open');
    const came = journey.now + DAY;
    journey.advance(10 * DAY).do(machine, 'fire_deadline', { name: 'defence' });
    const paper = { at: came, onBehalf: { student: STUDENT, attachment: 'A-001' } };
    const said = { points: [text('on paper')] };
    journey.refuses('UnknownReference', li, 'file_statement', said, paper);
    journey.do(li, 'attach', { title: text('scan'), content: text('x'), mediaType: 'image/png' });
    journey.do(li, 'file_statement', said, paper);
    expect(journey.case.stage).toMatchObject({
      closedBy: 'filed',
      defence: { points: said.points },
    });
  });

  it('gets an answer to a point it made, not to another', () => {
    const journey = caseAt('defence_closed');
    journey.refuses('UnknownReference', li, 'answer_point', { point: 3, answer: text('x') });
    journey.refuses('UnknownReference', li, 'answer_point', { point: 0, answer: text('x') });
    journey.refuses('ReasonMissing', li, 'answer_point', { point: 1, answer: NOTHING });
    journey.do(committee('c1'), 'answer_point', { point: 1, answer: text('checked') });
  });
});

describe('extend_deadline', () => {
  const longer = {
    deadline: 'investigation' as const,
    days: 5,
    unit: 'working' as const,
    reason: text('exam week'),
    approvedBy: 'dean',
  };

  it('by the reviewer, longer, with reason and approval', () => {
    const journey = caseAt('investigating');
    journey.refuses('ReasonMissing', reviewer, 'extend_deadline', { ...longer, reason: NOTHING });
    journey.refuses('ReasonMissing', reviewer, 'extend_deadline', { ...longer, approvedBy: '' });
    journey.refuses('DeadlineFloor', reviewer, 'extend_deadline', { ...longer, days: 0 });
    const appealsOffice = { role: 'appeals', person: 'a1' };
    journey.refuses('PersonHasNoPart', appealsOffice, 'extend_deadline', longer);
    journey.refuses('WrongState', reviewer, 'extend_deadline', { ...longer, deadline: 'defence' });
    journey.do(reviewer, 'extend_deadline', longer);
  });

  it('an overdue clock runs again', () => {
    const journey = caseAt('investigating').advance(30 * DAY);
    journey.do(machine, 'fire_deadline', { name: 'investigation' });
    expect(journey.case.facts.deadlines).toContainEqual(
      expect.objectContaining({ name: 'investigation', state: 'overdue' }),
    );
    journey.do(reviewer, 'extend_deadline', { ...longer, days: 30 });
    journey.do(li, 'submit_finding', FINDING);
    expect(journey.case.facts.deadlines).toContainEqual(
      expect.objectContaining({ name: 'investigation', state: 'met' }),
    );
  });
});
