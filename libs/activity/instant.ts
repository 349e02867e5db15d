const RFC3339 =
  /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;

/**
 * RFC 3339 with offset to milliseconds since the epoch (finer digits are cut off); undefined for
 * anything else, such as a missing offset or 30 February. A leap second counts as the next second.
 * Stands on the path of every event, both ways: hence no groups, no arrays.
 */
export const parseInstant = (text: string): number | undefined => {
  if (!RFC3339.test(text)) return undefined;
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const second = twoDigits(text, 17);
  if (month < 1 || month > 12 || day < 1 || day > daysOf(text, day, month)) return undefined;
  if (twoDigits(text, 11) > 23 || twoDigits(text, 14) > 59 || second > 60) return undefined;
  // Date.parse knows upper case only.
  const upper = text.charCodeAt(10) === 0x54 ? text : text.toUpperCase();
  if (second === 60) {
    const before = Date.parse(`${upper.slice(0, 17)}59${upper.slice(19)}`.toUpperCase());
    return Math.floor(before / 1000) * 1000 + 1000;
  }
  return Date.parse(upper.endsWith('z') ? upper.toUpperCase() : upper);
};

const twoDigits = (text: string, at: number): number =>
  (text.charCodeAt(at) - 48) * 10 + text.charCodeAt(at + 1) - 48;

const daysOf = (text: string, day: number, month: number): number => {
  if (day <= 28) return 28;
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
  const year = Number(text.slice(0, 4));
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
};
