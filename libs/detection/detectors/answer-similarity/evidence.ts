import type { ClassAnswers } from '../assessments/class-answers.js';
import type { Judged } from '../assessments/effortless.js';
import { known } from '../reading.js';
import type { Expectation } from './expectation.js';

/** Shares of the answers that somebody takes over, and of the assessments in which he does. */
const SHARES = [0.4, 0.7, 0.95];
const OFTEN = [0.15, 0.5, 0.95];

/** What two students' answers say of copying. */
export interface PairEvidence {
  readonly a: number;
  readonly b: number;
  /** Natural log of the likelihood ratio copied : on his own, of `b` given `a` and of `a` given `b`. */
  readonly bFromA: number;
  readonly aFromB: number;
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

export interface Compared {
  readonly answers: ClassAnswers;
  readonly judged: Judged;
  readonly expectation: Expectation;
}

/**
 * The likelihood ratio of a conditional answer-similarity model, the class of ω (Wollack 1997): given
 * the one's answers, the other gives the same by his own chance q, or takes it over with
 * probability c: match (c + (1-c) q) / q, else 1 - c. Averaged over c and over how many of the
 * assessments. An average of likelihood ratios has mean 1 for honest pairs, so 1 / ratio bounds the
 * probability of one as large (Markov), whatever was looked for. No more than twice what the
 * identical wrong answers alone weigh: able people agree on what is right.
 */
export function evidenceOf(compared: Compared, a: number, b: number): PairEvidence | undefined {
  const { answers, judged, expectation } = compared;
  const width = answers.items.length;
  const [ofB, ofA] = [new Tally(), new Tally()];
  let [common, same, sameWrong, expected, expectedWrong, wrongWeight] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < width; i++) {
    const [cellA, cellB] = [a * width + i, b * width + i];
    if (judged[cellA] === 0 || judged[cellB] === 0) continue;
    const [byB, byA] = [expectation.chance(b, a, i), expectation.chance(a, b, i)];
    const match = answers.choice[cellA] === answers.choice[cellB];
    const { activity } = known(answers.items[i]);
    ofB.add(activity, byB, match);
    ofA.add(activity, byA, match);
    const likely = Math.max(byB, byA);
    const wrong = answers.right[cellA] === 0;
    common++;
    expected += (byB + byA) / 2;
    if (wrong) expectedWrong += byB;
    if (match) same++;
    if (!match || !wrong) continue;
    sameWrong++;
    wrongWeight -= Math.log(likely);
  }
  if (common === 0) return undefined;
  const most = 2 * wrongWeight;
  return {
    ...{ a, b, common, same, sameWrong, expected, expectedWrong },
    bFromA: Math.min(most, ofB.llr()),
    aFromB: Math.min(most, ofA.llr()),
    activities: ofB.speaking(),
  };
}

/** Log ratios by assessment and share taken over, in one direction. */
class Tally {
  private readonly logs = new Map<number, Float64Array>();

  add(activity: number, chance: number, match: boolean): void {
    let own = this.logs.get(activity);
    if (!own) this.logs.set(activity, (own = new Float64Array(SHARES.length)));
    for (const [at, c] of SHARES.entries())
      own[at] = known(own[at]) + Math.log(match ? (c + (1 - c) * chance) / chance : 1 - c);
  }

  /** Log of the ratio averaged over shares and over how many assessments. */
  llr(): number {
    const all = [...this.logs.values()];
    const ways = SHARES.flatMap((_, at) =>
      OFTEN.map((often) =>
        all.reduce((sum, own) => sum + Math.log(1 - often + often * Math.exp(known(own[at]))), 0),
      ),
    );
    return logMeanExp(ways);
  }

  speaking(): number[] {
    return [...this.logs].filter(([, own]) => logMeanExp([...own]) > 0).map(([at]) => at);
  }
}

/** Log of the mean of the exponentials. */
export function logMeanExp(logs: readonly number[]): number {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
}
