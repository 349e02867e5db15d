export type DayUnit = 'calendar' | 'working';

/**
 * Day arithmetic of the installation's time zone (Asia/Shanghai), with the public holidays and
 * make-up working Saturdays (调休) of one calendar version. Instants are milliseconds since the
 * epoch. The first day is never counted. A result is 24:00 of its day, that is 00:00 of the next:
 * a deadline is missed from `now >= due` on.
 */
export interface Calendar {
  /** Cited by every deadline. */
  readonly version: string;
  /** 24:00 of the n-th working day after the day of `from`; with n = 0 that day, rolled forward. */
  addWorkingDays(from: number, n: number): number;
  /** 24:00 of the n-th calendar day after the day of `from`; a day off rolls to the next working day. */
  addCalendarDays(from: number, n: number): number;
  /** 24:00 of the same date `n` months later, or of that month's last day. No day off rolls it. */
  addMonths(from: number, n: number): number;
  /** 00:00 of the n-th day of the unit before the last day of what is due at `due`. */
  daysBefore(due: number, n: number, unit: DayUnit): number;
  /** Working days whose 00:00 lies in (from, to]; 0 when `to <= from`. */
  workingDaysBetween(from: number, to: number): number;
  /** Calendar days whose 00:00 lies in (from, to]; 0 when `to <= from`. */
  calendarDaysBetween(from: number, to: number): number;
  /** 24:00 of the day that holds the instant. */
  endOfDay(instant: number): number;
}
