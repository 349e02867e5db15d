import { offsetIn } from './zone-offset.js';

const DAY_MS = 86_400_000;

/** Civil days of one time zone. A day is its local date `yyyy-mm-dd`; instants are milliseconds. */
export interface LocalDays {
  dayOf(instant: number): string;
  /** 00:00 local of the day. */
  startOf(day: string): number;
}

/** The date `n` days after (or before) a date. */
export const plusDays = (day: string, n: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);

/** The same date `n` months on, or the last day of that month where it has no such date. */
export const plusMonths = (day: string, n: number): string => {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + n, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + n, Math.min(date, last))).toISOString().slice(0, 10);
};

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (day: string): number => new Date(`${day}T00:00:00Z`).getUTCDay();

/** `zone` is an IANA name; one that the platform does not know throws a RangeError. */
export const localDays = (zone: string): LocalDays => {
  const offsetAt = offsetIn(zone);
  return {
    dayOf: (instant) => new Date(instant + offsetAt(instant)).toISOString().slice(0, 10),
    startOf: (day) => {
      const utc = Date.parse(`${day}T00:00:00Z`);
      // The offset on either side of a clock change; the second look settles it.
      const guess = utc - offsetAt(utc);
      return utc - offsetAt(guess);
    },
  };
};
