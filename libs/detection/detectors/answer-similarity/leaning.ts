import type { ClassAnswers } from '../assessments/class-answers.js';
import { known } from '../reading.js';

/** Variance of slopes, per logit of ability squared, where a class shows little; and its limits. */
const USUAL = { variance: 0.2, weight: 50, least: 0.05, most: 0.5 };
/** One answer's square of a standard score says no more than this of the variance: a group's own. */
const MOST_SQUARE = 9;
/** Nats. */
const MOST_LEANING = 2;

/**
 * Which wrong answers the able and the weak lean to: the slopes of Bock's nominal response model
 * (1972), one Newton step from none, with a normal prior whose variance comes from all items of the
 * class (empirical Bayes). Two who are far weaker than the rest share mistakes that the class as a
 * whole hardly shows, and a small class has too few like them to count.
 */
export class Leaning {
  private readonly width: number;
  /** By response: those who gave it though wrong, and the sum of their abilities. */
  private readonly givers: Int32Array;
  private readonly sum: Float64Array;
  /** By item: those who were wrong, sum and sum of squares of their abilities. */
  private readonly wrong: Int32Array;
  private readonly allSum: Float64Array;
  private readonly allSquares: Float64Array;
  private readonly precision: number;

  /** `offsets`: where each item's responses begin; `left`: students who do not count. */
  constructor(
    private readonly answers: ClassAnswers,
    private readonly theta: Float64Array,
    private readonly offsets: readonly number[],
    private readonly left: ReadonlySet<number>,
  ) {
    const { items, students, choice, right } = answers;
    this.width = items.length;
    const total = items.reduce((sum, { responses }) => sum + responses.length, 0);
    this.givers = new Int32Array(total);
    this.sum = new Float64Array(total);
    this.wrong = new Int32Array(this.width);
    this.allSum = new Float64Array(this.width);
    this.allSquares = new Float64Array(this.width);
    for (let s = 0; s < students.length; s++)
      for (let i = 0; i < this.width && !left.has(s); i++) {
        const cell = s * this.width + i;
        if (known(choice[cell]) < 0 || right[cell] !== 0) continue;
        const [at, ability] = [known(offsets[i]) + known(choice[cell]), known(theta[s])];
        this.givers[at] = known(this.givers[at]) + 1;
        this.sum[at] = known(this.sum[at]) + ability;
        this.wrong[i] = known(this.wrong[i]) + 1;
        this.allSum[i] = known(this.allSum[i]) + ability;
        this.allSquares[i] = known(this.allSquares[i]) + ability * ability;
      }
    this.precision = 1 / this.variance();
  }

  /**
   * How much likelier than in the class as a whole the wrong answer `given` is of student `b`, where
   * `a` gave it. From all but `b`: what `a` gave is part of what is known of people like him.
   */
  factor(b: number, a: number, i: number, given: number): number {
    const at = known(this.offsets[i]) + given;
    const { choice, right } = this.answers;
    const ofB = b * this.width + i;
    const ofA = a * this.width + i;
    const ability = known(this.theta[b]);
    let givers = known(this.givers[at]);
    let sum = known(this.sum[at]);
    let wrong = known(this.wrong[i]);
    let allSum = known(this.allSum[i]);
    let allSquares = known(this.allSquares[i]);
    if (!this.left.has(b) && known(choice[ofB]) >= 0 && right[ofB] === 0) {
      wrong -= 1;
      allSum -= ability;
      allSquares -= ability * ability;
      if (choice[ofB] === given) {
        givers -= 1;
        sum -= ability;
      }
    }
    if (this.left.has(a) && right[ofA] === 0) {
      const other = known(this.theta[a]);
      wrong += 1;
      allSum += other;
      allSquares += other * other;
      if (choice[ofA] === given) {
        givers += 1;
        sum += other;
      }
    }
    if (wrong < 1) return 1;
    const { score, information, mean } = slopeOf(givers, sum, wrong, allSum, allSquares);
    const slope = score / (this.precision + information);
    return Math.exp(Math.min(MOST_LEANING, slope * (ability - mean)));
  }

  /** By moments: the square of a score exceeds its information by the variance times its square. */
  private variance(): number {
    let [excess, weight] = [USUAL.variance * USUAL.weight, USUAL.weight];
    this.offsets.forEach((offset, i) => {
      const end = this.offsets[i + 1] ?? this.givers.length;
      for (let at = offset; at < end; at++) {
        const { score, information } = slopeOf(
          known(this.givers[at]),
          known(this.sum[at]),
          known(this.wrong[i]),
          known(this.allSum[i]),
          known(this.allSquares[i]),
        );
        if (!(information > 0.1)) continue;
        const square = Math.min(MOST_SQUARE, (score * score) / information);
        excess += (square - 1) * information;
        weight += information * information;
      }
    });
    return Math.max(USUAL.least, Math.min(USUAL.most, excess / weight));
  }
}

/** Score and information of a response's slope at none, its popularity given. */
function slopeOf(givers: number, sum: number, wrong: number, allSum: number, allSquares: number) {
  const mean = wrong > 0 ? allSum / wrong : 0;
  const share = wrong > 0 ? givers / wrong : 0;
  const spread = Math.max(0, allSquares - wrong * mean * mean);
  return { score: sum - givers * mean, information: share * (1 - share) * spread, mean };
}
