const DURATION =
  /^P(?!$)(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?!$)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

/**
 * `from` (milliseconds) plus an ISO 8601 duration such as `P11D` or `PT5M`; undefined when it is
 * none. Years and months go by the UTC calendar, a day beyond the month's end becomes its last.
 */
export const plusDuration = (from: number, text: string): number | undefined => {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match
    .slice(1)
    .map((part) => Number(part ?? 0));
  const exact = (weeks * 7 + days) * DAY + hours * HOUR + minutes * 60 * SECOND + seconds * SECOND;
  const to = plusMonths(from, years * 12 + months) + Math.round(exact);
  return Number.isFinite(new Date(to).getTime()) ? to : undefined;
};

const plusMonths = (from: number, months: number): number => {
  if (months === 0) return from;
  const date = new Date(from);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, last));
};
