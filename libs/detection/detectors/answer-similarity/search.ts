import { fitAbilities } from '../assessments/ability.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';
import { judgedCells } from '../assessments/effortless.js';
import { evidenceOf, logMeanExp, type Compared, type PairEvidence } from './evidence.js';
import { Expectation } from './expectation.js';
import { componentsOf } from './components.js';

/** A pair, and what is left of the evidence against each after correction. */
export interface FoundPair extends PairEvidence {
  /** Nats for `a` and for `b`: minus log of a bound on the corrected p-value. */
  readonly ofA: number;
  readonly ofB: number;
}

/** Beyond this corrected evidence, nats, a group's answers no longer count as the class's own. */
const SUSPECT = 2;
/** Of a class, at most this share is left out as one hand's work. */
const MOST_LEFT = 0.4;
/** Up to this size pairs too weak for themselves are tested for the sake of groups. */
const GATHERED = 400;
/** How many take over one student's answers, where any do. */
const TAKERS = 2;
/** What the own answers of a member of a group must show beyond the corrected evidence, nats. */
const MEMBER = 0.4;

/**
 * Pairs of a class whose answers are too alike, with corrected evidence of `least` nats or more
 * against one of the two.
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
  return again.filter(({ ofA, ofB }) => Math.max(ofA, ofB) >= least);
}

/**
 * Pair by pair, corrected for all pairs of the class (Bonferroni); and source by source, corrected for
 * all sources: given one student's answers, all others are independent, so that the product over
 * them of (1-r) + r × ratio, r the share of a class that takes over, is a likelihood ratio again. It
 * gathers a group whose members are each alike, and none enough; a member then needs evidence of
 * his own, though not after correction for pairs that nobody had reason to look at.
 */
function pairsOf(compared: Compared, least: number): FoundPair[] {
  const size = compared.answers.students.length;
  const pairs = Math.log((size * (size - 1)) / 2);
  const screen = (size <= GATHERED ? Math.log(size / TAKERS) : pairs + least) / 2;
  const rate = Math.min(0.5, TAKERS / size);
  const source = new Float64Array(size).fill((size - 1) * Math.log(1 - rate) - Math.log(size));
  const tested: PairEvidence[] = [];
  const gathered = (ratio: number): number =>
    Math.log(1 - rate + rate * Math.exp(ratio)) - Math.log(1 - rate);
  for (const [a, b] of candidates(compared, screen)) {
    const pair = evidenceOf(compared, a, b);
    if (!pair) continue;
    source[a] = known(source[a]) + gathered(pair.bFromA);
    source[b] = known(source[b]) + gathered(pair.aFromB);
    if (Math.max(pair.bFromA, pair.aFromB) >= least) tested.push(pair);
  }
  return tested
    .map((pair): FoundPair => {
      const { a, b, bFromA, aFromB } = pair;
      const alone = logMeanExp([bFromA, aFromB]) - pairs;
      const [sourceA, sourceB] = [known(source[a]), known(source[b])];
      const [memberA, memberB] = [aFromB - MEMBER, bFromA - MEMBER];
      return {
        ...pair,
        ofA: Math.max(alone, Math.min(sourceA, bFromA), Math.min(sourceB, memberA)),
        ofB: Math.max(alone, Math.min(sourceB, aFromB), Math.min(sourceA, memberB)),
      };
    })
    .filter(({ ofA, ofB }) => Math.max(ofA, ofB) >= least);
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
    for (let b = a + 1; b < students.length; b++)
      if (known(shared[b]) >= least && known(shared[b]) > 0) yield [a, b];
  }
}

interface Giver {
  readonly student: number;
  readonly weight: number;
}
