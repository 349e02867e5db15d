import type { Client } from '../../../../activity/activity.js';
import type { AttributedActivity } from '../../../detector.js';
import { drawn } from '../../testing/class.js';
import { DAY, DORMITORY, event, HOUR, MIN, MONDAY_8, SEC } from '../../testing/given.js';
import { normal, sat, thinking, type SatParts } from './paper.js';

/** What differs from an honest semester. */
export interface SemesterParts {
  /** The client of a study day; `undefined` keeps the usual. */
  readonly study?: (day: number) => Client | undefined;
  /** What differs in a quiz (by week, from 0) or in an exam. */
  readonly quiz?: (week: number) => Partial<SatParts>;
  readonly exam?: (assessment: string) => Partial<SatParts> | undefined;
}

export const WEEKS = 6;
/** Ten in the morning of the last Friday. */
export const EXAM_AT = MONDAY_8 + (WEEKS * 7 - 3) * DAY + 2 * HOUR;
const MIDTERM_AT = EXAM_AT - 21 * DAY;

/** Everybody's own laptop on the dormitory's line, the phone now and then. */
export const laptop = (student: number): Client => ({
  deviceId: `laptop-${student}`,
  userAgent: `Mozilla/5.0 (Windows NT 10.0) Chrome/${120 + (student % 9)}.0`,
  ip: DORMITORY.replace('.7', `.${student % 250}`),
});
const phone = (student: number): Client => ({
  ...laptop(student),
  deviceId: `phone-${student}`,
  userAgent: `Mozilla/5.0 (Linux; Android ${10 + (student % 4)})`,
});

/** A machine that nobody knows, on a line that nobody has. */
export const stranger = (name: string): Client => ({
  deviceId: `stranger-${name}`,
  userAgent: 'Mozilla/5.0 (Macintosh) Safari/17.1',
  ip: `61.178.${[...name].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 250}.9`,
});

/** Ability: share right at the mean; also how quick. */
const able = (student: number): number =>
  0.65 + 0.15 * Math.max(-2, Math.min(2, normal(student, 3)));

/** Study three days a week, a quiz a week, the exams named. */
export function semesterOf(
  student: number,
  exams: readonly string[],
  parts: SemesterParts = {},
): AttributedActivity[] {
  const subject = `s${student}`;
  const pace = Math.exp(0.3 * normal(student, 5));
  const events: AttributedActivity[] = [];
  for (let day = 0; day < WEEKS * 7; day++) {
    if (day % 7 > 4 || drawn(student, day, 4) > 0.6) continue;
    const usual = drawn(student, day, 5) < 0.3 ? phone(student) : laptop(student);
    const client = parts.study?.(day) ?? usual;
    const at = MONDAY_8 + day * DAY + Math.round(drawn(student, day, 6) * 9 * HOUR);
    events.push(
      event('session.started', { subject, at, client }),
      event('content.viewed', { subject, at: at + MIN, client, activity: 'notes' }),
      event('video.played', { subject, at: at + 2 * MIN, client, activity: `v${day}` }),
    );
  }
  const common = (assessment: string, from: number): SatParts => ({
    subject,
    assessment,
    from,
    client: laptop(student),
    gap: thinking(subject, assessment, pace),
    right: (item) =>
      drawn(student, item, assessment.length, assessment.charCodeAt(1)) < able(student),
  });
  for (let week = 0; week < WEEKS; week++) {
    const from = MONDAY_8 + (week * 7 + 3) * DAY + Math.round(drawn(student, week, 7) * 8 * HOUR);
    events.push(...sat({ ...common(`q${week}`, from), ...parts.quiz?.(week) }));
  }
  for (const [at, exam] of exams.entries()) {
    const own = parts.exam?.(exam);
    const from = (at === 0 ? EXAM_AT : MIDTERM_AT) + Math.round(drawn(student, at, 8) * 60 * SEC);
    events.push(...sat({ ...common(exam, from), kind: 'exam', items: 25, ...own }));
  }
  return events;
}

/** A class's semester; `how` makes some of them different. */
export const semester = (
  size: number,
  exams: readonly string[],
  how: (student: number) => SemesterParts = () => ({}),
): AttributedActivity[] =>
  Array.from({ length: size }, (_, student) => semesterOf(student, exams, how(student))).flat();
