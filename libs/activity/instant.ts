const RFC3339 =
  /^\d{4}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/i;

/**
 * RFC 3339 with offset to milliseconds since the epoch (finer digits are cut off); undefined for
 * anything else, such as a missing offset or 30 February. A leap second counts as the next second.
 */
export const parseInstant = (text: string): number | undefined => {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, month, day, hour, minute, second] = match.map(Number);
  if (month === undefined || day === undefined || hour === undefined) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(Number(text.slice(0, 4)), month))
    return undefined;
  if (hour > 23 || (minute ?? 60) > 59 || (second ?? 61) > 60) return undefined;
  if (second === 60) {
    const before = Date.parse(`${text.slice(0, 17)}59${text.slice(19)}`.toUpperCase());
    return Math.floor(before / 1000) * 1000 + 1000;
  }
  return Date.parse(text.toUpperCase());
};

const daysOf = (year: number, month: number): number => {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};
