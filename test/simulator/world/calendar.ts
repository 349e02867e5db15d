export const SEC = 1000;
export const MIN = 60 * SEC;
export const HOUR = 60 * MIN;
export const DAY = 24 * HOUR;

/** Monday of the first teaching week of spring 2026, midnight in Xining. */
export const TERM_BEGINS = Date.parse('2026-03-02T00:00:00+08:00');

export const midnight = (day: number): number => TERM_BEGINS + day * DAY;

export const dayOf = (at: number): number => Math.floor((at - TERM_BEGINS) / DAY);

/** Hours since local midnight, with fractions. */
export const hourOf = (at: number): number => (at - midnight(dayOf(at))) / HOUR;

/** Public holidays of that spring, as days of the term: Qingming, Labour Day, Dragon Boat. */
const HOLIDAYS: ReadonlySet<number> = new Set([33, 34, 35, 60, 61, 62, 63, 64, 109, 110, 111]);

export const isHoliday = (day: number): boolean => HOLIDAYS.has(day);

const TWO = Array.from({ length: 60 }, (_, n) => String(n).padStart(2, '0'));
const texts = new Map<number, string>();

/** RFC 3339 with the campus's offset. Hand-made: the calendar's own is most of a stream's cost. */
export function localText(at: number): string {
  const day = Math.floor((at + 8 * HOUR) / DAY);
  let date = texts.get(day);
  if (date === undefined) {
    date = new Date(day * DAY).toISOString().slice(0, 10);
    texts.set(day, date);
  }
  const ms = at + 8 * HOUR - day * DAY;
  const hour = TWO[Math.floor(ms / HOUR)] ?? '00';
  const minute = TWO[Math.floor(ms / MIN) % 60] ?? '00';
  const second = TWO[Math.floor(ms / SEC) % 60] ?? '00';
  return `${date}T${hour}:${minute}:${second}.${String(ms % SEC).padStart(3, '0')}+08:00`;
}
