import { groupBy, known, median } from '../reading.js';
import { firstOnly, type DatedSitting, type Student } from '../sittings/client-term.js';
import type { Limits } from './limits.js';

/** How far a student's exam lies from the coursework, in the class's own usual differences. */
export type Departures = ReadonlyMap<DatedSitting, number>;

/** Scale of a normal's median absolute deviation. */
export const MAD = 1.4826;

/**
 * The pace of an exam against coursework: each sitting is first put in the class's terms for that
 * assessment, so that hard papers and long items fall out; the student's usual place in coursework is
 * subtracted; what is left is divided by how much that varies over the class.
 */
export function paceDepartures(students: readonly Student[], limit: Limits): Departures {
  const places = placesInClass(
    students.flatMap(({ sittings }) => firstOnly(sittings)),
    limit,
  );
  const raw = new Map<DatedSitting, number>();
  for (const { sittings } of students) {
    const placed = firstOnly(sittings).filter((one) => places.has(one));
    const quizzes = placed.filter(({ kind }) => kind === 'quiz');
    if (quizzes.length < limit.fewestQuizzes) continue;
    const usual = known(median(quizzes.map((one) => known(places.get(one)))));
    for (const exam of placed.filter(({ kind }) => kind === 'exam'))
      raw.set(exam, known(places.get(exam)) - usual);
  }
  return standardised(raw, limit);
}

function placesInClass(
  sittings: readonly DatedSitting[],
  limit: Limits,
): ReadonlyMap<DatedSitting, number> {
  const places = new Map<DatedSitting, number>();
  for (const own of groupBy(sittings, ({ assessment }) => assessment).values()) {
    const told = own.flatMap((one) => (one.pace === undefined ? [] : [[one, one.pace] as const]));
    if (told.length >= limit.fewestClass)
      for (const [one, place] of standardised(new Map(told), limit)) places.set(one, place);
  }
  return places;
}

/** Robust standard scores, within ±4; a few cheats do not move a median. */
function standardised(values: ReadonlyMap<DatedSitting, number>, limit: Limits): Departures {
  const all = [...values.values()];
  const middle = median(all);
  if (middle === undefined || all.length < limit.fewestClass) return new Map();
  const scale = MAD * known(median(all.map((value) => Math.abs(value - middle))));
  if (!(scale > 1e-6)) return new Map();
  return new Map(
    [...values].map(([one, value]) => [one, Math.max(-4, Math.min(4, (value - middle) / scale))]),
  );
}
