import { describe, expect, it } from '@jest/globals';
import { attentionOf } from '../attention.js';
import { rowOf } from '../case-row.js';
import { firstToRing } from '../deadline.js';
import {
  CONTEXT,
  DAY,
  delivery,
  FLAG,
  HOUR,
  Journey,
  machine,
  officer,
  reviewer,
  START,
  text,
} from '../testing/journey.js';
import { caseAt } from '../testing/stops.js';

const li = officer('li');
const at = (words: string): number => Date.parse(`${words}+08:00`);
const clock = (journey: Journey, name: string) =>
  journey.case.facts.deadlines.find((deadline) => deadline.name === name)!;
const fire = (journey: Journey, name: Parameters<typeof clock>[1]) =>
  journey.do(machine, 'fire_deadline', { name: name as 'triage' }).map(({ type, data }) => ({
    type,
    at: data.at,
  }));
const codes = (journey: Journey) => attentionOf(journey.case).map(({ code }) => code);

/** As the scheduler does: whatever rings first, one after the other, until `now`. */
const passTo = (journey: Journey, now: number): void => {
  for (;;) {
    const next = firstToRing(journey.case.facts.deadlines);
    if (!next || next.at > now) break;
    journey.now = next.at;
    journey.do(machine, 'fire_deadline', { name: next.name });
  }
  journey.now = now;
};

describe('what a deadline says by itself', () => {
  // Flagged on Monday 2 March 2026: triage is due on Monday the 9th, 24:00.
  it('reminds a working day before its last day, once', () => {
    const journey = caseAt('flagged');
    expect(clock(journey, 'triage').remindAt).toBe(at('2026-03-06T00:00:00'));
    expect(firstToRing(journey.case.facts.deadlines)).toMatchObject({ name: 'triage' });
    journey.now = at('2026-03-06T00:00:00');
    expect(fire(journey, 'triage')).toEqual([{ type: 'DeadlineReminded', at: journey.now }]);
    expect(fire(journey, 'triage')).toEqual([]);
    expect(codes(journey)).toEqual(['deadline_near']);
    journey.do(li, 'claim', {});
    journey.do(li, 'open_investigation', { investigators: ['wang'] });
    expect(codes(journey)).toEqual([]);
  });

  it('goes to a reviewer when two working days later still nobody has acted', () => {
    const journey = caseAt('flagged');
    journey.now = at('2026-03-12T00:00:00');
    const events = fire(journey, 'triage');
    expect(events).toEqual([
      { type: 'DeadlineReminded', at: at('2026-03-06T00:00:00') },
      { type: 'DeadlineOverdue', at: at('2026-03-10T00:00:00') },
      { type: 'DeadlineEscalated', at: at('2026-03-12T00:00:00') },
    ]);
    expect(fire(journey, 'triage')).toEqual([]);
    expect(codes(journey)).toEqual(['deadline_overdue', 'deadline_escalated']);
    expect(rowOf(journey.case)).toMatchObject({ escalated: ['reviewer'], wakeAt: null });
    // Acted on late: it stays missed, and waits for nobody any more.
    journey.do(li, 'claim', {});
    journey.do(li, 'open_investigation', { investigators: ['wang'] });
    expect(clock(journey, 'triage')).toMatchObject({ state: 'overdue', metAt: journey.now });
    expect(rowOf(journey.case)).toMatchObject({ escalated: [], attention: [] });
  });

  it('given it was met before, then it does not escalate', () => {
    const journey = caseAt('flagged');
    journey.now = at('2026-03-10T00:00:00');
    fire(journey, 'triage');
    journey.do(li, 'claim', {});
    journey.do(li, 'open_investigation', { investigators: ['wang'] });
    journey.advance(20 * DAY);
    expect(fire(journey, 'triage')).toEqual([]);
  });

  it('given an extension, then it runs anew, reminds anew and is not escalated', () => {
    const journey = caseAt('flagged');
    journey.now = at('2026-03-12T00:00:00');
    fire(journey, 'triage');
    journey.do(reviewer, 'extend_deadline', {
      ...{ deadline: 'triage', days: 5, unit: 'working' },
      ...{ reason: text('sick leave'), approvedBy: 'dean' },
    });
    expect(clock(journey, 'triage')).toMatchObject({
      ...{ state: 'running', due: at('2026-03-17T00:00:00') },
      remindAt: at('2026-03-13T00:00:00'),
    });
    expect(rowOf(journey.case)).toMatchObject({ escalated: [], attention: [] });
    journey.now = at('2026-03-13T09:00:00');
    expect(fire(journey, 'triage')).toMatchObject([{ type: 'DeadlineReminded' }]);
  });

  it('given a pause, then nothing rings, and the reminder moves with the due day', () => {
    const journey = caseAt('investigating');
    const before = clock(journey, 'investigation');
    journey.do(li, 'await', { on: 'vendor', question: text('log?') });
    expect(fire(journey.advance(7 * DAY), 'investigation')).toEqual([]);
    journey.do(li, 'resume', {});
    const after = clock(journey, 'investigation');
    const { calendar } = CONTEXT;
    expect(after.due).toBe(calendar.addWorkingDays(before.due - 1, 5));
    expect(after.remindAt).toBe(calendar.daysBefore(after.due, 3, 'working'));
  });

  it('given one leap or many steps, then the same is on record', () => {
    const leap = caseAt('investigating');
    const steps = caseAt('investigating');
    for (let hour = 0; hour < 24 * 120; hour += 7) passTo(steps, START + hour * HOUR);
    const end = START + 120 * DAY;
    passTo(steps, end);
    passTo(leap, end);
    expect(leap.events).toEqual(steps.events);
    expect(leap.events.map(({ type }) => type).slice(-6)).toEqual([
      ...['DeadlineReminded', 'DeadlineOverdue', 'DeadlineEscalated'],
      ...['DeadlineReminded', 'DeadlineOverdue', 'DeadlineEscalated'],
    ]);
  });

  it('given a policy that reminds nobody and never escalates, then a deadline only runs out', () => {
    const limits = { ...CONTEXT.limits, remindDaysBefore: {}, escalateAfter: null };
    const journey = new Journey({ ...CONTEXT, limits });
    journey.do(machine, 'flag', FLAG);
    journey.advance(90 * DAY);
    expect(fire(journey, 'triage')).toMatchObject([{ type: 'DeadlineOverdue' }]);
    expect(firstToRing(journey.case.facts.deadlines)).toBeUndefined();
  });

  it('given a decision that names no limit, then the appeal has six months (art. 64)', () => {
    const journey = caseAt('decided');
    const start = journey.advance(HOUR).now;
    const paper = delivery(journey, { document: 'decision', limitNamed: false });
    journey.do(li, 'record_delivery', paper);
    const { calendar } = CONTEXT;
    const due = calendar.addCalendarDays(calendar.addMonths(start, 6) - 1, 0);
    expect(clock(journey, 'appeal')).toMatchObject({ basis: 'moe-41#64', start, due });
    passTo(journey, due - 1);
    expect(journey.status).toBe('appeal_open');
    passTo(journey, due);
    expect(journey.status).toBe('final');
  });

  it('given days so few that the reminder would come first, then there is none', () => {
    const limits = { ...CONTEXT.limits, triageDays: 1 };
    const journey = new Journey({ ...CONTEXT, limits });
    journey.do(machine, 'flag', FLAG);
    expect(clock(journey, 'triage')).not.toHaveProperty('remindAt');
  });
});
