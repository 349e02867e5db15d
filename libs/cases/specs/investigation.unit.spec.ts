import { describe, expect, it } from '@jest/globals';
import { attentionOf } from '../attention.js';
import { rowOf } from '../case-row.js';
import type { CommandPayloads } from '../commands.js';
import {
  CONTEXT,
  DAY,
  evidence,
  FINDING,
  HOUR,
  Journey,
  machine,
  NOTHING,
  officer,
  reviewer,
  SIGNAL,
  text,
  withLevel,
} from '../testing/journey.js';
import { caseAt, STOPS } from '../testing/stops.js';

const li = officer('li');
const withdrawn = {
  signals: [{ ...SIGNAL, state: 'withdrawn' as const }],
  score: 0.1,
  threshold: 0.9,
};

describe('triage', () => {
  it('claim: an officer takes charge; a second claim, and another role, are refused', () => {
    const journey = caseAt('triage');
    expect(journey.case.facts.people.assignee).toBe('li');
    journey.refuses('WrongState', officer('wang'), 'claim', {});
    caseAt('flagged').refuses('RoleMayNotRun', reviewer, 'claim', {});
  });

  it('reassign: another officer, with a reason', () => {
    const journey = caseAt('triage');
    journey.refuses('ReasonMissing', li, 'reassign', { person: 'wang', reason: NOTHING });
    journey.do(li, 'reassign', { person: 'wang', reason: text('leave') });
    expect(journey.case.facts.people.assignee).toBe('wang');
  });

  it('dismiss: from triage, no clock runs on; not from the notice on', () => {
    const journey = caseAt('triage');
    journey.do(li, 'dismiss', { reason: 'false_positive' });
    expect(journey.status).toBe('dismissed');
    expect(journey.case.facts.deadlines.every(({ state }) => state === 'met')).toBe(true);
    caseAt('notice_issued').refuses('WrongState', li, 'dismiss', { reason: 'insufficient' });
  });

  it('link: other cases, with a reason, never only itself', () => {
    const journey = caseAt('triage');
    journey.do(li, 'link', { cases: ['2026-000002'], reason: text('one device') });
    expect(journey.case.facts.links).toEqual(['2026-000002']);
    journey.refuses('UnknownReference', li, 'link', { cases: ['2026-000001'], reason: text('x') });
    journey.refuses('ReasonMissing', li, 'link', { cases: ['2026-000003'], reason: NOTHING });
  });

  it('withdraw: the vendor retracts, with its reference; not what is final', () => {
    const journey = caseAt('defence_open');
    const retraction = { reason: text('rolled back'), reference: text('mail 7') };
    journey.refuses('ReasonMissing', li, 'withdraw', { ...retraction, reference: NOTHING });
    journey.do(li, 'withdraw', retraction);
    expect(journey.status).toBe('withdrawn');
    caseAt('final').refuses('WrongState', li, 'withdraw', retraction);
  });

  it('reopen: only on evidence that is new since the closing', () => {
    const journey = caseAt('investigating');
    journey.do(li, 'dismiss', { reason: 'insufficient' });
    const old = { evidence: ['E-001'], reason: text('new log') };
    journey.refuses('ReasonMissing', li, 'reopen', old);
    journey.do(li, 'add_evidence', evidence());
    journey.do(li, 'reopen', { ...old, evidence: ['E-003'] });
    expect(journey.status).toBe('triage');
    caseAt('triage').refuses('WrongState', li, 'reopen', old);
  });

  it('a decided case that was reopened is not dismissed by an officer alone', () => {
    const journey = caseAt('final');
    journey.do(li, 'add_evidence', evidence());
    journey.do(li, 'reopen', { evidence: ['E-003'], reason: text('another device') });
    journey.refuses('WrongState', li, 'dismiss', { reason: 'insufficient' });
  });
});

describe('the investigation', () => {
  it('open_investigation: the caller is the first investigator, the 90 days begin', () => {
    const { case: opened } = caseAt('investigating');
    expect(opened.facts.people.investigators).toEqual(['li', 'wang']);
    expect(opened.facts.deadlines.map(({ name, state }) => [name, state])).toEqual([
      ['triage', 'met'],
      ['investigation', 'running'],
      ['whole_case', 'running'],
    ]);
  });

  it('add_investigator: not whoever reviewed, decided or declared a conflict', () => {
    const journey = caseAt('finding_review');
    journey.do(reviewer, 'return_finding', { reason: text('thin') });
    journey.refuses('ReviewerIsInvestigator', li, 'add_investigator', { person: 'zhao' });
    journey.do(officer('sun'), 'declare_interest', { conflict: true, relation: text('cousin') });
    journey.refuses('PersonConflicted', li, 'add_investigator', { person: 'sun' });
    journey.do(li, 'add_investigator', { person: 'qian' });
    expect(journey.case.facts.people.investigators).toContain('qian');
  });

  it('declare_interest: a conflict names the relation and bars its person from acting', () => {
    const journey = caseAt('investigating');
    journey.refuses('ReasonMissing', li, 'declare_interest', { conflict: true });
    journey.do(li, 'declare_interest', { conflict: true, relation: text('uncle') });
    journey.refuses('PersonConflicted', li, 'submit_finding', FINDING);
    journey.refuses('TwoInvestigatorsNeeded', officer('wang'), 'submit_finding', FINDING);
  });

  it('await and resume: the investigation stands still and is due later by the working days', () => {
    const journey = caseAt('investigating');
    const before = clock(journey, 'investigation').due;
    journey.refuses('ReasonMissing', li, 'await', { on: 'vendor', question: NOTHING });
    journey.do(li, 'await', { on: 'vendor', question: text('log?'), hold: true });
    expect(journey.status).toBe('awaiting_vendor');
    journey.refuses('WrongState', li, 'submit_finding', FINDING);
    // Monday to the Monday after: five working days.
    journey.advance(7 * DAY).do(li, 'resume', {});
    expect(journey.status).toBe('investigating');
    expect(clock(journey, 'investigation').due).toBe(
      CONTEXT.calendar.addWorkingDays(before - 1, 5),
    );
  });

  it('await until a day: once it has passed the case says so, and waits on until a person resumes it', () => {
    const journey = caseAt('investigating');
    const until = journey.now + 3 * DAY;
    const ask = { on: 'vendor', question: text('log?'), until } as const;
    const fire = () => journey.do(machine, 'fire_deadline', { name: 'await' });
    journey.do(li, 'await', ask);
    expect(rowOf(journey.case).wakeAt).toBe(until);
    journey.now = until - 1;
    expect(fire()).toEqual([]);
    expect(attentionOf(journey.case)).toEqual([]);
    journey.now = until + HOUR;
    expect(fire()).toMatchObject([{ type: 'AwaitExpired', data: { at: until, until } }]);
    expect(fire()).toEqual([]);
    const attention = { code: 'await_expired', on: 'vendor', until: new Date(until).toISOString() };
    expect(attentionOf(journey.case)).toEqual([attention]);
    expect(journey.status).toBe('awaiting_vendor');
    expect(rowOf(journey.case).wakeAt).toBeGreaterThan(journey.now);
    journey.do(li, 'resume', {});
    expect(attentionOf(journey.case)).toEqual([]);
    // Asked again, it is said again; suspended meanwhile, when the case is back at the question.
    journey.do(li, 'await', { ...ask, until: journey.now + DAY });
    expect(attentionOf(journey.case)).toEqual([]);
    journey.do(li, 'suspend', { reason: text('police') });
    journey.advance(2 * DAY);
    expect(fire()).toEqual([]);
    journey.do(li, 'resume', {});
    expect(fire()).toMatchObject([{ type: 'AwaitExpired', data: { at: journey.now } }]);
  });

  it('suspend: every clock stands still, and nothing rings meanwhile', () => {
    const journey = caseAt('defence_open');
    const due = clock(journey, 'defence').due;
    journey.refuses('ReasonMissing', li, 'suspend', { reason: NOTHING });
    journey.do(li, 'suspend', { reason: text('police') });
    journey.advance(40 * DAY);
    expect(journey.do(machine, 'fire_deadline', { name: 'defence' })).toEqual([]);
    journey.do(li, 'resume', {});
    expect(journey.status).toBe('defence_open');
    expect(clock(journey, 'defence').due).toBeGreaterThan(due);
  });

  it('evidence: known signals and attachments only; excluded stays listed and supports nothing', () => {
    const journey = caseAt('investigating');
    journey.refuses('UnknownReference', li, 'add_evidence', evidence({ signals: ['sig-9'] }));
    journey.refuses('UnknownReference', li, 'add_evidence', evidence({ attachment: 'A-001' }));
    journey.do(li, 'attach', { title: text('log'), content: text('x'), mediaType: 'text/plain' });
    journey.do(li, 'add_evidence', evidence({ attachment: 'A-001' }));
    journey.refuses('ReasonMissing', li, 'exclude_evidence', {
      evidence: 'E-001',
      reason: NOTHING,
    });
    journey.do(li, 'exclude_evidence', { evidence: 'E-001', reason: text('wrong account') });
    expect(journey.case.facts.evidence.map(({ id }) => id)).toEqual(['E-001', 'E-002', 'E-003']);
    journey.refuses('UnknownReference', li, 'submit_finding', FINDING);
    journey.do(li, 'submit_finding', { ...FINDING, evidence: ['E-002'] });
  });

  it('a finding on a withdrawn signal needs the item excluded or re-affirmed', () => {
    const journey = caseAt('investigating');
    journey.advance(HOUR).do(machine, 'update_signals', withdrawn);
    journey.refuses('SignalWithdrawn', li, 'submit_finding', FINDING);
    journey.do(li, 'reaffirm_evidence', { evidence: 'E-001', reason: text('seen on the log') });
    journey.do(li, 'submit_finding', FINDING);
    const innocent = caseAt('investigating');
    innocent.do(machine, 'update_signals', withdrawn);
    innocent.do(li, 'submit_finding', { ...FINDING, evidence: ['E-002'] });
  });

  it('a re-affirmation does not cover a later withdrawal', () => {
    const journey = caseAt('investigating');
    journey.do(li, 'reaffirm_evidence', { evidence: 'E-001', reason: text('certain') });
    journey.advance(HOUR).do(machine, 'update_signals', withdrawn);
    journey.refuses('SignalWithdrawn', li, 'submit_finding', FINDING);
  });
});

describe('the finding', () => {
  it('needs two investigators who declared their interests, and one of them to submit it', () => {
    const alone = new Journey();
    STOPS.flagged(alone, {});
    STOPS.triage(alone);
    alone.do(li, 'open_investigation', {});
    alone.do(li, 'add_evidence', evidence());
    alone.refuses('TwoInvestigatorsNeeded', li, 'submit_finding', FINDING);
    alone.do(li, 'add_investigator', { person: 'wang' });
    alone.refuses('InterestNotDeclared', li, 'submit_finding', FINDING);
    caseAt('investigating').refuses('PersonHasNoPart', officer('sun'), 'submit_finding', FINDING);
  });

  it('voids the grade of an enrolled student when established; an outsider has none to void', () => {
    const mild = { ...FINDING, proposed: { outcome: 'education_only' as const } };
    caseAt('investigating').refuses('ArticleRequiresGradeVoid', li, 'submit_finding', mild);
    caseAt('investigating', { enrolled: false }).do(li, 'submit_finding', mild);
  });

  it('with a level: a second clause, two classes of source, every innocent explanation', () => {
    const { finding } = withLevel('warning');
    const journey = caseAt('investigating');
    const without = (change: Partial<CommandPayloads['submit_finding']>) => ({
      ...finding,
      ...change,
    });
    journey.refuses('NoBasisForLevel', li, 'submit_finding', without({ clauses: FINDING.clauses }));
    journey.refuses(
      'TwoSourceClassesNeeded',
      li,
      'submit_finding',
      without({ evidence: ['E-001'] }),
    );
    journey.refuses(
      'ExculpatoryNotConsidered',
      li,
      'submit_finding',
      without({ exculpatory: finding.exculpatory.slice(1) }),
    );
    journey.refuses(
      'NoBasisForLevel',
      li,
      'submit_finding',
      without({ proposed: { outcome: 'grade_void', level: 'expulsion' } }),
    );
    journey.do(li, 'submit_finding', finding);
  });

  it('is reviewed by somebody who did not investigate and has declared', () => {
    const journey = caseAt('finding_review');
    const wang = { role: 'reviewer', person: 'wang' };
    journey.refuses('ReviewerIsInvestigator', wang, 'approve_finding', {});
    journey.refuses('ReviewerIsInvestigator', wang, 'return_finding', { reason: text('x') });
    const sun = { role: 'reviewer', person: 'sun' };
    journey.refuses('InterestNotDeclared', sun, 'approve_finding', {});
    journey.refuses('ReasonMissing', reviewer, 'return_finding', { reason: NOTHING });
    journey.do(reviewer, 'return_finding', { reason: text('thin') });
    expect(journey.status).toBe('investigating');
  });

  it('that establishes nothing ends the case when it is approved', () => {
    const journey = caseAt('investigating');
    const nothing = { ...FINDING, established: false, proposed: { outcome: 'not_established' } };
    journey.do(li, 'submit_finding', nothing as typeof FINDING);
    journey.do(reviewer, 'declare_interest', { conflict: false });
    journey.do(reviewer, 'approve_finding', {});
    expect(journey.case.stage).toMatchObject({ status: 'dismissed', reason: 'not_established' });
  });
});

const clock = (journey: Journey, name: string) =>
  journey.case.facts.deadlines.find((deadline) => deadline.name === name)!;
