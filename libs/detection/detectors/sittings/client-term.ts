import type { Measured } from '../../detector.js';
import { ofMeasures } from '../../shared-list.js';
import { unpack, type ClientDay, type ClientSitting, type Use } from './client-day.js';

const DAY = 86_400_000;

/** A day of study: its clients, those of quizzes too, not those of exams. */
export interface StudyDay {
  readonly day: string;
  readonly uses: readonly Use[];
  /** Outside all sittings. */
  readonly apart: readonly Use[];
}

export interface Student {
  readonly subject: string;
  readonly days: readonly StudyDay[];
  readonly sittings: readonly DatedSitting[];
}

export interface DatedSitting extends Omit<ClientSitting, 'uses'> {
  readonly subject: string;
  readonly day: string;
  readonly uses: readonly Use[];
}

/** Every student of the offering with the clients of the whole term, before and after alike. */
export const students = ofMeasures(studentsIn);

function studentsIn(days: readonly Measured<ClientDay>[]): readonly Student[] {
  const bySubject = new Map<string, { days: StudyDay[]; sittings: DatedSitting[] }>();
  for (const { window, subject = '', measure } of days) {
    const own = bySubject.get(subject) ?? { days: [], sittings: [] };
    bySubject.set(subject, own);
    const sittings = measure.sittings.map((one) => ({
      ...one,
      subject,
      day: window,
      uses: one.uses.map(unpack),
    }));
    own.sittings.push(...sittings);
    const apart = measure.uses.map(unpack);
    const quizzes = sittings.filter(({ kind }) => kind === 'quiz').flatMap(({ uses }) => uses);
    if (apart.length + quizzes.length > 0)
      own.days.push({ day: window, apart, uses: [...apart, ...quizzes] });
  }
  return [...bySubject].map(([subject, own]) => ({ subject, ...own }));
}

/** The same day or the next; also where a day is none, for nothing follows from such. */
export const beside = (day: string, other: string): boolean =>
  day === other || !(Math.abs(midnightOf(day) - midnightOf(other)) > DAY);

/** Every sitting is held against every day of a term, and a term has few: remembered. */
const midnights = new Map<string, number>();
const MOST_DAYS = 1024;

function midnightOf(day: string): number {
  const known = midnights.get(day);
  if (known !== undefined) return known;
  const at = Date.parse(day);
  if (midnights.size >= MOST_DAYS) midnights.clear();
  midnights.set(day, at);
  return at;
}

/** Days of study but the sitting's own and those beside it: a look in before is part of it. */
export const otherDays = ({ days }: Student, day: string): readonly StudyDay[] =>
  days.filter((one) => !beside(one.day, day));

/** Values of one member over clients, without what was not told. */
export const valuesOf = (
  uses: readonly Use[],
  member: Exclude<keyof Use, 'ground'>,
): ReadonlySet<string> => {
  const values = new Set<string>();
  for (const use of uses) if (use[member] !== '') values.add(use[member]);
  return values;
};

/** One student's first sitting of each assessment. */
export function firstOnly(sittings: readonly DatedSitting[]): readonly DatedSitting[] {
  const seen = new Set<string>();
  return [...sittings]
    .sort((a, b) => a.from - b.from)
    .filter(({ assessment }) => !seen.has(assessment) && seen.add(assessment));
}

/** Whether it was sat in a laboratory, at least in part. */
export const inLaboratory = ({ uses }: Pick<DatedSitting, 'uses'>): boolean =>
  uses.some(({ ground }) => ground === 'lab');
