import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';
import type { Expectation } from './expectation.js';

/** Shares of the answers that somebody takes over, and of the assessments in which he does. */
const SHARES = [0.3, 0.65, 0.95];
const OFTEN = [0.1, 0.5, 0.95];

/** What two students' answers say of copying. */
export interface PairEvidence {
  readonly a: number;
  readonly b: number;
  /** Natural log of the likelihood ratio copied : each on his own. */
  readonly llr: number;
  /** Items that both answered, and those answered alike, right or wrong. */
  readonly common: number;
  readonly same: number;
  readonly sameWrong: number;
  /** Same answers, and same wrong answers, expected of two who have nothing to do with each other. */
  readonly expected: number;
  readonly expectedWrong: number;
  /** Assessments whose answers speak for copying. */
  readonly activities: readonly number[];
}

/** Which cells may be compared; students by items, 1 or 0. */
export type Judged = Uint8Array;

/**
 * The likelihood ratio of a conditional answer-similarity model, the class of ω (Wollack 1997): given
 * the one's answers, the other gives the same by his own chance q, or takes it over with
 * probability c: match (c + (1-c) q) / q, else 1 - c. Averaged over who copied, over c, and over how
 * many of the assessments: an average of likelihood ratios has mean 1 for honest pairs, so 1 / ratio
 * bounds the probability of one as large (Markov), whatever was looked for. No more than twice what
 * the identical wrong answers alone weigh: able people agree on what is right.
 */
export function evidenceOf(
  { answers, judged, expectation }: Compared,
  a: number,
  b: number,
): PairEvidence | undefined {
  const width = answers.items.length;
  const tallies = new Map<number, Float64Array>();
  let [common, same, sameWrong, expected, expectedWrong, wrongWeight] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < width; i++) {
    const [ofA, ofB] = [a * width + i, b * width + i];
    if (judged[ofA] === 0 || judged[ofB] === 0) continue;
    const q = [expectation.chance(b, a, i), expectation.chance(a, b, i)];
    const match = answers.choice[ofA] === answers.choice[ofB];
    const { activity } = known(answers.items[i]);
    const tally = tallies.get(activity) ?? new Float64Array(SHARES.length * 2);
    tallies.set(activity, tally);
    addItem(tally, q, match);
    common++;
    const likely = Math.max(...q);
    expected += likely;
    const wrong = answers.right[ofA] === 0;
    if (wrong) expectedWrong += likely;
    if (match) same++;
    if (!match || !wrong) continue;
    sameWrong++;
    wrongWeight -= Math.log(likely);
  }
  if (common === 0) return undefined;
  const ratios = [...tallies].map(([activity, tally]) => ({ activity, ratio: meanExp(tally) }));
  const llr = Math.min(2 * wrongWeight, overAssessments(ratios.map(({ ratio }) => ratio)));
  const activities = ratios.filter(({ ratio }) => ratio > 1).map(({ activity }) => activity);
  return { a, b, llr, common, same, sameWrong, expected, expectedWrong, activities };
}

export interface Compared {
  readonly answers: ClassAnswers;
  readonly judged: Judged;
  readonly expectation: Expectation;
}

function addItem(tally: Float64Array, q: readonly number[], match: boolean): void {
  q.forEach((chance, direction) =>
    SHARES.forEach((c, at) => {
      const place = direction * SHARES.length + at;
      const ratio = match ? (c + (1 - c) * chance) / chance : 1 - c;
      tally[place] = known(tally[place]) + Math.log(ratio);
    }),
  );
}

const meanExp = (logs: Float64Array): number =>
  logs.reduce((sum, log) => sum + Math.exp(Math.min(600, log)), 0) / logs.length;

/** Log of the ratio over all assessments, each copied with an unknown probability. */
function overAssessments(ratios: readonly number[]): number {
  const logs = OFTEN.map((often) =>
    ratios.reduce((sum, ratio) => sum + Math.log(1 - often + often * ratio), 0),
  );
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
}
