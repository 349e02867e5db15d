import { fitAbilities } from '../assessments/ability.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';
import { judgedCells } from './effortless.js';
import { evidenceOf, type Compared, type PairEvidence } from './evidence.js';
import { Expectation } from './expectation.js';
import { componentsOf } from './components.js';

/** A pair with what is left of its evidence after correction for all pairs of the class. */
export interface FoundPair extends PairEvidence {
  /** Evidence less log of the number of pairs (Bonferroni): minus log of the corrected p-value's bound. */
  readonly corrected: number;
}

/** Beyond this corrected evidence, nats, a group's answers no longer count as the class's own. */
const SUSPECT = 2;
/** Of a class, at most this share is left out as one hand's work. */
const MOST_LEFT = 0.4;

/**
 * Pairs of a class whose answers are too alike, with corrected evidence of `least` nats or more.
 *
 * A group that shares its answers makes them popular; one found is left out of the class's figures
 * and the search repeated, so that a clique does not hide itself.
 */
export function similarPairs(answers: ClassAnswers, least: number): readonly FoundPair[] {
  const abilities = fitAbilities({
    students: answers.students.length,
    activityOf: answers.items.map(({ activity }) => activity),
    right: answers.right,
  });
  const judged = judgedCells(answers);
  const search = (left?: ReadonlySet<number>) => {
    const expectation = new Expectation(answers, abilities, left);
    return pairsOf({ answers, judged, expectation }, Math.min(least, SUSPECT));
  };
  const first = search();
  const groups = componentsOf(first).filter((members) => members.length > 2);
  const left = new Set(groups.flat());
  const again =
    left.size > 0 && left.size <= MOST_LEFT * answers.students.length ? search(left) : first;
  return again.filter(({ corrected }) => corrected >= least);
}

/** Pairs over a bound: the exact test is made only where identical wrong answers could carry it. */
function pairsOf(compared: Compared, least: number): FoundPair[] {
  const size = compared.answers.students.length;
  const correction = Math.log((size * (size - 1)) / 2);
  const needed = correction + least;
  const found: FoundPair[] = [];
  for (const [a, b] of candidates(compared, needed / 2)) {
    const pair = evidenceOf(compared, a, b);
    if (pair && pair.llr >= needed) found.push({ ...pair, corrected: pair.llr - correction });
  }
  return found;
}

/** Pairs whose identical wrong answers may weigh `least` nats: an inverted index over them. */
function* candidates(
  { answers, judged, expectation }: Compared,
  least: number,
): Generator<readonly [number, number]> {
  const { students, items, choice, right } = answers;
  const width = items.length;
  const givers = new Map<number, Giver[]>();
  const most = items.reduce((a, { responses }) => Math.max(a, responses.length), 0);
  const own = students.map((): number[] => []);
  for (let s = 0; s < students.length; s++)
    for (let i = 0; i < width; i++) {
      const cell = s * width + i;
      if (judged[cell] === 0 || right[cell] !== 0) continue;
      const answer = i * most + known(choice[cell]);
      const weight = -Math.log(expectation.leastChance(s, i));
      const all = givers.get(answer);
      if (all) all.push({ student: s, weight });
      else givers.set(answer, [{ student: s, weight }]);
      own[s]?.push(answer);
    }
  const shared = new Float64Array(students.length);
  for (let a = 0; a < students.length; a++) {
    shared.fill(0);
    for (const answer of known(own[a]))
      for (const { student, weight } of known(givers.get(answer)))
        shared[student] = known(shared[student]) + weight;
    for (let b = a + 1; b < students.length; b++) if (known(shared[b]) >= least) yield [a, b];
  }
}

interface Giver {
  readonly student: number;
  readonly weight: number;
}
