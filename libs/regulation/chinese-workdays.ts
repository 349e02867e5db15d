import chineseDays from 'chinese-days';
import { plusDays, weekdayOf } from './local-days.js';

/** Days that an installation settles otherwise than the published arrangement. */
export interface CalendarOverrides {
  /** Appended to the calendar's version, which every deadline cites. */
  readonly version: string;
  readonly off: readonly string[];
  readonly work: readonly string[];
}

export const NO_OVERRIDES: CalendarOverrides = { version: '', off: [], work: [] };

/** Version of the kept package whose arrangement of holidays and make-up days is used. */
export const PACKAGE_VERSION = 'chinese-days@1.5.7';

/**
 * Whether a local date is a working day: the State Council's yearly arrangement (放假调休) as the
 * package keeps it, overrides first. Years that are not arranged yet fall back on weekends and the
 * statutory holidays (全国年节及纪念日放假办法, 2024 revision).
 */
export const chineseWorkday =
  (overrides: CalendarOverrides = NO_OVERRIDES) =>
  (day: string): boolean => {
    if (overrides.off.includes(day)) return false;
    if (overrides.work.includes(day)) return true;
    if (isArranged(day.slice(0, 4))) return chineseDays.isWorkday(day);
    const weekday = weekdayOf(day);
    return weekday !== 0 && weekday !== 6 && !isStatutoryHoliday(day);
  };

const arranged = new Map<string, boolean>();

const isArranged = (year: string): boolean => {
  const known = arranged.get(year);
  if (known !== undefined) return known;
  // An arrangement has make-up days: without one the package holds at most stray days of the year.
  const days = chineseDays.getHolidaysInRange(`${year}-01-01`, `${year}-12-31`, false);
  arranged.set(year, days.length >= 10);
  return days.length >= 10;
};

const SOLAR = new Set(['01-01', '05-01', '05-02', '10-01', '10-02', '10-03']);
const LUNAR = new Set(['1-1', '1-2', '1-3', '5-5', '8-15']);

const isStatutoryHoliday = (day: string): boolean => {
  const lunar = lunarDay(day);
  return (
    SOLAR.has(day.slice(5)) ||
    LUNAR.has(lunar) ||
    lunarDay(plusDays(day, 1)) === '1-1' ||
    chineseDays.getSolarTermDate(Number(day.slice(0, 4)), 4, 'pure_brightness') === day
  );
};

/** `month-day` of the lunar calendar; a leap month has no holidays. */
const lunarDay = (day: string): string => {
  const { isLeap, lunarMon, lunarDay: date } = chineseDays.getLunarDate(day);
  return isLeap ? '' : `${String(lunarMon)}-${String(date)}`;
};
