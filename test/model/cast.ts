import type { Actor } from '../../libs/event-sourcing/recorded-event.js';
import { chineseCalendar } from '../../libs/regulation/chinese-calendar.js';
import type { Calendar } from '../../libs/regulation/calendar.js';
import { DEFAULT_LIMITS } from '../../libs/regulation/limits.js';
import type { CaseContext } from '../../libs/cases/context.js';
import type { Text } from '../../libs/cases/text.js';

export const STUDENT = 'subject-1';
export const OWNER = 't1';
export const TEACHERS = ['t1', 't2'];
export const COLLEGE = 'CS';

/** Staff with a college of their own; the others serve the whole university. */
export const COLLEGE_OF: Readonly<Record<string, string>> = { o3: COLLEGE, o2: 'MA' };

/** Who could be anything on a case: each also tries what is not theirs. */
export const STAFF = [
  'o1',
  'o2',
  'o3',
  'r1',
  'r2',
  'c1',
  'c2',
  'c3',
  'c4',
  'c5',
  'a1',
  'a2',
  'a3',
  't1',
  't2',
];
export const GHOST = 'ghost';

export const ART24 = 'qhnu-online@1#24';
export const ART17 = 'qhnu-online@1#17';
export const ART25 = 'qhnu-online@1#25';
export const ART14 = 'qhnu-online@1#14';
export const DISCIPLINE = 'school-discipline@1#9';
export const ART52 = 'moe-41#52';
export const UNKNOWN = 'nowhere@1#1';

export const CLAUSE_KINDS: Readonly<
  Record<string, 'integrity' | 'discipline' | 'expulsion' | 'other'>
> = {
  [ART24]: 'integrity',
  [ART17]: 'other',
  [ART25]: 'other',
  [ART14]: 'other',
  [DISCIPLINE]: 'discipline',
  [ART52]: 'expulsion',
};

const RESTS_ON: Readonly<Record<string, string>> = {
  [ART17]: 'excessive_absence',
  [ART25]: 'non_participation',
};

const DAY_MS = 86_400_000;
/** Xining has kept eight hours before Greenwich since 1991. */
const localDay = (instant: number): number => Math.floor((instant + 8 * 3_600_000) / DAY_MS);

/** The real calendar, asked once for each day: its answers depend on local days alone. */
const remembering = (calendar: Calendar): Calendar => {
  const known = new Map<string, number>();
  const once = (key: string, ask: () => number): number => {
    const value = known.get(key) ?? ask();
    known.set(key, value);
    return value;
  };
  return {
    ...calendar,
    addWorkingDays: (from, n) =>
      once(`w${localDay(from)}+${n}`, () => calendar.addWorkingDays(from, n)),
    addCalendarDays: (from, n) =>
      once(`c${localDay(from)}+${n}`, () => calendar.addCalendarDays(from, n)),
    daysBefore: (due, n, unit) =>
      once(`b${due}-${n}${unit}`, () => calendar.daysBefore(due, n, unit)),
  };
};

export const CONTEXT: CaseContext = {
  calendar: remembering(chineseCalendar()),
  limits: DEFAULT_LIMITS,
  clauses: {
    kindOf: (reference) => CLAUSE_KINDS[reference],
    isExact: () => true,
    grounds: (reference) => reference === DISCIPLINE,
    restsOn: (reference, kind) => RESTS_ON[reference] === kind,
    integrity: ART24,
  },
  staff: {
    mayServe: (person) => person !== GHOST,
    mayApprove: (person) => person !== GHOST,
    collegeOf: (person) => COLLEGE_OF[person],
  },
};

/** Of a case about an offering: nobody is enrolled in the sense of a student's case. */
export const COURSE = {
  ...{ offering: 'CS101', college: COLLEGE, owner: OWNER, teachers: TEACHERS },
  enrolled: false,
};

/** A Monday morning in Xining. */
export const START = Date.parse('2026-03-02T09:00:00+08:00');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export const words: Text = { vault: 'v-1', sha256: 'ab12', size: 5 };
export const BLANK: Text = { vault: 'v-0', sha256: 'e3b0', size: 0 };

export const MACHINE: Actor = { role: 'system', person: 'casework' };
