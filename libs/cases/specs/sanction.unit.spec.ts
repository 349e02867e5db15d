import { describe, expect, it } from '@jest/globals';
import { attentionOf } from '../attention.js';
import {
  committee,
  CONTEXT,
  DAY,
  delivery,
  evidence,
  machine,
  NOTHING,
  officer,
  registrar,
  reviewer,
  student,
  text,
  withLevel,
  type Journey,
} from '../testing/journey.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');
const c2 = committee('c2');
const LIFT = { lifted: true, reason: text('good conduct') };
const clock = (journey: Journey, name: 'sanction' | 'lifting_review') =>
  journey.case.facts.deadlines.find((one) => one.name === name)!;
const local = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString();
const running = (): Journey => caseAt('executed', { level: 'warning' });
/** On the day from which on the lifting is reviewed. */
const underReview = (): Journey => {
  const journey = running();
  journey.now = clock(journey, 'lifting_review').due;
  journey.do(machine, 'fire_deadline', { name: 'lifting_review' });
  return journey;
};

describe('a discipline level with a period', () => {
  it('runs for its months from the day it became final, its lifting looked at 30 days before', () => {
    const journey = running();
    expect(journey.status).toBe('sanction_running');
    const final = journey.events.find(({ type }) => type === 'CaseFinal')!.data.at;
    const end = clock(journey, 'sanction').due;
    expect(end).toBe(CONTEXT.calendar.addMonths(final, 6));
    expect(local(end - 1).slice(8, 10)).toBe(local(final).slice(8, 10));
    expect(clock(journey, 'lifting_review').due).toBe(end - 30 * DAY);
    expect(clock(journey, 'sanction')).toMatchObject({ basis: 'moe-41#57', state: 'running' });
  });

  it('runs from the delivery where the policy says so', () => {
    const limits = { ...CONTEXT.limits, effectiveOn: 'served' as const };
    const journey = caseAt('executed', { level: 'warning', context: { ...CONTEXT, limits } });
    const served = journey.case.facts.deliveries.at(-1)!.deliveredAt;
    expect(clock(journey, 'sanction').start).toBe(served);
  });

  it('there is none to run or to lift without a level', () => {
    const journey = caseAt('executed');
    expect(journey.status).toBe('executed');
    journey.refuses('WrongState', c2, 'lift_sanction', LIFT);
  });

  it('is decided with its period named, six to twelve months', () => {
    const journey = caseAt('voted', { level: 'warning' });
    const { decision } = withLevel('warning');
    const chair = committee('c1');
    const without = { ...decision, periodMonths: undefined };
    journey.refuses('NoticeIncomplete', chair, 'decide', without);
    journey.refuses('DeadlineFloor', chair, 'decide', { ...decision, periodMonths: 5 });
    journey.refuses('DeadlineFloor', chair, 'decide', { ...decision, periodMonths: 13 });
    journey.do(chair, 'decide', { ...decision, periodMonths: 12 });
  });

  it('is not lifted a millisecond before the review, nor without a reason, nor by an investigator', () => {
    const journey = running();
    journey.now = clock(journey, 'lifting_review').due - 1;
    journey.refuses('DeadlineFloor', c2, 'lift_sanction', LIFT);
    journey.advance(1);
    journey.refuses('ReasonMissing', c2, 'lift_sanction', { ...LIFT, reason: NOTHING });
    journey.refuses('UnknownReference', c2, 'lift_sanction', { ...LIFT, attachment: 'A-001' });
    journey.refuses('CommitteeMemberConflicted', committee('wang'), 'lift_sanction', LIFT);
    journey.refuses('MachineMayOnlyFlag', machine, 'lift_sanction', LIFT);
    journey.refuses('RoleMayNotRun', li, 'lift_sanction', LIFT);
    journey.do(c2, 'lift_sanction', LIFT);
    expect(journey.status).toBe('lifted');
  });

  it('asks for attention when the review opens and when the period is over', () => {
    expect(attentionOf(running().case)).toEqual([]);
    const journey = underReview();
    expect(attentionOf(journey.case)).toEqual([{ code: 'lifting_review_open' }]);
    journey.do(c2, 'lift_sanction', { ...LIFT, lifted: false });
    expect(journey.status).toBe('sanction_running');
    expect(attentionOf(journey.case)).toEqual([]);
    journey.now = clock(journey, 'sanction').due;
    journey.do(machine, 'fire_deadline', { name: 'sanction' });
    expect(attentionOf(journey.case)).toEqual([{ code: 'deadline_overdue', deadline: 'sanction' }]);
    journey.do(c2, 'lift_sanction', LIFT);
    expect(journey.status).toBe('lifted');
  });

  it('cannot be made longer', () => {
    const journey = caseAt('triage');
    const more = { days: 1, unit: 'calendar', reason: text('r'), approvedBy: 'p' } as const;
    journey.refuses('WrongState', reviewer, 'extend_deadline', { ...more, deadline: 'sanction' });
    const reopened = running();
    reopened.do(li, 'add_evidence', evidence());
    reopened.do(li, 'reopen', { evidence: ['E-003'], reason: text('new log') });
    const longer = { ...more, deadline: 'sanction' } as const;
    reopened.refuses('DeadlineFloor', reviewer, 'extend_deadline', longer);
  });
});

describe('after the lifting', () => {
  const lifted = (): Journey => {
    const journey = underReview();
    journey.do(c2, 'lift_sanction', LIFT);
    return journey.advance(DAY);
  };
  const entry = { fileReference: '档-8' };

  it('its delivery and its entry in the student file end the case, in either order', () => {
    const one = lifted();
    one.do(li, 'record_delivery', delivery(one, { document: 'lifting' }));
    expect(one.status).toBe('lifted');
    one.do(registrar, 'acknowledge_execution', entry);
    expect(one.status).toBe('archived');
    const other = lifted();
    other.do(registrar, 'acknowledge_execution', entry);
    expect(other.do(registrar, 'acknowledge_execution', entry)).toEqual([]);
    other.refuses('WrongState', registrar, 'acknowledge_execution', { fileReference: '档-9' });
    other.do(li, 'record_delivery', delivery(other, { document: 'lifting' }));
    expect(other.status).toBe('archived');
  });

  it('a failed delivery, another document or an entry dated before it ends nothing', () => {
    const journey = lifted();
    journey.do(registrar, 'acknowledge_execution', entry);
    const missed = delivery(journey, { document: 'lifting', delivered: false });
    journey.do(li, 'record_delivery', missed);
    expect(journey.status).toBe('lifted');
    journey.refuses('WrongState', li, 'record_delivery', delivery(journey));
    const before = { fileReference: 'x', at: journey.now - 2 * DAY };
    lifted().refuses('TimeOutOfOrder', registrar, 'acknowledge_execution', before);
  });

  it('only new evidence opens it again', () => {
    const journey = lifted();
    journey.refuses('ReasonMissing', li, 'reopen', { evidence: ['E-001'], reason: text('r') });
    journey.do(li, 'add_evidence', evidence());
    journey.do(li, 'reopen', { evidence: ['E-003'], reason: text('new log') });
    expect(journey.status).toBe('triage');
  });
});

describe('a referral to the authorities', () => {
  const REFERRAL = { authority: text('公安机关'), reason: text('sold answers') };

  it('is on record and moves nothing', () => {
    const journey = caseAt('final');
    journey.do(li, 'refer', REFERRAL);
    expect(journey.status).toBe('final');
    expect(journey.case.facts.referrals).toMatchObject([{ ...REFERRAL, by: 'li' }]);
  });

  it('names an authority and a reason, by an officer, once the case is claimed', () => {
    const journey = caseAt('triage');
    journey.refuses('ReasonMissing', li, 'refer', { ...REFERRAL, authority: NOTHING });
    journey.refuses('ReasonMissing', li, 'refer', { ...REFERRAL, reason: NOTHING });
    journey.refuses('UnknownReference', li, 'refer', { ...REFERRAL, attachment: 'A-001' });
    journey.refuses('RoleMayNotRun', student, 'refer', REFERRAL);
    caseAt('flagged').refuses('WrongState', li, 'refer', REFERRAL);
  });
});
