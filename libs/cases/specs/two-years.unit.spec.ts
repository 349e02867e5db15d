import { describe, expect, it } from '@jest/globals';
import { chineseCalendar } from '../../regulation/chinese-calendar.js';
import {
  endOfSlowDay,
  isSlowWorkday,
  slowDayOf,
  slowLastDay,
} from '../../regulation/testing/slow-calendar.js';
import { later, resumeClocks, startClock } from '../clocks.js';
import type { Deadline } from '../deadline.js';
import { deadlinesAfter } from '../evolution/deadlines-after.js';
import { fact, type CaseEvent } from '../events.js';
import type { CaseFacts } from '../state.js';
import { CONTEXT, HOUR } from '../testing/journey.js';

const FIRST = slowDayOf(Date.parse('2026-01-01T12:00:00+08:00'));
const LAST = slowDayOf(Date.parse('2027-12-31T12:00:00+08:00'));
const DAYS = Array.from({ length: LAST - FIRST + 1 }, (_, nth) => FIRST + nth);
const { calendar } = CONTEXT;

/** The workflow's table of clocks: name, days, unit, ground. */
const CLOCKS = [
  ['triage', 5, 'working', 'policy@1#triage'],
  ['investigation', 15, 'working', 'policy@1#investigation'],
  ['review', 3, 'working', 'policy@1#review'],
  ['defence', 5, 'working', 'moe-41#55'],
  ['whole_case', 90, 'calendar', 'oia#90-days'],
  ['appeal', 10, 'calendar', 'moe-41#60'],
  ['appeal_conclusion', 15, 'calendar', 'moe-41#61'],
  ['provincial_appeal', 15, 'calendar', 'moe-41#62'],
] as const;

/** The first instant, one in the middle and the last of a day. */
const instantsOf = (day: number): readonly number[] => {
  const end = endOfSlowDay(day);
  return [end - 24 * HOUR, end - 10 * HOUR, end - 1];
};

const started = (name: (typeof CLOCKS)[number][0], start: number): Deadline => {
  const [deadline] = deadlinesAfter([], startClock(CONTEXT, { by: 'li', at: start }, name, start));
  if (!deadline) throw new Error('no clock');
  return deadline;
};
const facts = (deadline: Deadline) => ({ deadlines: [deadline] }) as unknown as CaseFacts;
const folded = (deadline: Deadline, events: readonly CaseEvent[]) =>
  events.reduce(deadlinesAfter, [deadline] as readonly Deadline[])[0]!;

describe('two years of deadlines, against a calendar kept by hand', () => {
  it('agrees on every day of both years', () => {
    const wrong = DAYS.filter(
      (day) =>
        (calendar.addWorkingDays(endOfSlowDay(day) - 1, 0) === endOfSlowDay(day)) !==
        isSlowWorkday(day),
    );
    expect(wrong.map((day) => new Date(endOfSlowDay(day) - 1).toISOString())).toEqual([]);
  });

  it.each(CLOCKS)('%s: %i %s days by %s, from every day', (name, days, unit, basis) => {
    for (const day of DAYS)
      for (const start of instantsOf(day)) {
        const deadline = started(name, start);
        const due = endOfSlowDay(slowLastDay(day, days, unit));
        if (deadline.due !== due)
          expect([new Date(start), new Date(deadline.due)]).toEqual([
            new Date(start),
            new Date(due),
          ]);
      }
    expect(started(name, endOfSlowDay(FIRST))).toMatchObject({
      ...{ basis, unit, days, policyVersion: '1', state: 'running' },
      calendarVersion: calendar.version,
    });
  });

  it('reminds so many own days before the last one, from every day', () => {
    for (const [name, , unit] of CLOCKS)
      for (const day of DAYS) {
        const { due, remindAt } = started(name, endOfSlowDay(day) - HOUR);
        const lead = CONTEXT.limits.remindDaysBefore[name]!;
        let at = slowDayOf(due - 1);
        for (let left = lead; left > 0;) {
          at -= 1;
          if (unit === 'calendar' || isSlowWorkday(at)) left -= 1;
        }
        expect(remindAt).toBe(endOfSlowDay(at - 1));
      }
  });

  it('given a pause of up to 40 days anywhere, then the days it stood still do not count', () => {
    for (const [name, days, unit] of CLOCKS.filter((_, nth) => nth === 1 || nth > 3))
      for (let day = FIRST; day <= LAST; day += 5)
        for (const [after, length] of [
          [1, 3],
          [4, 1],
          [6, 12],
          [2, 40],
          [9, 0],
        ] as const) {
          const from = day + after;
          const running = started(name, endOfSlowDay(day) - HOUR);
          const at = endOfSlowDay(from) - 2 * HOUR;
          const paused = folded(running, [
            fact('DeadlinePaused', { by: 'li', at, name, cause: 'suspend' }),
          ]);
          const back = { by: 'li', at: endOfSlowDay(from + length) - 3 * HOUR };
          const resumed = folded(paused, resumeClocks(CONTEXT, facts(paused), back, 'suspend'));
          const still = (one: number) => one > from && one <= from + length;
          const due = endOfSlowDay(slowLastDay(day, days, unit, still));
          expect([name, day, after, length, resumed.due]).toEqual([name, day, after, length, due]);
          expect(resumed).toMatchObject({ pausedSince: undefined, state: 'running' });
        }
  });

  it('given fifteen days more for the conclusion, then it has thirty, whatever holiday lay between', () => {
    for (const day of DAYS) {
      const clock = started('appeal_conclusion', endOfSlowDay(day) - HOUR);
      const due = later(CONTEXT, clock, 15, 'calendar');
      expect([day, due]).toEqual([day, endOfSlowDay(slowLastDay(day, 30, 'calendar'))]);
    }
  });

  it('given another zone, then days begin and end there, over a change of its clocks too', () => {
    const berlin = { ...CONTEXT, calendar: chineseCalendar('Europe/Berlin') };
    const start = Date.parse('2026-03-27T23:30:00+01:00');
    // Friday; the clocks went forward on Sunday the 29th.
    const events = startClock(berlin, { by: 'li', at: start }, 'review', start);
    expect(deadlinesAfter([], events)[0]?.due).toBe(Date.parse('2026-04-02T00:00:00+02:00'));
    const urumqi = { ...CONTEXT, calendar: chineseCalendar('Asia/Urumqi') };
    const early = Date.parse('2026-03-03T01:00:00+08:00');
    const there = startClock(urumqi, { by: 'li', at: early }, 'review', early);
    expect(deadlinesAfter([], there)[0]?.due).toBe(Date.parse('2026-03-06T00:00:00+06:00'));
  });

  it('given 29 February, then it is a day like any other', () => {
    const at = (words: string) => Date.parse(`${words}T10:00:00+08:00`);
    const lastDay = (instant: number) =>
      new Date(instant - 1 + 8 * HOUR).toISOString().slice(0, 10);
    expect(lastDay(calendar.addWorkingDays(at('2028-02-28'), 1))).toBe('2028-02-29');
    expect(lastDay(calendar.addCalendarDays(at('2028-02-19'), 10))).toBe('2028-02-29');
    expect(lastDay(calendar.addMonths(at('2027-08-31'), 6))).toBe('2028-02-29');
    expect(lastDay(calendar.addMonths(at('2028-02-29'), 12))).toBe('2029-02-28');
  });
});
