import type { DayUnit } from '../calendar.js';

/**
 * Working days of 2026 and 2027 written down by hand, and deadlines counted day by day: nothing of
 * the product, its package or its zones is used. 2026: 国务院办公厅关于2026年部分节假日安排的通知. 2027 and the first
 * months of 2028, not arranged when this was written: weekends and the statutory days (2024 revision).
 */
const OFF = new Set([
  ...['2026-01-01', '2026-01-02', '2026-01-03'],
  ...['2026-02-15', '2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'],
  ...['2026-02-21', '2026-02-22', '2026-02-23', '2026-04-04', '2026-04-05', '2026-04-06'],
  ...['2026-05-01', '2026-05-02', '2026-05-03', '2026-05-04', '2026-05-05'],
  ...['2026-06-19', '2026-06-20', '2026-06-21', '2026-09-25', '2026-09-26', '2026-09-27'],
  ...['2026-10-01', '2026-10-02', '2026-10-03', '2026-10-04', '2026-10-05', '2026-10-06'],
  ...['2026-10-07', '2027-01-01', '2027-02-05', '2027-02-06', '2027-02-07', '2027-02-08'],
  ...['2027-04-05', '2027-05-01', '2027-05-02', '2027-06-09', '2027-09-15'],
  ...['2027-10-01', '2027-10-02', '2027-10-03', '2028-01-01'],
  ...[
    '2028-01-25',
    '2028-01-26',
    '2028-01-27',
    '2028-01-28',
    '2028-04-04',
    '2028-05-01',
    '2028-05-02',
  ],
]);
const WORK = new Set([
  ...['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
]);

const DAY = 86_400_000;
/** Shanghai has kept UTC+8 since 1991. */
const OFFSET = 8 * 3_600_000;

/** `yyyy-mm-dd` of a day counted from 1 January 1970. */
const nameOf = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

export const isSlowWorkday = (day: number): boolean => {
  const name = nameOf(day);
  if (OFF.has(name)) return false;
  // 1 January 1970 was a Thursday.
  const weekday = (day + 4) % 7;
  return WORK.has(name) || (weekday !== 0 && weekday !== 6);
};

export const slowDayOf = (instant: number): number => Math.floor((instant + OFFSET) / DAY);
export const endOfSlowDay = (day: number): number => (day + 1) * DAY - OFFSET;

/** The day on which a term of `days` that starts within day `start` ends; `skip` days do not count. */
export const slowLastDay = (
  start: number,
  days: number,
  unit: DayUnit,
  skip: (day: number) => boolean = () => false,
): number => {
  let day = start;
  for (let left = days; left > 0;) {
    day += 1;
    if (!skip(day) && (unit === 'calendar' || isSlowWorkday(day))) left -= 1;
  }
  while (!isSlowWorkday(day)) day += 1;
  return day;
};
