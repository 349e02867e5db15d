import { fitAbilities } from '../assessments/ability.js';
import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';
import { judgedCells } from '../assessments/effortless.js';
import { Comparison, stepsIn, type Compared, type PairEvidence } from './evidence.js';
import { Expectation, STRATUM } from './expectation.js';
import { componentsOf } from './components.js';
import { Timing } from './timing.js';

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
  const timing = new Timing(answers);
  const given = { answers, judged, timing };
  const inStep = timing.shareInStep(answers.students.length, stepsIn(given));
  const search = (left?: ReadonlySet<number>) => {
    const expectation = new Expectation(answers, abilities, left);
    return pairsOf(given, expectation, inStep, Math.min(least, SUSPECT));
  };
  const first = search();
  const groups = componentsOf(first).filter((members) => members.length > 2);
  const left = new Set(groups.flat());
  const again =
    left.size > 0 && left.size <= MOST_LEFT * answers.students.length ? search(left) : first;
  return again.filter(({ ofA, ofB }) => Math.max(ofA, ofB) >= least);
}

/**
 * Student by student, corrected for all from whom one may have it: how likely it is that somebody
 * copies at all stands in the policy's prior, from which of the others is one in as many. The
 * average over them is a likelihood ratio again, and against people who keep in step without
 * copying as well: their share of all pairs, times what the instants alone say.
 *
 * Others who take over the same student's answers count with it: given those, all are independent,
 * so that the product over them of (1-r) + r × ratio, r the share of a class that takes over, is a
 * likelihood ratio, too. It gathers a group whose members are each alike, and none enough; what they
 * add is no more than one's own evidence.
 */
function pairsOf(
  compared: Compared,
  expectation: Expectation,
  inStepShare: number,
  least: number,
): FoundPair[] {
  const size = compared.answers.students.length;
  // Too few to see what the able and the weak get wrong: corrected for all pairs.
  const doubt = size < 2 * STRATUM ? Math.log(size / 2) : 0;
  const partners = Math.log(size - 1) + doubt;
  const screen = (size <= GATHERED ? Math.log(size / TAKERS) : partners + least) / 2;
  const rate = Math.min(0.5, TAKERS / size);
  const none = (size - 1) * Math.log(1 - rate) - doubt;
  const source = new Float64Array(size).fill(none);
  const against = (copied: number, inStep: number): number =>
    copied - Math.log1p(inStepShare * Math.exp(Math.min(500, inStep)));
  const gathered = (ratio: number): number =>
    Math.log(1 - rate + rate * Math.exp(ratio)) - Math.log(1 - rate);
  const tested: FoundPair[] = [];
  const comparison = new Comparison(compared, expectation);
  for (const [a, b] of candidates(compared, expectation, screen)) {
    const pair = comparison.evidenceOf(a, b);
    if (!pair) continue;
    const ofB = against(pair.bFromA, pair.bAfterA);
    const ofA = against(pair.aFromB, pair.aAfterB);
    source[a] = known(source[a]) + gathered(ofB);
    source[b] = known(source[b]) + gathered(ofA);
    if (Math.max(ofB, ofA) >= least)
      tested.push({ ...pair, ofA, ofB, activities: comparison.speaking() });
  }
  return tested
    .map((pair): FoundPair => {
      const { a, b, ofA, ofB } = pair;
      const withOthers = (own: number, of: number): number => {
        const others = known(source[of]) - gathered(own);
        return own - partners + Math.max(0, Math.min(own - MEMBER, others));
      };
      const taker = { ofA: withOthers(ofA, b), ofB: withOthers(ofB, a) };
      // Two who are alike: which of them had it from the other is not asked.
      const either = Math.max(ofA, ofB) - partners;
      return {
        ...pair,
        ofA: Math.max(either, taker.ofA, Math.min(known(source[a]), ofB - MEMBER)),
        ofB: Math.max(either, taker.ofB, Math.min(known(source[b]), ofA - MEMBER)),
      };
    })
    .filter(({ ofA, ofB }) => Math.max(ofA, ofB) >= least);
}

/** Pairs whose identical wrong answers may weigh `least` nats: an inverted index over them. */
function* candidates(
  { answers, judged }: Compared,
  expectation: Expectation,
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
