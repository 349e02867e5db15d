import { describe, expect, it } from '@jest/globals';
import { attentionOf } from '../attention.js';
import type { Staff } from '../staff.js';
import {
  committee,
  CONTEXT,
  evidence,
  machine,
  MEMBERS,
  officer,
  reviewer,
  STUDENT,
  text,
  type Journey,
} from '../testing/journey.js';
import { shortCaseAt } from '../testing/short-path.js';
import { caseAt, concludedCase } from '../testing/stops.js';

const li = officer('li');

/** A roster that lists these and nobody else. */
const LISTED: Readonly<Record<string, readonly string[]>> = {
  officer: ['li', 'wang'],
  committee: [...MEMBERS, 'secretary'],
  appeals: ['a1', 'a2', 'a3'],
};
const staff: Staff = {
  mayServe: (person, role) => LISTED[role]?.includes(person) === true,
  mayApprove: (person) => person === 'dean',
  collegeOf: () => undefined,
};
const context = { ...CONTEXT, staff };

describe('people whom the roster lists', () => {
  it('given a made-up id, then nobody puts it on a case', () => {
    const triage = caseAt('triage', { context });
    triage.refuses('PersonHasNoPart', li, 'open_investigation', { investigators: ['ghost'] });
    const investigating = caseAt('investigating', { context });
    investigating.refuses('PersonHasNoPart', li, 'add_investigator', { person: 'ghost' });
    const handed = { person: 'ghost', reason: text('leave') };
    investigating.refuses('PersonHasNoPart', li, 'reassign', handed);
    const closed = caseAt('defence_closed', { context });
    const panel = { members: ['c1', 'c2', 'ghost'], chair: 'c1', meetingAt: closed.now };
    closed.refuses('PersonHasNoPart', committee('c1'), 'convene', panel);
  });

  it('given somebody of another role, then the conflict is named before the role', () => {
    const closed = caseAt('defence_closed', { context });
    const panel = { members: ['c1', 'c2', 'wang'], chair: 'c1', meetingAt: closed.now };
    closed.refuses('CommitteeMemberConflicted', committee('c1'), 'convene', panel);
  });
});

describe('separation of duties, proven by the case itself', () => {
  it('given a case that went to an appeal, then each act names who was kept apart from whom', () => {
    const { separation } = concludedCase().case.facts;
    expect(separation.map(({ rule, act }) => [rule, act])).toEqual([
      ['ReviewerIsInvestigator', 'FindingApproved'],
      ['CommitteeMemberConflicted', 'CaseDecided'],
      ['AppealMemberTookPart', 'AppealDecided'],
    ]);
    expect(separation[0]).toMatchObject({ persons: ['zhao'], apartFrom: ['li', 'wang'] });
    expect(separation[1]?.apartFrom).toEqual(['li', 'wang', 't-17', 't-18']);
    for (const { both, undeclared } of separation) expect([both, undeclared]).toEqual([[], []]);
  });

  it('given teachers who change afterwards, then the proof says what was so at the time', () => {
    const journey = caseAt('decided');
    const { course } = journey.case.facts;
    journey.do(machine, 'note_course', { course: { ...course, teachers: ['c2'] } });
    expect(journey.case.facts.separation[1]).toMatchObject({ both: [] });
  });

  it('given what people did, then it is counted by person and act, the machine left out', () => {
    const { deeds } = caseAt('decided').case.facts;
    const of = (person: string) =>
      deeds.filter((deed) => deed.person === person).map(({ act, times }) => [act, times]);
    expect(of('wang')).toEqual([
      ['InterestDeclared', 1],
      ['EvidenceAdded', 1],
    ]);
    expect(of('c1')).toEqual([
      ['InterestDeclared', 1],
      ['VoteCast', 1],
      ['CaseDecided', 1],
    ]);
    expect(of('casework')).toEqual([]);
  });
});

describe('a group of cases', () => {
  const shared = { case: '2026-000002', evidence: 'E-004' };

  it('given an item of another case, then it enters by reference once the two are linked', () => {
    const journey = caseAt('investigating');
    const item = evidence({ signals: [], shared });
    journey.refuses('UnknownReference', li, 'add_evidence', item);
    journey.do(machine, 'note_link', { case: '2026-000002' });
    journey.do(li, 'add_evidence', item);
    expect(journey.case.facts.evidence.at(-1)).toMatchObject({ id: 'E-003', shared });
    journey.refuses('WrongState', li, 'add_evidence', item);
  });

  it('given a link from the other side, then it is noted once, and never of a case with itself', () => {
    const journey = caseAt('triage');
    journey.do(machine, 'note_link', { case: '2026-000002' });
    expect(journey.do(machine, 'note_link', { case: '2026-000002' })).toEqual([]);
    expect(journey.do(machine, 'note_link', { case: journey.case.facts.id })).toEqual([]);
    expect(journey.case.facts.links).toEqual(['2026-000002']);
    journey.refuses('RoleMayNotRun', li, 'note_link', { case: '2026-000003' });
  });
});

describe('other cases on the same grade', () => {
  const other = '2026-000002';
  const shown = (journey: Journey) =>
    attentionOf(journey.case).filter(({ code }) => code === 'other_result_stands');

  it('given a result that this one could not come to, then it is noted once and shown until it is taken back', () => {
    const journey = caseAt('triage');
    const result = { case: other, result: 'disqualified' as const };
    journey.do(machine, 'note_result', result);
    expect(journey.do(machine, 'note_result', result)).toEqual([]);
    expect(shown(journey)).toEqual([{ code: 'other_result_stands', ...result }]);
    journey.do(machine, 'note_result', { case: other });
    expect(journey.do(machine, 'note_result', { case: other })).toEqual([]);
    expect(shown(journey)).toEqual([]);
    journey.refuses('RoleMayNotRun', li, 'note_result', result);
  });

  it('given the same result, the own case, or a flag that nobody has claimed, then nothing is noted', () => {
    const journey = caseAt('triage');
    expect(journey.do(machine, 'note_result', { case: other, result: 'grade_void' })).toEqual([]);
    const own = { case: journey.case.facts.id, result: 'absent_zero' as const };
    expect(journey.do(machine, 'note_result', own)).toEqual([]);
    caseAt('flagged').refuses('WrongState', machine, 'note_result', { ...own, case: other });
  });

  it('given a case at its end, then it shows the other result only beside one of its own', () => {
    const noted = (journey: Journey) => {
      journey.do(machine, 'note_result', { case: other, result: 'absent_zero' });
      return shown(journey).length;
    };
    expect(noted(caseAt('final'))).toBe(1);
    expect(noted(caseAt('final', { enrolled: false }))).toBe(0);
    const dismissed = caseAt('triage');
    dismissed.do(li, 'dismiss', { reason: 'insufficient' });
    expect(noted(dismissed)).toBe(0);
    expect(noted(shortCaseAt('confirmation_served'))).toBe(0);
    const absence = shortCaseAt('confirmation_served', 'excessive_absence');
    expect(noted(absence)).toBe(1);
  });
});

it('given who approves an extension, then somebody else, without a conflict, whom the roster knows', () => {
  const more = {
    deadline: 'review',
    days: 2,
    unit: 'working',
    reason: text('sick leave'),
  } as const;
  const asked = (approvedBy: string) => ({ ...more, approvedBy });
  const journey = caseAt('finding_review', { context });
  for (const nobody of ['ghost', 'zhao', STUDENT])
    journey.refuses('PersonHasNoPart', reviewer, 'extend_deadline', asked(nobody));
  const relation = { conflict: true, relation: text('a relative') };
  journey.do({ role: 'reviewer', person: 'dean' }, 'declare_interest', relation);
  journey.refuses('PersonConflicted', reviewer, 'extend_deadline', asked('dean'));
  journey.do({ role: 'reviewer', person: 'dean' }, 'declare_interest', { conflict: false });
  journey.do(reviewer, 'extend_deadline', asked('dean'));
});

it('given the school has decided, then no officer alone withdraws the case', () => {
  const retracted = { reason: text('a fault of the platform'), reference: text('CX-1') };
  for (const stop of ['decided', 'appeal_open'] as const)
    caseAt(stop).refuses('DecisionStands', li, 'withdraw', retracted);
  const before = caseAt('voted');
  before.do(li, 'withdraw', retracted);
  expect(before.status).toBe('withdrawn');
});

it('given who rules on an appeal, then the roster is asked of them too', () => {
  expect(() => concludedCase({ context })).not.toThrow();
  const strict = {
    ...context,
    staff: { ...staff, mayServe: (_: string, role: string) => role !== 'appeals' },
  };
  expect(() => concludedCase({ context: strict })).toThrow(/PersonHasNoPart/);
});
