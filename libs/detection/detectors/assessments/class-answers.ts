import type { Measured } from '../../detector.js';
import type { EventRef } from '../../signal.js';
import { known } from '../reading.js';
import type { AnswerDay, AnswerRow } from './answers.js';
import { inferKeys, type Keyed } from './infer-keys.js';
import { fillByPoints } from './keys-by-score.js';

/** Cells of the table above which a class is not judged: memory stays bounded. */
export const MOST_CELLS = 8_000_000;

/**
 * First attempts of a class as one table, students by items. A student has one row, an item one
 * column of `items`; cell `s * items.length + i`.
 */
export interface ClassAnswers {
  /** Subjects, by the event of an answer each: subjects are drawn at random, and no tie may hang on them. */
  readonly students: readonly string[];
  readonly items: readonly ClassItem[];
  /** Names of assessments; `ClassItem.activity` points into them. */
  readonly activities: readonly string[];
  /** Which of the item's `responses` was given, -1 for none or none told. */
  readonly choice: Int16Array;
  /** 1 right, 0 wrong, -1 not answered or not known. */
  readonly right: Int8Array;
  /** The order in which a student answered the item, from 0; for the cells that hold an answer. */
  readonly place: Int16Array;
  /** Whether the student answered the item, whatever is told of the answer. */
  answered(student: number, item: number): boolean;
  /** Whether a server vouches for the instant of the student's answer to the item, and there is one. */
  timed(student: number, item: number): boolean;
  /** Which attempt a student's first at the assessment was; undefined where there is none. */
  firstAttempt(student: number, activity: number): string | undefined;
  /** The event behind a cell. Throws RangeError where there is none. */
  ref(student: number, item: number): EventRef & { readonly at: number };
}

export interface ClassItem extends Keyed {
  /** The item's short name (answers.ts). */
  readonly name: string;
  readonly activity: number;
  /** Distinct responses given, in code-unit order. */
  readonly responses: readonly string[];
}

/** One student's attempt that began first: the last answer to each item. */
interface First {
  readonly attempt: string;
  readonly from: number;
  readonly rows: Map<string, Placed>;
  /** Share (0–1) of its points, the last that was told. */
  score?: Told;
}

interface Told {
  readonly share: number;
  readonly from: number;
}

interface Placed {
  readonly row: AnswerRow;
  readonly source: string;
  readonly at: number;
  readonly timed: boolean;
}

/** Undefined for a class with nothing to compare, or one too large. */
export function classAnswers(days: readonly Measured<AnswerDay>[]): ClassAnswers | undefined {
  const firsts = firstAttempts(days);
  const students = byEvent(firsts);
  const activities = [...new Set([...firsts.values()].flatMap((own) => [...own.keys()]))].sort();
  const columns = columnsOf(firsts, activities);
  const width = columns.length;
  if (width === 0 || width * students.length > MOST_CELLS) return undefined;
  const table = students.map((subject) =>
    columns.map(({ activity, item }) =>
      firsts.get(subject)?.get(known(activities[activity]))?.rows.get(item),
    ),
  );
  const choice = new Int16Array(students.length * width).fill(-1);
  const right = new Int8Array(students.length * width).fill(-1);
  const place = placesOf(table, columns);
  const responses = columns.map((_, i) => namesOf(table, i));
  const index = responses.map((names) => new Map(names.map((name, at) => [name, at])));
  table.forEach((own, s) =>
    own.forEach((cell, i) => {
      if (!cell) return;
      choice[s * width + i] = index[i]?.get(nameOf(cell)) ?? -1;
      right[s * width + i] = cell.row[2];
    }),
  );
  fillByPoints({
    ...{ students: students.length, responses, choice, right },
    activityOf: columns.map(({ activity }) => activity),
    scoreOf: (s, activity) =>
      firsts.get(students[s] ?? '')?.get(activities[activity] ?? '')?.score?.share,
  });
  const keyed = inferKeys({ students: students.length, responses, choice, right });
  const items = columns.map(({ activity, item }, i) => ({
    name: item,
    activity,
    responses: known(responses[i]),
    ...known(keyed[i]),
  }));
  const ref = (s: number, i: number) => {
    const { source, row, at } = known(table[s]?.[i]);
    return { source, id: row[4], at };
  };
  const firstAttempt = (s: number, activity: number) =>
    firsts.get(students[s] ?? '')?.get(activities[activity] ?? '')?.attempt;
  const answered = (s: number, i: number) => table[s]?.[i] !== undefined;
  const timed = (s: number, i: number) => table[s]?.[i]?.timed === true;
  return { students, items, activities, choice, right, place, answered, timed, firstAttempt, ref };
}

function firstAttempts(days: readonly Measured<AnswerDay>[]) {
  const firsts = new Map<string, Map<string, First>>();
  for (const { subject, measure } of days)
    for (const { activity, attempt, source, from, claimed, score, rows } of subject === undefined
      ? []
      : measure.parts) {
      const own = firsts.get(known(subject)) ?? new Map<string, First>();
      firsts.set(known(subject), own);
      let first = own.get(activity);
      // A second day of the first attempt goes on with it; another attempt counts only if earlier.
      if (first && first.attempt !== attempt && first.from <= from) continue;
      if (first?.attempt !== attempt)
        own.set(activity, (first = { attempt, from, rows: new Map() }));
      if (score !== undefined && from >= (first.score?.from ?? from))
        first.score = { share: score, from };
      for (const row of rows) {
        const before = first.rows.get(row[0]);
        const placed = { row, source, at: from + row[3], timed: claimed !== true };
        if (!before || before.at <= placed.at) first.rows.set(row[0], placed);
      }
    }
  return firsts;
}

/** Students by the first of their events in the order of names, which no two of them share. */
function byEvent(firsts: ReadonlyMap<string, ReadonlyMap<string, First>>): readonly string[] {
  return [...firsts]
    .map(([subject, own]) => ({ subject, event: firstNameOf(own.values()) }))
    .sort((a, b) => (a.event < b.event ? -1 : 1))
    .map(({ subject }) => subject);
}

function firstNameOf(own: Iterable<First>): string {
  let least: string | undefined;
  for (const { rows } of own)
    for (const { source, row } of rows.values()) {
      const name = `${source}\n${row[4]}`;
      if (least === undefined || name < least) least = name;
    }
  return least ?? '';
}

function columnsOf(
  firsts: ReadonlyMap<string, ReadonlyMap<string, First>>,
  activities: readonly string[],
) {
  return activities.flatMap((name, activity) => {
    const items = new Set<string>();
    for (const own of firsts.values())
      for (const item of own.get(name)?.rows.keys() ?? []) items.add(item);
    return [...items].sort().map((item) => ({ activity, item }));
  });
}

/** Where only right and wrong are told, those are the two responses. */
const nameOf = ({ row: [, response, correct] }: Placed): string =>
  response !== '' ? response : (['', WRONG, RIGHT][correct + 1] ?? '');

/** No response is written so: names are in lower case. */
const RIGHT = 'RIGHT';
const WRONG = 'WRONG';

const namesOf = (table: readonly (readonly (Placed | undefined)[])[], i: number): string[] =>
  [...new Set(table.map((own) => (own[i] ? nameOf(own[i]) : '')))]
    .filter((name) => name !== '')
    .sort();

function placesOf(
  table: readonly (readonly (Placed | undefined)[])[],
  columns: readonly { readonly activity: number }[],
): Int16Array {
  const place = new Int16Array(table.length * columns.length);
  table.forEach((own, s) => {
    const order = own
      .map((cell, i) => ({ cell, i, activity: known(columns[i]).activity }))
      .filter(({ cell }) => cell !== undefined)
      .sort((a, b) => a.activity - b.activity || known(a.cell).at - known(b.cell).at || a.i - b.i);
    order.forEach(({ i }, at) => (place[s * columns.length + i] = at));
  });
  return place;
}
