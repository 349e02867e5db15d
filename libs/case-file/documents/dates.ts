/** Instants as documents print them, in the installation's zone. */
export interface Dates {
  /** `2026年3月2日`. */
  day(at: number): string;
  /** `2026年3月2日 09:00`. */
  time(at: number): string;
  /** `2026-03-02`, for English and for tables. */
  iso(at: number): string;
  /** `2026-03-02 09:00`. */
  isoTime(at: number): string;
  /** Last day of a deadline, which is due at 24:00: `due` is 00:00 of the day after. */
  lastDay(due: number): string;
}

export const datesIn = (timeZone: string): Dates => {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = (at: number) =>
    Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value])) as Record<
      'year' | 'month' | 'day' | 'hour' | 'minute',
      string
    >;
  const day = (at: number): string => {
    const { year, month, day: date } = parts(at);
    return `${year}年${String(Number(month))}月${String(Number(date))}日`;
  };
  const clock = (at: number): string => {
    const { hour, minute } = parts(at);
    return `${hour}:${minute}`;
  };
  const iso = (at: number): string => {
    const { year, month, day: date } = parts(at);
    return `${year}-${month}-${date}`;
  };
  return {
    day,
    iso,
    time: (at) => `${day(at)} ${clock(at)}`,
    isoTime: (at) => `${iso(at)} ${clock(at)}`,
    lastDay: (due) => iso(due - 1),
  };
};
