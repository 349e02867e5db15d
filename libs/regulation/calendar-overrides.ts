import type { CalendarOverrides } from './chinese-workdays.js';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

/**
 * Overrides as an installation writes them: `{version, off: [yyyy-mm-dd], work: [yyyy-mm-dd]}`.
 * Throws a sentence that names the offending member.
 */
export const readCalendarOverrides = (value: unknown): CalendarOverrides => {
  if (typeof value !== 'object' || value === null) throw new Error('calendar: an object is wanted');
  const { version, off = [], work = [] } = value as Record<string, unknown>;
  if (typeof version !== 'string' || version === '')
    throw new Error('calendar.version: a text is wanted');
  return { version, off: days('calendar.off', off), work: days('calendar.work', work) };
};

const days = (name: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value)) throw new Error(`${name}: a list of dates is wanted`);
  const wrong = value.findIndex((day) => typeof day !== 'string' || !DAY.test(day));
  if (wrong >= 0) throw new Error(`${name}[${String(wrong)}]: a date yyyy-mm-dd is wanted`);
  return value as readonly string[];
};
