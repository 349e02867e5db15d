import type { Measured } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { groupBy, known } from '../reading.js';
import { classAnswers, type ClassAnswers } from './class-answers.js';
import { isEffortless, keyNames } from './effortless.js';
import type { KeyDay } from './key-day.js';
import { fillByScores } from './scores.js';
import { satOf, type Sat } from './spans.js';

/** A class's first answers, and who saw which answer of the key when. */
export interface RevealedClass {
  readonly answers: ClassAnswers;
  /** Columns of each assessment. */
  readonly sittings: ReadonlyMap<number, readonly number[]>;
  /** Instant of a student's first answer in an assessment; undefined where there is none. */
  startOf(student: number, activity: number): number | undefined;
  readonly sat: Sat;
  /**
   * Right or wrong, as in `answers`, where it tells of ability: -1, too, in sittings filled in by a
   * pattern. Who gives up in one week and works in the next is no better than he is able.
   */
  readonly tried: Int8Array;
  /** Instant from which a student knew the key to an item, and by what. */
  revealed(student: number, item: number): Reveal | undefined;
}

export interface Reveal {
  readonly at: number;
  readonly event: EventRef;
  /** Looked at, at whatever time, or only read off the result of a sitting that was thrown away. */
  readonly by: 'look' | 'result';
}

export function revealedClass(days: readonly Measured<KeyDay>[]): RevealedClass | undefined {
  const answers = classAnswers(days);
  if (!answers) return undefined;
  const { items, students } = answers;
  const sittings = groupBy(items.keys(), (i) => known(items[i]).activity);
  fillByScores(days, answers, sittings);
  const reveals = looksOf(days, answers);
  const starts = new Map<number, number>();
  const keys = keyNames(answers);
  const tried = answers.right.slice();
  for (let s = 0; s < students.length; s++)
    for (const [activity, own] of sittings) {
      const cells = own.filter((i) => answers.answered(s, i));
      const refs = cells.map((i) => answers.ref(s, i));
      if (refs.length === 0) continue;
      starts.set(
        s * answers.activities.length + activity,
        refs.reduce((least, { at }) => Math.min(least, at), Infinity),
      );
      if (!isThrownAway(answers, s, cells, keys)) continue;
      for (const i of cells) tried[s * items.length + i] = -1;
      const last = refs.reduce((a, b) => (b.at > a.at ? b : a));
      for (const i of own)
        keepFirst(reveals, s * items.length + i, {
          at: last.at,
          event: { source: last.source, id: last.id },
          by: reveals.has(s * items.length + i) ? 'look' : 'result',
        });
    }
  return {
    answers,
    sittings,
    sat: satOf(days, answers),
    tried,
    startOf: (s, activity) => starts.get(s * answers.activities.length + activity),
    revealed: (s, i) => reveals.get(s * items.length + i),
  };
}

function looksOf(days: readonly Measured<KeyDay>[], answers: ClassAnswers): Map<number, Reveal> {
  const { items, students, activities } = answers;
  const rows = new Map(students.map((subject, s) => [subject, s]));
  const columns = new Map(
    items.map(({ activity, name }, i) => [`${known(activities[activity])}\n${name}`, i]),
  );
  const reveals = new Map<number, Reveal>();
  for (const { subject, measure } of days)
    for (const { activity, source, from, rows: looks } of measure.shown)
      for (const [item, afterMs, id] of looks) {
        const s = rows.get(subject ?? '');
        const i = columns.get(`${activity}\n${item}`);
        if (s === undefined || i === undefined) continue;
        const event = { source, id };
        keepFirst(reveals, s * items.length + i, { at: from + afterMs, event, by: 'look' });
      }
  return reveals;
}

function keepFirst(reveals: Map<number, Reveal>, cell: number, reveal: Reveal): void {
  const before = reveals.get(cell);
  if (!before || reveal.at < before.at) reveals.set(cell, reveal);
}

/** Filled in by a pattern and mostly wrong: handed in for what comes back. */
function isThrownAway(
  answers: ClassAnswers,
  s: number,
  cells: readonly number[],
  keys: readonly (string | undefined)[],
): boolean {
  const width = answers.items.length;
  const right = cells.filter((i) => answers.right[s * width + i] === 1).length;
  const told = cells.every((i) => known(answers.choice[s * width + i]) >= 0);
  return told && right <= cells.length / 2 && isEffortless(answers, s, cells, keys);
}
