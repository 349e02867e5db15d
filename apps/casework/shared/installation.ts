import type { Calendar } from '../../../libs/regulation/calendar.js';
import { chineseCalendar } from '../../../libs/regulation/chinese-calendar.js';
import { readCalendarOverrides } from '../../../libs/regulation/calendar-overrides.js';
import type { Clauses } from '../../../libs/regulation/clauses.js';
import { inForceOn } from '../../../libs/regulation/citation.js';
import { localDays } from '../../../libs/regulation/local-days.js';
import type { Regulation } from '../../../libs/regulation/regulation.js';
import { INSTALLED } from '../../../libs/regulation/installed.js';
import { clausesOf } from '../../../libs/regulation/installed-clauses.js';
import { WrongSetting, type Settings } from '../../../libs/platform/settings.js';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What this university's procedure stands on: its calendar, its regulation, its zone. */
export interface Installation {
  readonly calendar: Calendar;
  readonly clauses: Clauses;
  readonly zone: string;
  /** The regulations in force at an instant, each in one version. */
  regulations(now: number): readonly Regulation[];
}

export const INSTALLATION = Symbol('Installation');

/** Days off and working days that the university settles itself; the file is optional. */
export const CALENDAR_FILE = 'calendar.json';

export const readInstallation = ({ dataDir, timeZone }: Settings): Installation => ({
  calendar: chineseCalendar(timeZone, overridesIn(join(dataDir, CALENDAR_FILE))),
  clauses: clausesOf(INSTALLED),
  zone: timeZone,
  regulations: (now) => {
    const day = localDays(timeZone).dayOf(now);
    const names = [...new Set(INSTALLED.map(({ name }) => name))];
    return names.flatMap((name) => inForceOn(INSTALLED, name, day) ?? []);
  },
});

const overridesIn = (file: string) => {
  if (!existsSync(file)) return undefined;
  try {
    return readCalendarOverrides(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    throw new WrongSetting(CALENDAR_FILE, `cannot be read: ${(error as Error).message}`);
  }
};
