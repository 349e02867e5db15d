import { describe, expect, it } from '@jest/globals';
import { rowOf } from '../case-row.js';
import type { OfferingFinding } from '../compliance/offering-finding.js';
import {
  DAY,
  HOUR,
  machine,
  NOTHING,
  officer,
  reviewer,
  student,
  text,
} from '../testing/journey.js';
import { ART19_1, complianceAt, complianceCase, GROUP, MODE, open } from '../testing/compliance.js';

const li = officer('li');
const dean = officer('dean');
const owner = { role: 'teacher', person: 't-17' };
const facts = text('the final counts 59 per cent');
const answer = { remedied: true, text: text('the weights are mended') };
const remedied = { outcome: 'remedied', facts: text('seen in the roster') } as const;
const persisted = { outcome: 'persisted', facts: text('not mended') } as const;

describe('a case about an offering', () => {
  it('given a finding that blocks, then the machine opens it without a student, below that it does not', () => {
    const journey = complianceCase();
    expect(journey.try(machine, 'open_compliance', open([MODE])).ok).toBe(false);
    journey.do(machine, 'open_compliance', open([ART19_1, MODE]));
    expect(journey.case.facts).toMatchObject({
      family: 'course_compliance',
      findings: [ART19_1, MODE],
    });
    expect(journey.case.facts.student).toBeUndefined();
    expect(rowOf(journey.case)).toMatchObject({ status: 'flagged', student: '', college: 'CS' });
    expect(journey.do(machine, 'open_compliance', open([ART19_1]))).toEqual([]);
  });

  it('given nobody has acted, then the flag goes and comes with the finding; after claim it only appends', () => {
    const journey = complianceAt('flagged');
    journey.do(machine, 'update_findings', { findings: [MODE] });
    expect(journey.status).toBe('withdrawn_flag');
    journey.do(machine, 'update_findings', { findings: [MODE, ART19_1] });
    expect(journey.status).toBe('flagged');
    journey.do(li, 'claim', {});
    const said = journey.do(machine, 'update_findings', { findings: [] });
    expect(said.map(({ type }) => type)).toEqual(['FindingsChanged']);
    expect(journey.status).toBe('triage');
    expect(rowOf(journey.case).attention.map(({ code }) => code)).toEqual(['signals_changed']);
    expect(journey.do(machine, 'update_findings', { findings: [] })).toEqual([]);
  });

  it('given a finding that only warns, then an officer opens it and is in charge', () => {
    const journey = complianceCase();
    journey.do(li, 'open_compliance', open([GROUP]));
    expect(rowOf(journey.case)).toMatchObject({ status: 'triage', assignee: 'li', attention: [] });
    journey.refuses('WrongState', li, 'open_compliance', open([GROUP]));
    complianceCase().refuses('UnknownReference', li, 'open_compliance', open([]));
    complianceCase().refuses('RoleMayNotRun', reviewer, 'open_compliance', open([GROUP]));
  });

  it('given a flag that was taken back, then an officer may open the same case', () => {
    const journey = complianceAt('flagged');
    journey.do(machine, 'update_findings', { findings: [MODE] });
    journey.do(li, 'open_compliance', open([MODE]));
    expect(journey.status).toBe('triage');
  });
});

describe('notice to the college and its answer', () => {
  it('given a notice, then it names findings that stand, and the time to answer runs', () => {
    const journey = complianceAt('triage');
    journey.refuses('ReasonMissing', li, 'notify_college', {
      facts: NOTHING,
      findings: ['final_share'],
    });
    journey.refuses('NoticeIncomplete', li, 'notify_college', { facts, findings: [] });
    journey.refuses('UnknownReference', li, 'notify_college', { facts, findings: ['no_such'] });
    journey.refuses('DeadlineFloor', li, 'notify_college', {
      facts,
      findings: ['fully_online_final'],
      answerDays: 0,
    });
    journey.do(li, 'notify_college', { facts, findings: ['fully_online_final'] });
    const [clock] = journey.case.facts.deadlines.filter(({ name }) => name === 'college_answer');
    expect(clock).toMatchObject({
      unit: 'working',
      days: 10,
      state: 'running',
      basis: 'policy@1#college-answer',
    });
  });

  it('given an offering without a college on file, then there is nobody to notify', () => {
    const journey = complianceCase();
    const { course, ...rest } = open([ART19_1]);
    const { offering, teachers } = course;
    const nobody = { offering, teachers, enrolled: false };
    journey.do(machine, 'open_compliance', { ...rest, course: nobody });
    journey.do(li, 'claim', {});
    journey.refuses('NoticeIncomplete', li, 'notify_college', {
      facts,
      findings: ['fully_online_final'],
    });
  });

  it('given who answers, then the own teachers or the college’s officer, never who gave notice', () => {
    const journey = complianceAt('college_notified');
    journey.refuses('PersonHasNoPart', li, 'answer_college', answer);
    journey.refuses('PersonHasNoPart', officer('wang'), 'answer_college', answer);
    journey.refuses(
      'PersonHasNoPart',
      { role: 'teacher', person: 't-99' },
      'answer_college',
      answer,
    );
    journey.refuses('RoleMayNotRun', student, 'answer_college', answer);
    journey.refuses('ReasonMissing', dean, 'answer_college', { remedied: false, text: NOTHING });
    journey.do(owner, 'answer_college', { remedied: false, text: text('we look into it') });
    journey.advance(HOUR).do(dean, 'answer_college', answer);
    expect(journey.case.stage).toMatchObject({ status: 'college_answered', closedBy: 'answered' });
  });

  it('given the college is silent, then its time lapses, a reviewer is asked, and it may still answer', () => {
    const journey = complianceAt('college_notified').advance(20 * DAY);
    journey.do(machine, 'fire_deadline', { name: 'college_answer' });
    expect(journey.case.stage).toMatchObject({ status: 'college_answered', closedBy: 'lapsed' });
    expect(journey.case.facts.deadlines).toContainEqual(
      expect.objectContaining({ name: 'review', state: 'running' }),
    );
    expect(journey.do(machine, 'fire_deadline', { name: 'college_answer' })).toEqual([]);
    journey.do(owner, 'answer_college', answer);
    expect(journey.case.stage).toMatchObject({ closedBy: 'answered' });
  });
});

describe('what a case about an offering comes to', () => {
  it('given the roster shows it mended, then remedied and nothing else', () => {
    const journey = complianceAt('college_answered');
    journey.refuses('FindingStands', reviewer, 'conclude_compliance', remedied);
    journey.do(machine, 'update_findings', { findings: [MODE] });
    expect(rowOf(journey.case).attention).toContainEqual({ code: 'findings_remedied' });
    journey.refuses('FindingRemedied', reviewer, 'conclude_compliance', persisted);
    journey.do(reviewer, 'conclude_compliance', remedied);
    expect(rowOf(journey.case)).toMatchObject({
      status: 'remedied',
      outcome: { kind: 'remedied' },
      due: null,
    });
  });

  it('given it stands under a newer version of the regulation, then it is not remedied', () => {
    const journey = complianceAt('college_answered');
    const newer: OfferingFinding = { ...ART19_1, article: 'qhnu-online@2#19-1' };
    journey.do(machine, 'update_findings', { findings: [newer] });
    journey.refuses('FindingStands', reviewer, 'conclude_compliance', remedied);
  });

  it('given it stands, then persisted, and only new evidence opens it again', () => {
    const journey = complianceAt('college_answered');
    journey.do(reviewer, 'conclude_compliance', persisted);
    expect(journey.status).toBe('persisted');
    journey.do(li, 'add_evidence', item());
    journey.do(li, 'reopen', { evidence: ['E-001'], reason: text('a new scheme') });
    expect(journey.status).toBe('triage');
    journey.refuses('WrongState', li, 'dismiss', { reason: 'out_of_scope' });
  });

  it('given it was concluded and reopened, when nothing stands any more, then it can still be ended', () => {
    const journey = complianceAt('college_answered');
    journey.do(reviewer, 'conclude_compliance', persisted);
    journey.do(li, 'add_evidence', item());
    journey.do(li, 'reopen', { evidence: ['E-001'], reason: text('a new scheme') });
    journey.do(machine, 'update_findings', { findings: [] });
    const nobody = { facts, findings: ['fully_online_final'] };
    journey.refuses('UnknownReference', li, 'notify_college', nobody);
    journey.do(li, 'dismiss', { reason: 'out_of_scope' });
    expect(rowOf(journey.case)).toMatchObject({ status: 'dismissed', due: null });
  });

  it('given who concludes, then a second person who declared and does not teach there', () => {
    const journey = complianceAt('college_answered');
    const other = { role: 'reviewer', person: 'other' };
    journey.refuses('InterestNotDeclared', other, 'conclude_compliance', persisted);
    journey.refuses(
      'ConfirmerIsIssuer',
      { role: 'reviewer', person: 'li' },
      'conclude_compliance',
      persisted,
    );
    journey.refuses(
      'PersonHasNoPart',
      { role: 'reviewer', person: 't-17' },
      'conclude_compliance',
      persisted,
    );
    journey.refuses('ReasonMissing', reviewer, 'conclude_compliance', {
      ...persisted,
      facts: NOTHING,
    });
    journey.do(reviewer, 'conclude_compliance', persisted);
    expect(journey.case.facts.separation).toMatchObject([
      { rule: 'ConfirmerIsIssuer', both: [], undeclared: [] },
    ]);
  });

  it('given what is done to students, then none of it is a step here', () => {
    const journey = complianceAt('triage');
    journey.refuses('WrongState', li, 'open_investigation', {});
    journey.refuses('WrongState', student, 'object', { text: text('x') });
    journey.refuses('WrongState', li, 'withdraw', { reason: text('r'), reference: text('f') });
    journey.refuses('UnknownReference', li, 'add_evidence', {
      ...item(),
      events: [{ source: 's', id: 'e' }],
    });
    const shared = { case: '2026-000001', evidence: 'E-001' };
    journey.do(li, 'link', { cases: ['2026-000001'], reason: text('same course') });
    journey.refuses('UnknownReference', li, 'add_evidence', { ...item(), shared });
  });
});

const item = () => ({
  ...({ sourceClass: 'document', title: text('scheme'), events: [], signals: [] } as const),
  ...({ bearing: 'neutral', copy: text('the scheme as sent') } as const),
});
