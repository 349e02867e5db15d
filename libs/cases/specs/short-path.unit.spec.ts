import { describe, expect, it } from '@jest/globals';
import { rowOf } from '../case-row.js';
import {
  ART24,
  appeals,
  DAY,
  delivery,
  FLAG,
  HOUR,
  machine,
  NOTHING,
  NOTICE,
  officer,
  reviewer,
  registrar,
  student,
  STUDENT,
  text,
  type Journey,
} from '../testing/journey.js';
import {
  ABSENCE_NOTICE,
  ART17,
  CONFIRMATION,
  SHORT_NOTICE,
  SHORT_STOP_NAMES,
  shortCaseAt,
} from '../testing/short-path.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');
const teacher = (person: string) => ({ role: 'teacher', person });
const due = (journey: Journey, name: string): number =>
  journey.case.facts.deadlines.find((deadline) => deadline.name === name)!.due;
const declared = (journey: Journey, person: string): Journey => {
  journey.do(teacher(person), 'declare_interest', { conflict: false });
  return journey;
};
const PANEL = ['a1', 'a2', 'a3'];
const appealed = (journey = shortCaseAt('confirmation_served')): Journey => {
  const grounds = ['facts' as const];
  journey.do(student, 'file_appeal', { grounds, text: text('ill'), attachments: [] });
  for (const member of PANEL) journey.do(appeals(member), 'declare_interest', { conflict: false });
  return journey;
};
const rule = (journey: Journey, result: 'upheld' | 'remitted') =>
  journey.do(appeals('a1'), 'decide_appeal', {
    ...{ result, grounds: ['facts'], reasons: text('doubt'), members: PANEL },
  });

describe('the short path', () => {
  it('leads from a flag of its kinds to the registry, under the names of the full path', () => {
    const statuses = SHORT_STOP_NAMES.map((stop) => rowOf(shortCaseAt(stop).case).status);
    expect(statuses).toEqual([
      'flagged',
      'triage',
      'notice_issued',
      'defence_open',
      'defence_closed',
      'decided',
      'appeal_open',
      'final',
      'executed',
    ]);
    expect(rowOf(shortCaseAt('confirmed').case)).toMatchObject({
      family: 'non_participation',
      outcome: { kind: 'absent_zero' },
    });
    const absence = rowOf(shortCaseAt('confirmed', 'excessive_absence').case);
    expect(absence).toMatchObject({ family: 'eligibility', outcome: { kind: 'disqualified' } });
  });

  it('shares no step with the full path', () => {
    shortCaseAt('short_triage').refuses('WrongState', li, 'open_investigation', {});
    const full = caseAt('defence_open');
    full.refuses('WrongState', student, 'object', { text: text('no') });
    caseAt('defence_closed').refuses('WrongState', reviewer, 'confirm', CONFIRMATION);
    const open = shortCaseAt('objection_open');
    open.refuses('WrongState', student, 'file_statement', { points: [text('no')] });
    open.refuses('WrongState', student, 'waive_defence', {});
    caseAt('approved').refuses('NoticeIncomplete', li, 'issue_notice', {
      ...{ ...NOTICE, proposed: { outcome: 'disqualified' } },
    });
  });

  it("its notice names the family's own outcome and article, evidence, facts and rights", () => {
    const refuses = (guard: Parameters<Journey['refuses']>[0], over: object) =>
      shortCaseAt('short_triage').refuses(guard, li, 'issue_notice', { ...SHORT_NOTICE, ...over });
    refuses('NoticeIncomplete', { proposed: { outcome: 'disqualified' } });
    refuses('NoticeIncomplete', { proposed: { outcome: 'grade_void' } });
    refuses('NoticeIncomplete', { clauses: [ART17] });
    refuses('NoticeIncomplete', { clauses: [ART24] });
    refuses('NoticeIncomplete', { evidence: [] });
    refuses('NoticeIncomplete', { facts: NOTHING });
    refuses('NoticeIncomplete', { rights: ['statement'] });
    refuses('NoBasisForLevel', { proposed: { outcome: 'absent_zero', maxLevel: 'warning' } });
    refuses('DeadlineFloor', { defenceDays: 2 });
    const absence = shortCaseAt('short_triage', 'excessive_absence');
    absence.do(li, 'issue_notice', { ...ABSENCE_NOTICE, defenceDays: 3 });
  });

  it('the machine only flags', () => {
    const journey = shortCaseAt('short_triage');
    journey.refuses('MachineMayOnlyFlag', machine, 'issue_notice', SHORT_NOTICE);
    const closed = shortCaseAt('objection_closed');
    closed.refuses('MachineMayOnlyFlag', machine, 'confirm', CONFIRMATION);
    expect(FLAG.violation).toBe('course_brushing');
    expect(caseAt('flagged').case.facts.family).toBe('violation');
  });
});

describe('an objection', () => {
  const words = { text: text('I was in hospital') };

  it('is filed once, with words, from the delivery on until 24:00 of the last day', () => {
    shortCaseAt('invited').refuses('NoticeNotServed', student, 'object', words);
    const journey = shortCaseAt('objection_open');
    journey.refuses('ReasonMissing', student, 'object', { text: NOTHING });
    journey.refuses('UnknownReference', student, 'object', { ...words, attachments: ['A-001'] });
    journey.refuses('RoleMayNotRun', li, 'object', words);
    journey.now = due(journey, 'defence');
    journey.refuses('WrongState', student, 'object', words);
    journey.now -= 1;
    journey.do(student, 'object', words);
    journey.refuses('WrongState', student, 'object', words);
  });

  it('on paper counts from its day, also after the window lapsed', () => {
    const journey = shortCaseAt('objection_open').advance(HOUR);
    const at = journey.now;
    journey.now = due(journey, 'defence');
    journey.do(machine, 'fire_deadline', { name: 'defence' });
    expect(journey.case.stage).toMatchObject({ status: 'objection_closed', closedBy: 'lapsed' });
    journey.do(li, 'attach', { title: text('scan'), content: text('x'), mediaType: 'image/png' });
    const onBehalf = { student: STUDENT, attachment: 'A-001' };
    journey.refuses('TimeOutOfOrder', li, 'object', words, { onBehalf, at: at - 2 * HOUR });
    journey.do(li, 'object', words, { onBehalf, at });
    expect(journey.case.stage).toMatchObject({ closedBy: 'filed', objections: [words.text] });
  });
});

describe('a confirmation', () => {
  it('waits for the delivery and the end of the time to object', () => {
    shortCaseAt('invited').refuses('NoticeNotServed', reviewer, 'confirm', CONFIRMATION);
    const open = shortCaseAt('objection_open');
    open.refuses('DefenceStillOpen', reviewer, 'confirm', CONFIRMATION);
    open.now = due(open, 'defence');
    open.do(machine, 'fire_deadline', { name: 'defence' });
    open.do(reviewer, 'declare_interest', { conflict: false });
    open.do(reviewer, 'confirm', { ...CONFIRMATION, answer: undefined });
  });

  it('is not by whoever gave notice, whatever their role', () => {
    const journey = declared(shortCaseAt('objection_closed'), 'li');
    const asReviewer = { role: 'reviewer', person: 'li' };
    journey.refuses('ConfirmerIsIssuer', asReviewer, 'confirm', CONFIRMATION);
    journey.refuses('ConfirmerIsIssuer', teacher('li'), 'confirm', CONFIRMATION);
    journey.refuses('RoleMayNotRun', officer('wang'), 'confirm', CONFIRMATION);
  });

  it('is by a reviewer, or a teacher of the course, without a conflict', () => {
    const journey = declared(declared(shortCaseAt('objection_closed'), 't-18'), 't-99');
    journey.refuses('PersonHasNoPart', teacher('t-99'), 'confirm', CONFIRMATION);
    journey.refuses('InterestNotDeclared', teacher('t-17'), 'confirm', CONFIRMATION);
    journey.do(teacher('t-17'), 'declare_interest', { conflict: true, relation: text('uncle') });
    journey.refuses('PersonConflicted', teacher('t-17'), 'confirm', CONFIRMATION);
    journey.do(teacher('t-18'), 'confirm', CONFIRMATION);
  });

  it('gives facts, answers the objection and stays within the notice', () => {
    const journey = shortCaseAt('objection_closed');
    const refuses = (guard: Parameters<Journey['refuses']>[0], over: object) =>
      journey.refuses(guard, reviewer, 'confirm', { ...CONFIRMATION, ...over });
    refuses('ReasonMissing', { facts: NOTHING });
    refuses('DefencePointUnanswered', { answer: undefined });
    refuses('DecisionExceedsNotice', { outcome: 'disqualified' });
    journey.do(reviewer, 'confirm', { ...CONFIRMATION, outcome: 'none' });
  });

  it('rests on no withdrawn signal, unless nothing follows from it', () => {
    const journey = shortCaseAt('objection_closed');
    journey.do(machine, 'update_signals', { signals: [], score: 0, threshold: 0.9 });
    journey.refuses('SignalWithdrawn', reviewer, 'confirm', CONFIRMATION);
    journey.do(reviewer, 'confirm', { ...CONFIRMATION, outcome: 'none' });
  });
});

describe('after a confirmation', () => {
  it('an appeal may be filed in time; upheld, it is final after the provincial window', () => {
    const late = shortCaseAt('confirmation_served');
    late.now = due(late, 'appeal');
    const grounds = ['facts' as const];
    const appeal = { grounds, text: text('ill'), attachments: [] };
    late.refuses('AppealWindowClosed', student, 'file_appeal', appeal);
    const journey = appealed();
    const own = { result: 'upheld', grounds, reasons: text('r'), members: ['a1', 'a2', 'zhao'] };
    journey.refuses('AppealMemberTookPart', appeals('a1'), 'decide_appeal', own as never);
    rule(journey, 'upheld');
    journey.advance(HOUR);
    journey.do(li, 'record_delivery', delivery(journey, { document: 'appeal_decision' }));
    journey.now = due(journey, 'provincial_appeal');
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    expect(journey.status).toBe('short_final');
  });

  it('remitted: confirmed anew by nobody who ruled on it, and no heavier', () => {
    const journey = appealed();
    rule(journey, 'remitted');
    const member = { role: 'reviewer', person: 'a2' };
    journey.refuses('AppealMemberTookPart', member, 'confirm', CONFIRMATION);
    journey.do(reviewer, 'confirm', { ...CONFIRMATION, outcome: 'none' });
    expect(journey.case.stage).toMatchObject({ confirmation: { decision: 2, outcome: 'none' } });
    journey.do(li, 'record_delivery', delivery(journey, { document: 'decision' }));
    const again = appealed(journey);
    rule(again, 'remitted');
    again.refuses('DecisionExceedsNotice', reviewer, 'confirm', CONFIRMATION);
  });

  it("the registry's word executes it; nothing is entered in the student file", () => {
    const journey = shortCaseAt('short_final');
    const entry = { fileReference: '档-1' };
    journey.refuses('WrongState', registrar, 'acknowledge_execution', entry);
    const word = { outcome: 'o-2', status: 'refused', settles: true } as const;
    journey.do(machine, 'note_acknowledgement', word);
    expect(journey.status).toBe('short_final');
    journey.do(machine, 'note_acknowledgement', { ...word, status: 'accepted' });
    expect(journey.status).toBe('short_executed');
    const early = shortCaseAt('confirmation_served');
    early.do(machine, 'note_acknowledgement', { ...word, status: 'accepted' });
    early.advance(15 * DAY).do(machine, 'fire_deadline', { name: 'appeal' });
    expect(early.status).toBe('short_executed');
  });
});
