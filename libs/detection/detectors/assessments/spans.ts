import type { Measured } from '../../detector.js';
import { groupBy, known } from '../reading.js';
import type { ClassAnswers } from './class-answers.js';
import type { KeyDay } from './key-day.js';

/** How long a class sat over its papers. */
export interface Sat {
  /**
   * The student's first attempt against the class's median time over the paper, log2: -1 is half of
   * it. Undefined where it is not known, or too few are to compare with.
   */
  pace(student: number, activity: number): number | undefined;
  /** The class's assessments. */
  readonly papers: readonly number[];
  /** How far the students' own paces over the term lie apart: a robust deviation, log2. */
  readonly spread: number;
  /** Whether the student sat down to the paper again. */
  again(student: number, activity: number): boolean;
}

/** Sittings below which a class says nothing of pace. */
const FEWEST = 10;
/** No class is taken to be more alike than this, log2. */
const LEAST_SPREAD = 0.4;
/** A deviation in units of the median absolute deviation. */
const DEVIATION = 1.4826;

export function satOf(days: readonly Measured<KeyDay>[], answers: ClassAnswers): Sat {
  const { lasted, again } = firstSpans(days, answers);
  const medians = lasted.map((own) => {
    const times = [...own.values()];
    return times.length < FEWEST ? undefined : middle(times);
  });
  const pace = (s: number, activity: number): number | undefined => {
    const [own, median] = [lasted[activity]?.get(s), medians[activity]];
    return own === undefined || median === undefined ? undefined : Math.log2(own / median);
  };
  const own = answers.students.flatMap((_, s) => {
    const paces = answers.activities.flatMap((_, activity) => pace(s, activity) ?? []);
    return paces.length === 0 ? [] : [middle(paces)];
  });
  const centre = own.length === 0 ? 0 : middle(own);
  const apart = own.map((one) => Math.abs(one - centre));
  const spread = own.length === 0 ? 0 : DEVIATION * middle(apart);
  return {
    pace,
    papers: [...answers.activities.keys()],
    spread: Math.max(LEAST_SPREAD, spread),
    again: (s, activity) => again.has(`${s} ${activity}`),
  };
}

/** Milliseconds of first attempts, by assessment and student; and who sat down again. */
function firstSpans(days: readonly Measured<KeyDay>[], answers: ClassAnswers) {
  const lasted = answers.activities.map(() => new Map<number, number>());
  const again = new Set<string>();
  const papers = new Map(answers.activities.map((name, at) => [name, at]));
  const rows = new Map(answers.students.map((subject, s) => [subject, s]));
  for (const [place, own] of groupBy(spansOf(days), ({ place }) => place)) {
    const [subject = '', name = '', attempt] = place.split('\n');
    const [s, activity] = [rows.get(subject), papers.get(name)];
    if (s === undefined || activity === undefined) continue;
    const first = answers.firstAttempt(s, activity);
    if (first === undefined) continue;
    const from = own.reduce((least, one) => Math.min(least, one.from), Infinity);
    const to = own.reduce((most, one) => Math.max(most, one.to), -Infinity);
    // Told in one instant: nothing is known of how long it took.
    if (attempt !== first) again.add(`${s} ${activity}`);
    else if (to > from) known(lasted[activity]).set(s, to - from);
  }
  return { lasted, again };
}

/** Attempts by student, paper and attempt; one that reaches over days comes in parts. */
const spansOf = (days: readonly Measured<KeyDay>[]) =>
  days.flatMap(({ subject, measure }) =>
    subject === undefined
      ? []
      : measure.spans.map(([activity, attempt, from, to]) => ({
          place: [subject, activity, attempt].join('\n'),
          from,
          to,
        })),
  );

const middle = (values: readonly number[]): number =>
  known([...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]);
