import { describe, expect, it } from '@jest/globals';
import {
  ART24,
  committee,
  CONTEXT,
  DAY,
  DECISION,
  delivery,
  evidence,
  HOUR,
  machine,
  MEMBERS,
  NOTHING,
  NOTICE,
  officer,
  SIGNAL,
  student,
  text,
  vote3,
  withLevel,
  type Journey,
} from '../testing/journey.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');
const chair = committee('c1');
const panel = (members: readonly string[], at = 0) => ({
  members,
  chair: members[0]!,
  meetingAt: at,
});

describe('convening the committee', () => {
  it('waits for service and for the end of the defence', () => {
    const call = panel(MEMBERS);
    caseAt('notice_issued').refuses('NoticeNotServed', chair, 'convene', call);
    caseAt('defence_open').refuses('DefenceStillOpen', chair, 'convene', call);
    caseAt('defence_closed').do(chair, 'convene', call);
  });

  it('needs three members or more, an odd number, the chair among them', () => {
    const journey = caseAt('defence_closed');
    journey.refuses('QuorumNotMet', chair, 'convene', panel(['c1', 'c2']));
    journey.refuses('QuorumNotMet', chair, 'convene', panel(['c1', 'c2', 'c3', 'c4']));
    journey.refuses('QuorumNotMet', chair, 'convene', panel(['c1', 'c2', 'c2']));
    journey.refuses('QuorumNotMet', chair, 'convene', { ...panel(MEMBERS), chair: 'c9' });
    journey.do(chair, 'convene', panel(['c1', 'c2', 'c3', 'c4', 'c5']));
  });

  it.each([
    ['an investigator', 'wang'],
    ['the course owner', 't-17'],
    ['a teacher of the course', 't-18'],
  ])('seats nobody who is %s', (_, person) => {
    const journey = caseAt('defence_closed');
    journey.refuses('CommitteeMemberConflicted', chair, 'convene', panel(['c1', 'c2', person]));
    const secretary = { ...panel(MEMBERS), secretary: person };
    journey.refuses('CommitteeMemberConflicted', chair, 'convene', secretary);
  });

  it('seats nobody who declared a conflict; whoever declared none may sit', () => {
    const journey = caseAt('defence_closed');
    journey.do(committee('c2'), 'declare_interest', { conflict: true, relation: text('aunt') });
    journey.do(committee('c3'), 'declare_interest', { conflict: false });
    journey.refuses('CommitteeMemberConflicted', chair, 'convene', panel(MEMBERS));
    journey.do(chair, 'convene', panel(['c1', 'c3', 'c4']));
  });
});

describe('recusal', () => {
  it('is asked by the student, ruled by the chair, and unseats the member', () => {
    const journey = caseAt('voted');
    journey.do(student, 'request_recusal', { person: 'c3', reason: text('his tutor') });
    journey.refuses('CommitteeMemberConflicted', chair, 'decide', DECISION);
    const ruling = { person: 'c3', granted: true, reason: text('so it is') };
    journey.refuses('PersonHasNoPart', committee('c2'), 'rule_recusal', ruling);
    journey.refuses('UnknownReference', chair, 'rule_recusal', { ...ruling, person: 'c2' });
    journey.refuses('ReasonMissing', chair, 'rule_recusal', { ...ruling, reason: NOTHING });
    journey.do(chair, 'rule_recusal', ruling);
    journey.refuses('CommitteeMemberConflicted', committee('c3'), 'vote', {
      outcome: 'grade_void',
    });
    // Two of three remain and agree: two thirds are present.
    journey.do(chair, 'decide', DECISION);
    expect(journey.case.stage).toMatchObject({ decision: { votes: { length: 2 } } });
  });

  it('of the chair is not ruled by the chair', () => {
    const journey = caseAt('voted');
    journey.do(student, 'request_recusal', { person: 'c1', reason: text('biased') });
    const ruling = { person: 'c1', granted: false, reason: text('no') };
    journey.refuses('PersonHasNoPart', chair, 'rule_recusal', ruling);
  });
});

describe('the vote', () => {
  it('is for members who declared their interests, within the notice', () => {
    const journey = caseAt('deliberation');
    const ballot = { outcome: 'grade_void' as const };
    journey.refuses('PersonHasNoPart', committee('c9'), 'vote', ballot);
    journey.refuses('DecisionExceedsNotice', chair, 'vote', { ...ballot, level: 'warning' });
    const fresh = caseAt('defence_closed');
    fresh.do(chair, 'convene', panel(MEMBERS));
    fresh.refuses('InterestNotDeclared', chair, 'vote', ballot);
  });

  it('counts the last one of each member', () => {
    const journey = caseAt('voted');
    journey.do(committee('c2'), 'vote', { outcome: 'not_established' });
    journey.do(committee('c3'), 'vote', { outcome: 'not_established' });
    journey.refuses('QuorumNotMet', chair, 'decide', DECISION);
    journey.do(chair, 'decide', {
      outcome: 'not_established',
      facts: text('doubt remains'),
      clauses: [],
      evidence: [],
    });
  });
});

describe('the decision', () => {
  it('is announced by the chair after two thirds have voted and more than half agree', () => {
    const journey = caseAt('deliberation');
    journey.refuses('PersonHasNoPart', committee('c2'), 'decide', DECISION);
    journey.do(chair, 'vote', { outcome: 'grade_void' });
    journey.refuses('QuorumNotMet', chair, 'decide', DECISION);
    journey.do(committee('c2'), 'vote', { outcome: 'not_established' });
    journey.refuses('QuorumNotMet', chair, 'decide', DECISION);
    journey.do(committee('c3'), 'vote', { outcome: 'grade_void' });
    journey.do(chair, 'decide', DECISION);
    expect(journey.status).toBe('decided');
  });

  it('answers each point of the defence, before or with the decision', () => {
    const journey = openPoints();
    journey.refuses('DefencePointUnanswered', chair, 'decide', DECISION);
    const one = [{ point: 1, answer: text('checked') }];
    journey.refuses('DefencePointUnanswered', chair, 'decide', { ...DECISION, answers: one });
    const blank = [...one, { point: 2, answer: NOTHING }];
    journey.refuses('ReasonMissing', chair, 'decide', { ...DECISION, answers: blank });
    const both = [...one, { point: 2, answer: text('checked too') }];
    journey.do(chair, 'decide', { ...DECISION, answers: both });
  });

  it('does not go beyond the notice in level, clause or evidence', () => {
    const journey = caseAt('voted', { level: 'warning' });
    const heavier = withLevel('demerit').decision;
    journey.refuses('DecisionExceedsNotice', chair, 'decide', heavier);
    const late = caseAt('voted');
    late.do(li, 'add_evidence', evidence());
    const more = { ...DECISION, evidence: ['E-001', 'E-003'] };
    late.refuses('DecisionExceedsNotice', chair, 'decide', more);
    const clause = { ...DECISION, clauses: [ART24, 'moe-41#52'] };
    late.refuses('DecisionExceedsNotice', chair, 'decide', clause);
  });

  it('may rest on exculpatory evidence that came after the notice', () => {
    const journey = caseAt('voted');
    journey.do(li, 'add_evidence', evidence({ bearing: 'exculpatory' }));
    journey.do(chair, 'decide', { ...DECISION, evidence: ['E-001', 'E-003'] });
  });

  it('names facts, clause and evidence', () => {
    const journey = caseAt('voted');
    journey.refuses('ReasonMissing', chair, 'decide', { ...DECISION, facts: NOTHING });
    journey.refuses('NoticeIncomplete', chair, 'decide', { ...DECISION, clauses: [] });
    journey.refuses('NoticeIncomplete', chair, 'decide', { ...DECISION, evidence: [] });
    const empty = { events: [], signals: [], text: NOTHING, bearing: 'neutral' as const };
    journey.do(li, 'add_evidence', evidence(empty));
    const { id = '' } = journey.case.facts.evidence.at(-1) ?? {};
    journey.refuses('NoticeIncomplete', chair, 'decide', { ...DECISION, evidence: [id] });
  });

  it('names the item, also where the notice of an earlier release did not', () => {
    const clauses = { ...CONTEXT.clauses, isExact: () => false };
    const journey = Object.assign(caseAt('voted'), { context: { ...CONTEXT, clauses } });
    const refusal = { guard: 'NoticeIncomplete', article: 'moe-41#53' };
    expect(journey.refusal(chair, 'decide', DECISION)).toMatchObject(refusal);
  });

  it('that finds art. 24 broken voids the grade; what is no such violation need not', () => {
    const journey = caseAt('deliberation');
    vote3(journey, { outcome: 'education_only' });
    const mild = { ...DECISION, outcome: 'education_only' as const };
    journey.refuses('ArticleRequiresGradeVoid', chair, 'decide', mild);
    journey.do(chair, 'decide', { ...mild, clauses: [] });
  });

  it('does not rest on a signal that was withdrawn since', () => {
    const journey = caseAt('voted').advance(HOUR);
    const signals = [{ ...SIGNAL, state: 'withdrawn' as const }];
    journey.do(machine, 'update_signals', { signals, score: 0, threshold: 0.9 });
    journey.refuses('SignalWithdrawn', chair, 'decide', DECISION);
    journey.do(li, 'reaffirm_evidence', { evidence: 'E-001', reason: text('log holds') });
    journey.do(chair, 'decide', DECISION);
  });

  it('needs two classes of source for a level; for the grade alone one will do', () => {
    const journey = caseAt('voted', { level: 'warning' });
    const { decision } = withLevel('warning');
    const thin = { ...decision, evidence: ['E-001'] };
    journey.refuses('TwoSourceClassesNeeded', chair, 'decide', thin);
    const bare = { ...decision, clauses: [ART24] };
    journey.refuses('NoBasisForLevel', chair, 'decide', bare);
    journey.do(chair, 'decide', decision);
    caseAt('voted').do(chair, 'decide', DECISION);
  });

  it('is not heavier because of a defence', () => {
    const journey = caseAt('voted', { level: 'warning' });
    journey.refuses(
      'DecisionExceedsNotice',
      chair,
      'decide',
      withLevel('serious_warning').decision,
    );
  });
});

describe('probation and expulsion', () => {
  const legal = { role: 'legal', person: 'fa' };
  const opinion = { passed: true, opinion: text('lawful') };
  const meeting = (journey: Journey) => ({
    heldAt: journey.now,
    resolution: text('agreed'),
    attachment: 'A-001',
  });

  it('need a legal review that passed', () => {
    const journey = caseAt('voted', { level: 'probation', violation: 'exam_impersonation' });
    const { decision } = withLevel('probation');
    journey.refuses('LegalReviewMissing', chair, 'decide', decision);
    journey.do(legal, 'record_legal_review', { ...opinion, passed: false });
    journey.refuses('LegalReviewMissing', chair, 'decide', decision);
    journey.refuses('ReasonMissing', legal, 'record_legal_review', {
      ...opinion,
      opinion: NOTHING,
    });
    journey.do(legal, 'record_legal_review', opinion);
    journey.do(chair, 'decide', decision);
  });

  it('are reviewed by nobody who found the facts, approved them or decides, and after the defence', () => {
    const journey = caseAt('voted', { level: 'probation', violation: 'exam_impersonation' });
    for (const person of ['li', 'zhao', 'c1', 't-18'])
      journey.refuses(
        'PersonConflicted',
        { role: 'legal', person },
        'record_legal_review',
        opinion,
      );
    journey.do(legal, 'record_legal_review', opinion);
    const seats = { members: ['c1', 'c2', 'fa'], chair: 'c1', meetingAt: journey.now };
    journey.refuses('CommitteeMemberConflicted', chair, 'convene', seats);
    const heard = caseAt('defence_open', { level: 'probation', violation: 'exam_impersonation' });
    heard.refuses('DefenceStillOpen', legal, 'record_legal_review', opinion);
  });

  it("expulsion also needs the presidents' meeting on record", () => {
    const journey = caseAt('voted', { level: 'expulsion', violation: 'exam_impersonation' });
    const { decision } = withLevel('expulsion');
    journey.do(legal, 'record_legal_review', opinion);
    journey.refuses('PresidentsMeetingMissing', chair, 'decide', decision);
    journey.refuses('UnknownReference', chair, 'record_presidents_meeting', meeting(journey));
    journey.do(li, 'attach', {
      title: text('minutes'),
      content: text('x'),
      mediaType: 'text/plain',
    });
    const future = { ...meeting(journey), heldAt: journey.now + DAY };
    journey.refuses('TimeOutOfOrder', chair, 'record_presidents_meeting', future);
    journey.do(chair, 'record_presidents_meeting', meeting(journey));
    journey.do(chair, 'decide', decision);
  });

  it('expulsion is never for course brushing', () => {
    const { finding } = withLevel('expulsion');
    caseAt('investigating').refuses('NoBasisForLevel', li, 'submit_finding', finding);
    caseAt('investigating', { violation: 'exam_impersonation' }).do(li, 'submit_finding', finding);
  });

  it('a lighter level needs no review', () => {
    caseAt('decided', { level: 'demerit' });
  });

  it('a new notice needs a new review', () => {
    const journey = caseAt('voted', { level: 'probation', violation: 'exam_impersonation' });
    journey.do(legal, 'record_legal_review', opinion);
    journey.do(li, 'issue_notice', withLevel('probation').notice);
    expect(journey.case.facts.legalReview).toBeUndefined();
  });
});

describe('times outside the system', () => {
  it('lie neither in the future nor before the last step', () => {
    const journey = caseAt('triage');
    const { now } = journey;
    journey.refuses('TimeOutOfOrder', li, 'open_investigation', {}, { at: now + 1 });
    journey.refuses('TimeOutOfOrder', li, 'open_investigation', {}, { at: now - 1 });
    journey.do(li, 'open_investigation', {}, { at: now });
  });

  it('a note is a fact of its own', () => {
    const journey = caseAt('flagged');
    const events = journey.do(li, 'claim', {}, { note: text('urgent') });
    expect(events.map(({ type }) => type)).toEqual(['CaseClaimed', 'NoteAdded']);
    expect(caseAt('flagged').do(li, 'claim', {}, { note: NOTHING })).toHaveLength(1);
  });

  it('the appeal window runs to 24:00 in Shanghai of the tenth day', () => {
    const journey = caseAt('decided').advance(HOUR);
    const at = journey.now;
    journey.do(li, 'record_delivery', delivery(journey, { document: 'decision' }));
    const appeal = journey.case.facts.deadlines.find(({ name }) => name === 'appeal')!;
    expect(appeal.due).toBe(CONTEXT.calendar.addCalendarDays(at, 10));
    expect(new Date(appeal.due).toISOString()).toMatch(/T16:00:00\.000Z$/);
  });
});

/** Voted, with two points of the defence that nobody has answered yet. */
const openPoints = (): Journey => {
  const journey = caseAt('defence_closed');
  journey.do(chair, 'convene', panel(MEMBERS));
  for (const member of MEMBERS)
    journey.do(committee(member), 'declare_interest', { conflict: false });
  vote3(journey, { outcome: NOTICE.proposed.outcome });
  return journey;
};
