import type { ClassAnswers } from '../assessments/class-answers.js';
import type { Judged } from '../assessments/effortless.js';
import { known } from '../reading.js';
import type { Expectation } from './expectation.js';
import type { Timing } from './timing.js';

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
  /** The same of their instants alone: `b` answers in `a`'s steps, and `a` in `b`'s. */
  readonly bAfterA: number;
  readonly aAfterB: number;
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
  readonly timing: Timing;
}

/**
 * The likelihood ratio of a conditional answer-similarity model, the class of ω (Wollack 1997): given
 * the one's answers, the other gives the same by his own chance q, or takes it over with
 * probability c: match (c + (1-c) q) / q, else 1 - c. Averaged over c and over how many of the
 * assessments. An average of likelihood ratios has mean 1 for honest pairs, so 1 / ratio bounds the
 * probability of one as large (Markov), whatever was looked for. No more than twice what the
 * identical wrong answers alone weigh: able people agree on what is right.
 *
 * Whoever copies may do so in the other's steps (timing.ts): half of the average is over answers and
 * instants together, which tell one item from another that was taken over. What the instants alone
 * say is told apart, for people who work in step without copying.
 */
export function evidenceOf(compared: Compared, a: number, b: number): PairEvidence | undefined {
  const { answers, judged, expectation, timing } = compared;
  const width = answers.items.length;
  const [ofB, ofA] = [new Direction(), new Direction()];
  let [common, same, sameWrong, expected, expectedWrong, wrongWeight] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < width; i++) {
    const [cellA, cellB] = [a * width + i, b * width + i];
    if (judged[cellA] === 0 || judged[cellB] === 0) continue;
    const [byB, byA] = [expectation.chance(b, a, i), expectation.chance(a, b, i)];
    const match = answers.choice[cellA] === answers.choice[cellB];
    const { activity } = known(answers.items[i]);
    ofB.add(activity, match ? 1 / byB : 0, timing.ratio(b, a, i));
    ofA.add(activity, match ? 1 / byA : 0, timing.ratio(a, b, i));
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
  const [fromA, fromB] = [ofB.llr(2 * wrongWeight), ofA.llr(2 * wrongWeight)];
  return {
    ...{ a, b, common, same, sameWrong, expected, expectedWrong },
    ...{ bFromA: fromA.copied, aFromB: fromB.copied, bAfterA: fromA.inStep, aAfterB: fromB.inStep },
    activities: ofB.speaking(),
  };
}

/** Natural log of the likelihood ratio that `b` answers in `a`'s steps : at his own pace. */
export function inStepOf(
  { answers, judged, timing }: Pick<Compared, 'answers' | 'judged' | 'timing'>,
  b: number,
  a: number,
): number {
  const width = answers.items.length;
  const steps = new Tally();
  for (let i = 0; i < width; i++)
    if (judged[a * width + i] !== 0 && judged[b * width + i] !== 0)
      steps.add(known(answers.items[i]).activity, timing.ratio(b, a, i));
  return steps.llr();
}

/** What speaks for one having taken over the other's answers. */
class Direction {
  private readonly alike = new Tally();
  private readonly both = new Tally();
  private readonly steps = new Tally();
  private timed = false;

  add(activity: number, answer: number, instant: number): void {
    this.alike.add(activity, answer);
    this.both.add(activity, answer * instant);
    if (instant === 1) this.steps.touch(activity);
    else {
      this.steps.add(activity, instant);
      this.timed = true;
    }
  }

  /** `most`: nats that the answers may weigh. */
  llr(most: number): { readonly copied: number; readonly inStep: number } {
    const alike = Math.min(most, this.alike.llr());
    if (!this.timed) return { copied: alike, inStep: 0 };
    const inStep = this.steps.llr();
    const both = Math.min(most + Math.max(0, inStep), this.both.llr());
    return { copied: logMeanExp([alike, both]), inStep };
  }

  speaking(): number[] {
    return this.timed ? this.both.speaking(this.alike) : this.alike.speaking();
  }
}

/** Beyond these a product of ratios is put away as its log. */
const [TINY, HUGE] = [1e-250, 1e250];

/** Ratios by assessment and share taken over, in one direction: of all that a pair is asked, most. */
class Tally {
  /** By assessment: for each share the running product, then the logs of those put away. */
  private readonly products = new Map<number, Float64Array>();
  private activity = NaN;
  private own: Float64Array = NONE;

  /** `ratio`: how much likelier what is seen of an item is, if it was taken over : by oneself. */
  add(activity: number, ratio: number): void {
    const own = activity === this.activity ? this.own : this.turnTo(activity);
    for (let at = 0; at < SHARES.length; at++) {
      const c = SHARES[at] as number;
      const product = (own[at] as number) * (1 - c + c * ratio);
      if (product > TINY && product < HUGE) own[at] = product;
      else {
        own[at] = 1;
        own[at + SHARES.length] = (own[at + SHARES.length] as number) + Math.log(product);
      }
    }
  }

  /** An item of which nothing is known. */
  touch(activity: number): void {
    if (activity !== this.activity) this.turnTo(activity);
  }

  private turnTo(activity: number): Float64Array {
    let own = this.products.get(activity);
    if (!own) {
      own = new Float64Array(2 * SHARES.length).fill(1, 0, SHARES.length);
      this.products.set(activity, own);
    }
    this.activity = activity;
    return (this.own = own);
  }

  /** Log of the ratio averaged over shares and over how many assessments. */
  llr(): number {
    const ways: number[] = [];
    for (let at = 0; at < SHARES.length; at++) {
      const ratios = [...this.products.values()].map((own) => Math.exp(logOf(own, at)));
      for (const often of OFTEN)
        ways.push(ratios.reduce((sum, ratio) => sum + Math.log(1 - often + often * ratio), 0));
    }
    return logMeanExp(ways);
  }

  /** Assessments that speak for it, by these ratios or by `other` ones. */
  speaking(other: Tally = this): number[] {
    return [...this.products].flatMap(([at, own]) =>
      logMeanExp(logsOf(own)) > 0 || logMeanExp(logsOf(known(other.products.get(at)))) > 0
        ? [at]
        : [],
    );
  }
}

const NONE = new Float64Array(0);

const logOf = (own: Float64Array, at: number): number =>
  Math.log(known(own[at])) + known(own[at + SHARES.length]);

const logsOf = (own: Float64Array): number[] => SHARES.map((_, at) => logOf(own, at));

/** Log of the mean of the exponentials. */
export function logMeanExp(logs: readonly number[]): number {
  const top = Math.max(...logs);
  return top + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - top), 0) / logs.length);
}
