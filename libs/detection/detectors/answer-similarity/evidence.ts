import type { ClassAnswers } from '../assessments/class-answers.js';
import type { Judged } from '../assessments/effortless.js';
import { known } from '../reading.js';
import type { Expectation } from './expectation.js';
import { logMeanExp, Tally } from './tally.js';
import type { Timing } from './timing.js';

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
  readonly timing: Timing;
}

/** A class's pairs, one after the other: the tallies of one serve the next. */
export class Comparison {
  private readonly ofA: Direction;
  private readonly ofB: Direction;
  private readonly activityOf: Int32Array;

  constructor(
    private readonly compared: Compared,
    private readonly expectation: Expectation,
  ) {
    const { items, activities } = compared.answers;
    this.ofA = new Direction(activities.length);
    this.ofB = new Direction(activities.length);
    this.activityOf = Int32Array.from(items, ({ activity }) => activity);
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
  evidenceOf(a: number, b: number): Omit<PairEvidence, 'activities'> | undefined {
    const { compared, expectation, ofA, ofB } = this;
    const { judged, timing } = compared;
    const { items, choice, right } = compared.answers;
    const width = items.length;
    ofA.clear();
    ofB.clear();
    let common = 0;
    let same = 0;
    let sameWrong = 0;
    let expected = 0;
    let expectedWrong = 0;
    let wrongWeight = 0;
    for (let i = 0; i < width; i++) {
      const cellA = a * width + i;
      const cellB = b * width + i;
      if (judged[cellA] === 0 || judged[cellB] === 0) continue;
      const byB = expectation.chance(b, a, i);
      const byA = expectation.chance(a, b, i);
      const match = choice[cellA] === choice[cellB];
      const activity = known(this.activityOf[i]);
      ofB.add(activity, match ? 1 / byB : 0, timing.ratio(b, a, i));
      ofA.add(activity, match ? 1 / byA : 0, timing.ratio(a, b, i));
      const wrong = right[cellA] === 0;
      common++;
      expected += (byB + byA) / 2;
      if (wrong) expectedWrong += byB;
      if (match) same++;
      if (!match || !wrong) continue;
      sameWrong++;
      wrongWeight -= Math.log(Math.max(byB, byA));
    }
    if (common === 0) return undefined;
    const fromA = ofB.llr(2 * wrongWeight);
    const fromB = ofA.llr(2 * wrongWeight);
    return {
      ...{ a, b, common, same, sameWrong, expected, expectedWrong },
      ...{ bFromA: fromA.copied, aFromB: fromB.copied },
      ...{ bAfterA: fromA.inStep, aAfterB: fromB.inStep },
    };
  }

  /** Assessments of the pair compared last whose answers speak for copying. */
  speaking(): readonly number[] {
    return this.ofB.speaking();
  }
}

/** Natural log of the likelihood ratio that `b` answers in `a`'s steps : at his own pace, pair by pair. */
export function stepsIn({ answers, judged, timing }: Compared): (b: number, a: number) => number {
  const { items, activities } = answers;
  const steps = new Tally(activities.length);
  return (b, a) => {
    steps.clear();
    for (let i = 0; i < items.length; i++)
      if (judged[a * items.length + i] !== 0 && judged[b * items.length + i] !== 0)
        steps.add(known(items[i]).activity, timing.ratio(b, a, i));
    return steps.llr();
  };
}

/** What speaks for one having taken over the other's answers. */
class Direction {
  private readonly alike: Tally;
  private readonly both: Tally;
  private readonly steps: Tally;
  private timed = false;

  constructor(activities: number) {
    this.alike = new Tally(activities);
    this.both = new Tally(activities);
    this.steps = new Tally(activities);
  }

  clear(): void {
    this.alike.clear();
    this.both.clear();
    this.steps.clear();
    this.timed = false;
  }

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
