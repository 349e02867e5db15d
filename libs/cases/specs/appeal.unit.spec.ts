import { describe, expect, it } from '@jest/globals';
import { relationsOf } from '../relations.js';
import {
  appeals,
  committee,
  DAY,
  DECISION,
  delivery,
  HOUR,
  machine,
  MEMBERS,
  NOTHING,
  NOTICE,
  officer,
  registrar,
  student,
  STUDENT,
  text,
  vote3,
  type Journey,
} from '../testing/journey.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');
const chair = committee('c1');
const PANEL = ['a1', 'a2', 'a3'];
const APPEAL = { grounds: ['facts' as const], text: text('it was not me'), attachments: [] };
const RULING = {
  result: 'remitted' as const,
  grounds: ['facts' as const],
  reasons: text('a log was not looked at'),
  members: PANEL,
};

const appealed = (level?: 'warning'): Journey => {
  const journey = caseAt('appeal_open', level ? { level } : {}).advance(DAY);
  journey.do(student, 'file_appeal', APPEAL);
  for (const member of PANEL) journey.do(appeals(member), 'declare_interest', { conflict: false });
  return journey;
};

describe('an appeal', () => {
  it('is filed within ten days of delivery, with grounds and reasons', () => {
    const journey = caseAt('appeal_open');
    journey.refuses('ReasonMissing', student, 'file_appeal', { ...APPEAL, grounds: [] });
    journey.refuses('ReasonMissing', student, 'file_appeal', { ...APPEAL, text: NOTHING });
    caseAt('decided').refuses('WrongState', student, 'file_appeal', APPEAL);
    journey.now = due(journey, 'appeal') - 1;
    journey.do(student, 'file_appeal', APPEAL);
    expect(journey.status).toBe('appealed');
  });

  it('is too late from 24:00 on, whether or not the clock has rung', () => {
    const journey = caseAt('appeal_open');
    journey.now = due(journey, 'appeal');
    journey.refuses('AppealWindowClosed', student, 'file_appeal', APPEAL);
    journey.do(machine, 'fire_deadline', { name: 'appeal' });
    expect(journey.status).toBe('final');
    journey.refuses('AppealWindowClosed', student, 'file_appeal', APPEAL);
    expect(journey.do(machine, 'fire_deadline', { name: 'appeal' })).toEqual([]);
  });

  it('on paper counts from its receipt, also after the window closed meanwhile', () => {
    const journey = caseAt('appeal_open').advance(2 * DAY);
    const receivedAt = journey.now;
    journey.do(li, 'attach', { title: text('scan'), content: text('x'), mediaType: 'image/png' });
    journey.advance(20 * DAY).do(machine, 'fire_deadline', { name: 'appeal' });
    // The student's own word about when it was received does not count.
    journey.refuses('AppealWindowClosed', student, 'file_appeal', { ...APPEAL, receivedAt });
    const onBehalf = { student: STUDENT, attachment: 'A-001' };
    journey.do(li, 'file_appeal', { ...APPEAL, receivedAt }, { onBehalf });
    expect(journey.status).toBe('appealed');
  });

  it('is decided by people who took no part before, have declared, and are enough', () => {
    const journey = appealed();
    for (const person of ['li', 'wang', 'zhao', 'c2', 't-18', 'secretary']) {
      const mixed = { ...RULING, members: ['a1', 'a2', person] };
      journey.refuses('AppealMemberTookPart', appeals('a1'), 'decide_appeal', mixed);
    }
    journey.refuses('AppealMemberTookPart', appeals('wang'), 'decide_appeal', RULING);
    const both = { ...RULING, result: 'upheld', recommend: 'revoke' } as const;
    journey.refuses('ResultContradictory', appeals('a1'), 'decide_appeal', both);
    const few = { ...RULING, members: ['a1', 'a2'] };
    journey.refuses('QuorumNotMet', appeals('a1'), 'decide_appeal', few);
    const silent = { ...RULING, members: ['a1', 'a2', 'a4'] };
    journey.refuses('InterestNotDeclared', appeals('a1'), 'decide_appeal', silent);
    const mute = { ...RULING, reasons: NOTHING };
    journey.refuses('ReasonMissing', appeals('a1'), 'decide_appeal', mute);
    journey.do(appeals('a1'), 'decide_appeal', RULING);
  });

  it('a stay is recommended by an unbiased appeals member with a reason', () => {
    const journey = appealed();
    const stay = { stay: true, reason: text('exams ahead') };
    journey.refuses('ReasonMissing', appeals('a1'), 'stay_execution', { ...stay, reason: NOTHING });
    journey.refuses('AppealMemberTookPart', appeals('li'), 'stay_execution', stay);
    journey.do(appeals('a1'), 'stay_execution', stay);
    expect(journey.case.facts.stayed).toBe(true);
  });

  it('upheld: final once the conclusion was delivered and fifteen more days went by', () => {
    const journey = appealed();
    journey.do(appeals('a1'), 'decide_appeal', { ...RULING, result: 'upheld' });
    journey.advance(HOUR);
    journey.do(li, 'record_delivery', delivery(journey, { document: 'appeal_decision' }));
    journey.refuses(
      'WrongState',
      li,
      'record_delivery',
      delivery(journey, { document: 'appeal_decision' }),
    );
    journey.now = due(journey, 'provincial_appeal');
    journey.do(machine, 'fire_deadline', { name: 'provincial_appeal' });
    expect(journey.status).toBe('final');
  });

  it('remitted: the school decides anew, without those who ruled, and no heavier', () => {
    const journey = appealed();
    journey.do(appeals('a1'), 'decide_appeal', RULING);
    const mixed = { members: ['c1', 'c2', 'a2'], chair: 'c1', meetingAt: 0 };
    journey.refuses('AppealMemberTookPart', chair, 'convene', mixed);
    journey.do(chair, 'convene', { ...mixed, members: MEMBERS });
    journey.refuses('QuorumNotMet', chair, 'decide', DECISION);
    vote3(journey, { outcome: 'not_established' });
    const none = { outcome: 'not_established' as const, facts: text('doubt'), clauses: [] };
    journey.do(chair, 'decide', { ...none, evidence: [] });
    expect(journey.case.stage).toMatchObject({ status: 'decided', decision: { decision: 2 } });
  });

  it('remitted after the lighter outcome: the heavier one is barred even within the notice', () => {
    const journey = caseAt('deliberation');
    vote3(journey, { outcome: 'education_only' });
    const mild = { ...DECISION, outcome: 'education_only' as const, clauses: [] };
    journey.do(chair, 'decide', mild);
    journey.do(li, 'record_delivery', delivery(journey, { document: 'decision' }));
    journey.do(student, 'file_appeal', APPEAL);
    for (const member of PANEL)
      journey.do(appeals(member), 'declare_interest', { conflict: false });
    journey.do(appeals('a1'), 'decide_appeal', RULING);
    journey.do(chair, 'convene', { members: MEMBERS, chair: 'c1', meetingAt: 0 });
    journey.refuses('DecisionExceedsNotice', chair, 'vote', { outcome: 'grade_void' });
    expect(NOTICE.proposed.outcome).toBe('grade_void');
  });

  it('its conclusion may take fifteen more days at most', () => {
    const journey = appealed();
    const more = {
      deadline: 'appeal_conclusion' as const,
      days: 16,
      unit: 'calendar' as const,
      reason: text('complex'),
      approvedBy: 'vice-president',
    };
    journey.refuses('DeadlineFloor', appeals('a1'), 'extend_deadline', more);
    journey.do(appeals('a1'), 'extend_deadline', { ...more, days: 15 });
    journey.refuses('DeadlineFloor', appeals('a1'), 'extend_deadline', { ...more, days: 1 });
  });
});

describe('execution', () => {
  const entry = { fileReference: '档-7' };
  const word = { outcome: 'o-2', status: 'accepted' as const, settles: true };

  it("needs both the registry's word and the student file, in either order", () => {
    const one = caseAt('final');
    one.do(registrar, 'acknowledge_execution', entry);
    expect(one.status).toBe('final');
    one.do(machine, 'note_acknowledgement', word);
    expect(one.status).toBe('executed');
    expect(caseAt('executed').status).toBe('executed');
  });

  it('a refusal, or the word on a hold, executes nothing', () => {
    const journey = caseAt('final');
    journey.do(registrar, 'acknowledge_execution', entry);
    journey.do(machine, 'note_acknowledgement', { ...word, status: 'refused' });
    journey.do(machine, 'note_acknowledgement', { ...word, outcome: 'o-1', settles: false });
    expect(journey.status).toBe('final');
    journey.do(machine, 'note_acknowledgement', word);
    expect(journey.do(machine, 'note_acknowledgement', word)).toEqual([]);
  });

  it('nor does an answer that contradicts, until another mends it; and nothing undoes that one', () => {
    const journey = caseAt('final');
    journey.do(registrar, 'acknowledge_execution', entry);
    const contrary = { ...word, settles: false };
    journey.do(machine, 'note_acknowledgement', contrary);
    expect(journey.do(machine, 'note_acknowledgement', contrary)).toEqual([]);
    expect(journey.status).toBe('final');
    journey.do(machine, 'note_acknowledgement', word);
    expect(journey.status).toBe('executed');
    for (const repeat of [contrary, { ...contrary, status: 'refused' as const }, word])
      expect(journey.do(machine, 'note_acknowledgement', repeat)).toEqual([]);
  });

  it('comes after the decision is final, by the registrar, once', () => {
    caseAt('appeal_open').refuses('WrongState', registrar, 'acknowledge_execution', entry);
    caseAt('final').refuses('RoleMayNotRun', li, 'acknowledge_execution', entry);
    const journey = caseAt('final');
    journey.do(registrar, 'acknowledge_execution', entry);
    expect(journey.do(registrar, 'acknowledge_execution', entry)).toEqual([]);
    journey.refuses('WrongState', registrar, 'acknowledge_execution', { fileReference: '档-8' });
    const future = { fileReference: 'x', at: journey.now + 1 };
    caseAt('final').refuses('TimeOutOfOrder', registrar, 'acknowledge_execution', future);
  });
});

it("a person's relation to a case follows from its history", () => {
  const { case: served } = caseAt('appeal_open');
  expect(relationsOf(served, 'li')).toEqual(['assignee', 'investigator']);
  expect(relationsOf(served, 'zhao')).toEqual(['reviewer']);
  expect(relationsOf(served, 'c1')).toEqual(['committee_member', 'committee_chair']);
  expect(relationsOf(served, 't-17')).toEqual(['course_owner', 'teacher']);
  expect(relationsOf(served, STUDENT)).toEqual(['subject']);
  expect(relationsOf(served, 'somebody')).toEqual([]);
});

const due = (journey: Journey, name: string): number =>
  journey.case.facts.deadlines.find((deadline) => deadline.name === name)!.due;
