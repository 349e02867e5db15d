import { groupBy, known } from '../reading.js';
import type { ClassAnswers } from './class-answers.js';

/** Which cells may be compared; students by items, 1 or 0. */
export type Judged = Uint8Array;

/** Answers that show something of a pattern. */
const FEWEST = 5;
/** One answer to nearly everything; beyond what the key itself repeats. */
const DOMINANT = 0.7;
/** A sequence that repeats itself, ABCDABCD. */
const LONGEST_PERIOD = 5;
const REPEATED = 0.85;

/**
 * The cells that may be compared. Left out are items whose responses cannot be compared, and
 * sittings that somebody filled in without thinking: two who tick B everywhere, or write "do not
 * know", agree without knowing each other.
 */
export function judgedCells(answers: ClassAnswers): Judged {
  const { students, items, choice } = answers;
  const width = items.length;
  const judged = new Uint8Array(choice.length);
  const sittings = [...groupBy(items.keys(), (i) => known(items[i]).activity).values()];
  const keys = keyNames(answers);
  for (let s = 0; s < students.length; s++)
    for (const own of sittings) {
      const given = own.filter((i) => known(choice[s * width + i]) >= 0);
      if (isEffortless(answers, s, given, keys)) continue;
      for (const i of given) judged[s * width + i] = known(items[i]).comparable ? 1 : 0;
    }
  return judged;
}

/** Filled in by a pattern, or with one answer nearly throughout that is not the key's own habit. */
export function isEffortless(
  answers: ClassAnswers,
  s: number,
  given: readonly number[],
  keys: readonly (string | undefined)[],
): boolean {
  if (given.length < FEWEST) return false;
  const { items, choice, place } = answers;
  const at = (i: number): number => s * items.length + i;
  const order = [...given].sort((a, b) => known(place[at(a)]) - known(place[at(b)]));
  const names = order.map((i) => known(items[i]).responses[known(choice[at(i)])] ?? '');
  const [name, share] = dominant(names);
  const ofKey = order.filter((i) => keys[i] === name).length / order.length;
  if (share >= DOMINANT && ofKey < DOMINANT) return true;
  return names.length >= 2 * FEWEST && repeats(names);
}

function dominant(names: readonly string[]): [string, number] {
  const groups = [...groupBy(names, (name) => name)].sort((a, b) => b[1].length - a[1].length);
  const [name, all] = known(groups[0]);
  return [name, all.length / names.length];
}

function repeats(names: readonly string[]): boolean {
  for (let period = 2; period <= LONGEST_PERIOD; period++) {
    const pairs = names.length - period;
    const same = names.filter((name, at) => at >= period && name === names[at - period]).length;
    if (new Set(names.slice(0, period)).size > 1 && same >= REPEATED * pairs) return true;
  }
  return false;
}

/** The response of each item that is most often right. */
export function keyNames({ students, items, choice, right }: ClassAnswers): (string | undefined)[] {
  const width = items.length;
  return items.map(({ responses }, i) => {
    const counts = responses.map(() => 0);
    for (let s = 0; s < students.length; s++) {
      const given = known(choice[s * width + i]);
      if (given >= 0 && right[s * width + i] === 1) counts[given] = known(counts[given]) + 1;
    }
    const most = counts.reduce((a, b) => Math.max(a, b), 0);
    return most > 0 ? responses[counts.indexOf(most)] : undefined;
  });
}
