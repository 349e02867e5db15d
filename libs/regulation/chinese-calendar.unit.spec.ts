import { describe, expect, it } from '@jest/globals';
import { readCalendarOverrides } from './calendar-overrides.js';
import { chineseCalendar } from './chinese-calendar.js';

const calendar = chineseCalendar();
const at = (text: string): number => Date.parse(`${text}+08:00`);
/** The local day whose 24:00 the instant is. */
const lastDay = (instant: number): string => new Date(instant - 1 + 8 * 3_600_000).toISOString();

describe('the working-day calendar of China', () => {
  it('counts from the day after, and ends at 24:00 local', () => {
    // Monday 2 March 2026, late in the evening.
    expect(calendar.addWorkingDays(at('2026-03-02T23:59:59'), 5)).toBe(at('2026-03-10T00:00:00'));
    expect(calendar.addWorkingDays(at('2026-03-02T00:00:00'), 5)).toBe(at('2026-03-10T00:00:00'));
  });

  it('works on a make-up Saturday and rests over the Spring Festival', () => {
    // 14 and 28 February 2026 are working Saturdays, 15–23 February is off.
    expect(lastDay(calendar.addWorkingDays(at('2026-02-13T10:00:00'), 1))).toMatch(/^2026-02-14/);
    expect(lastDay(calendar.addWorkingDays(at('2026-02-13T10:00:00'), 2))).toMatch(/^2026-02-24/);
    expect(lastDay(calendar.addWorkingDays(at('2026-02-27T10:00:00'), 1))).toMatch(/^2026-02-28/);
  });

  it('rolls a calendar term that ends on a day off to the next working day', () => {
    // Ten days from 21 September is 1 October; the National Day holiday ends on the 7th.
    expect(lastDay(calendar.addCalendarDays(at('2026-09-21T09:00:00'), 10))).toMatch(/^2026-10-08/);
    expect(lastDay(calendar.addCalendarDays(at('2026-03-03T09:00:00'), 10))).toMatch(/^2026-03-13/);
    expect(calendar.addWorkingDays(at('2026-10-03T09:00:00'), 0)).toBe(at('2026-10-09T00:00:00'));
  });

  it('knows the statutory holidays of a year that is not arranged yet', () => {
    // 2027: New Year's Eve is Friday 5 February, National Day is a Friday.
    expect(lastDay(calendar.addWorkingDays(at('2027-09-30T09:00:00'), 1))).toMatch(/^2027-10-04/);
    expect(lastDay(calendar.addWorkingDays(at('2027-02-04T09:00:00'), 1))).toMatch(/^2027-02-09/);
  });

  it('counts the days whose midnight was passed', () => {
    const [from, to] = [at('2026-02-13T10:00:00'), at('2026-02-24T00:00:00')];
    expect(calendar.workingDaysBetween(from, to)).toBe(2);
    expect(calendar.calendarDaysBetween(from, to)).toBe(11);
    expect(calendar.calendarDaysBetween(to, from)).toBe(0);
  });

  it('counts months to the same date, or to the last day of a shorter month, without rolling', () => {
    expect(lastDay(calendar.addMonths(at('2026-03-20T09:00:00'), 6))).toMatch(/^2026-09-20/);
    expect(lastDay(calendar.addMonths(at('2026-08-31T09:00:00'), 6))).toMatch(/^2027-02-28/);
    expect(lastDay(calendar.addMonths(at('2026-04-01T09:00:00'), 6))).toMatch(/^2026-10-01/);
    expect(lastDay(calendar.addMonths(at('2026-12-31T23:59:59'), 12))).toMatch(/^2027-12-31/);
  });

  it('obeys the installation before the package, and cites it', () => {
    const overrides = readCalendarOverrides('version: qhnu-1\noff: [2026-03-03]');
    const own = chineseCalendar('Asia/Shanghai', overrides);
    expect(lastDay(own.addWorkingDays(at('2026-03-02T09:00:00'), 1))).toMatch(/^2026-03-04/);
    expect(own.version).toBe(`${calendar.version}+qhnu-1`);
  });

  it.each([
    ['no object', '- 1', 'an object'],
    ['no version', 'off: []', 'calendar.version'],
    ['a word nobody reads', 'version: x\nfree: []', 'calendar.free'],
    ['no date', '{"version":"x","off":["3 March"]}', 'calendar.off[0]'],
    ['a day that no calendar has', 'version: x\nwork: [2026-02-30]', 'calendar.work[0]'],
    ['a day on both sides', 'version: x\noff: [2026-03-03]\nwork: [2026-03-03]', 'calendar.off[0]'],
    ['no YAML', '{', ''],
  ])('refuses %s, and says where', (_, text, where) => {
    expect(() => readCalendarOverrides(text)).toThrow(where);
  });

  it('keeps the zone it is given', () => {
    const urumqi = chineseCalendar('Asia/Urumqi');
    expect(urumqi.endOfDay(at('2026-03-02T10:00:00'))).toBe(at('2026-03-03T02:00:00'));
  });
});
