import type { Calendar } from './calendar.js';
import {
  chineseWorkday,
  NO_OVERRIDES,
  PACKAGE_VERSION,
  type CalendarOverrides,
} from './chinese-workdays.js';
import { localDays, plusDays, plusMonths } from './local-days.js';

/** The working-day calendar of China in one time zone. */
export const chineseCalendar = (
  zone = 'Asia/Shanghai',
  overrides: CalendarOverrides = NO_OVERRIDES,
): Calendar => {
  const { dayOf, startOf } = localDays(zone);
  const isWorkday = chineseWorkday(overrides);
  const endOf = (day: string): number => startOf(plusDays(day, 1));
  const rolled = (day: string): string => (isWorkday(day) ? day : rolled(plusDays(day, 1)));
  const workdayAfter = (day: string, n: number): string =>
    n === 0 ? rolled(day) : workdayAfter(rolled(plusDays(day, 1)), n - 1);
  const workdayBefore = (day: string, n: number): string => {
    const former = plusDays(day, -1);
    if (n === 0) return day;
    return workdayBefore(former, isWorkday(former) ? n - 1 : n);
  };
  const daysBetween = (from: number, to: number, counts: (day: string) => boolean): number => {
    let found = 0;
    for (let day = plusDays(dayOf(from), 1); startOf(day) <= to; day = plusDays(day, 1))
      if (counts(day)) found += 1;
    return found;
  };
  return {
    version: overrides.version ? `${PACKAGE_VERSION}+${overrides.version}` : PACKAGE_VERSION,
    addWorkingDays: (from, n) => endOf(workdayAfter(dayOf(from), n)),
    addCalendarDays: (from, n) => endOf(rolled(plusDays(dayOf(from), n))),
    addMonths: (from, n) => endOf(plusMonths(dayOf(from), n)),
    daysBefore: (due, n, unit) => {
      // `due` is 00:00 of the day after the last: one millisecond back lies in the last day.
      const last = dayOf(due - 1);
      return startOf(unit === 'working' ? workdayBefore(last, n) : plusDays(last, -n));
    },
    workingDaysBetween: (from, to) => daysBetween(from, to, isWorkday),
    calendarDaysBetween: (from, to) => daysBetween(from, to, () => true),
    endOfDay: (instant) => endOf(dayOf(instant)),
  };
};
