import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { WrongSetting, type Settings } from '../../../libs/platform/settings.js';
import { readCalendarOverrides } from '../../../libs/regulation/calendar-overrides.js';
import type { Calendar } from '../../../libs/regulation/calendar.js';
import { chineseCalendar } from '../../../libs/regulation/chinese-calendar.js';
import type { Shelf } from '../../../libs/regulation/shelf.js';

/** What this university's procedure stands on: its calendar, its regulations, its zone, its name. */
export interface Installation {
  readonly calendar: Calendar;
  readonly regulations: Shelf;
  readonly zone: string;
  /** The university's name; undefined where no setting gives it. */
  readonly organization: string | undefined;
}

export const INSTALLATION = Symbol('Installation');

/** Days off and working days that the university settles itself, where no setting names a file. */
export const CALENDAR_FILE = 'calendar.json';

export const readInstallation = (settings: Settings, regulations: Shelf): Installation => ({
  calendar: chineseCalendar(settings.timeZone, overridesOf(settings)),
  regulations,
  zone: settings.timeZone,
  organization: settings.organization,
});

/** @throws WrongSetting that says what is wrong with the file, and where */
const overridesOf = ({ calendarFile, dataDir }: Settings) => {
  const file = calendarFile ?? join(dataDir, CALENDAR_FILE);
  if (calendarFile === undefined && !existsSync(file)) return undefined;
  try {
    return readCalendarOverrides(readFileSync(file, 'utf8'));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new WrongSetting(
      calendarFile === undefined ? CALENDAR_FILE : 'PROBITY_CALENDAR',
      code === undefined
        ? `names a calendar that is refused: ${message}`
        : `names a file that cannot be read (${code})`,
    );
  }
};
