import { parse } from 'yaml';
import type { CalendarOverrides } from './chinese-workdays.js';

/**
 * Overrides as an installation writes them, in YAML or JSON: `{version, off: [yyyy-mm-dd], work:
 * [yyyy-mm-dd]}`. Throws a sentence that names the offending member.
 */
export const readCalendarOverrides = (text: string): CalendarOverrides => {
  // `failsafe` keeps every scalar a text: a date must not become another.
  const value: unknown = parse(text, { schema: 'failsafe', maxAliasCount: 100 });
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new Error('calendar: an object is wanted');
  const given = value as Record<string, unknown>;
  const odd = Object.keys(given).find((name) => !['version', 'off', 'work'].includes(name));
  if (odd !== undefined) throw new Error(`calendar.${odd}: is not a member of a calendar`);
  const { version, off = [], work = [] } = given;
  if (typeof version !== 'string' || !/^[A-Za-z0-9._-]{1,64}$/.test(version))
    throw new Error('calendar.version: a word is wanted, which every deadline will cite');
  const overrides = { version, off: days('calendar.off', off), work: days('calendar.work', work) };
  const both = overrides.off.findIndex((day) => overrides.work.includes(day));
  if (both >= 0) throw new Error(`calendar.off[${String(both)}]: is in calendar.work too`);
  return overrides;
};

const days = (name: string, value: unknown): readonly string[] => {
  if (!Array.isArray(value)) throw new Error(`${name}: a list of dates is wanted`);
  const wrong = value.findIndex((day) => typeof day !== 'string' || !isDay(day));
  if (wrong >= 0) throw new Error(`${name}[${String(wrong)}]: a date yyyy-mm-dd is wanted`);
  return value as readonly string[];
};

/** A date that a calendar has: not 30 February. */
const isDay = (day: string): boolean => {
  const instant = /^\d{4}-\d\d-\d\d$/.test(day) ? Date.parse(`${day}T00:00:00Z`) : NaN;
  return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
};
