import type { Measured } from '../../detector.js';
import { known } from '../reading.js';
import type { ClassAnswers } from './class-answers.js';
import type { KeyDay } from './key-day.js';

/**
 * Where a platform tells of a sitting's answers neither the response nor whether it was right, but a
 * score: as many are taken to be right, in `right`, in place. Which ones is not known; they are
 * spread evenly, beginning at another item for every student, so that the number alone speaks and
 * no item looks easier than the next. Nothing may be compared answer by answer after that.
 */
export function fillByScores(
  days: readonly Measured<KeyDay>[],
  answers: ClassAnswers,
  sittings: ReadonlyMap<number, readonly number[]>,
): void {
  const { students, activities, items, right } = answers;
  const rows = new Map(students.map((subject, s) => [subject, s]));
  const papers = new Map(activities.map((name, at) => [name, at]));
  for (const { subject, measure } of days)
    for (const [name, attempt, , , score] of measure.spans) {
      const [s, activity] = [rows.get(subject ?? ''), papers.get(name)];
      if (s === undefined || activity === undefined || score < 0) continue;
      if (answers.firstAttempt(s, activity) !== attempt) continue;
      const own = known(sittings.get(activity));
      const given = own.filter((i) => answers.answered(s, i));
      if (given.some((i) => known(right[s * items.length + i]) >= 0)) continue;
      const hits = Math.min(given.length, Math.round(score * own.length));
      given.forEach((i, at) => {
        const place = (at + s) % given.length;
        right[s * items.length + i] = place < hits ? 1 : 0;
      });
    }
}
