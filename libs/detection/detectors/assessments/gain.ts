import { logistic } from './ability.js';

/** One answer for the comparison: right or not, the item's easiness in logits, its assessment. */
export interface Outcome {
  readonly right: boolean;
  readonly easy: number;
  readonly activity: number;
}

/** Abilities of a class, logits. */
export interface ClassAbility {
  readonly mean: number;
  readonly deviation: number;
}

const POINTS = 25;
/** Three-point Gauss–Hermite rule for a student's form in one assessment, standard deviation 0.7. */
const FORMS = [
  { shift: -0.7 * Math.sqrt(3), weight: 1 / 6 },
  { shift: 0, weight: 2 / 3 },
  { shift: 0.7 * Math.sqrt(3), weight: 1 / 6 },
];
/** Shares of the items for which a key is used, and how surely it is copied rightly. */
const USED = [0.97, 0.8, 0.6];
const COPIED_RIGHT = 0.985;

/**
 * How much better than by one's own ability: natural log of the likelihood ratio of `after` (answers
 * given when the key was out) by a key : by the ability that `before` (all other answers) shows.
 * Integrated over ability, so that little known of somebody leaves much open; the class's prior has
 * a heavy upper tail, because very able students are no exception.
 */
export function gainOf(
  before: readonly Outcome[],
  after: readonly Outcome[],
  { mean, deviation }: ClassAbility,
): number {
  const width = 4 * deviation;
  const thetas = Array.from(
    { length: POINTS },
    (_, n) => mean - width + (2 * width * n * 1.25) / (POINTS - 1),
  );
  const prior = thetas.map(
    (theta) =>
      0.85 * bell((theta - mean) / deviation) + 0.15 * bell((theta - mean) / deviation - 1.5),
  );
  const known = thetas.map((theta, n) => Math.log(prior[n] ?? 0) + logLikelihood(before, theta));
  const top = Math.max(...known);
  const weights = known.map((log) => Math.exp(log - top));
  const over = (used: number): number =>
    thetas.reduce(
      (sum, theta, n) => sum + (weights[n] ?? 0) * Math.exp(logLikelihood(after, theta, used)),
      0,
    );
  const byKey = USED.reduce((sum, used) => sum + over(used), 0) / USED.length;
  return Math.log(byKey) - Math.log(over(0));
}

function logLikelihood(outcomes: readonly Outcome[], theta: number, used = 0): number {
  let sum = 0;
  let at = 0;
  // Outcomes come sorted by assessment.
  while (at < outcomes.length) {
    const activity = outcomes[at]?.activity;
    let to = at;
    while (outcomes[to]?.activity === activity) to++;
    const own = outcomes.slice(at, to);
    sum += Math.log(
      FORMS.reduce((all, { shift, weight }) => all + weight * product(own, theta + shift, used), 0),
    );
    at = to;
  }
  return Math.max(-600, sum);
}

const product = (outcomes: readonly Outcome[], theta: number, used: number): number =>
  outcomes.reduce((all, { right, easy }) => {
    const chance = used * COPIED_RIGHT + (1 - used) * logistic(theta + easy);
    return all * (right ? chance : 1 - chance);
  }, 1);

const bell = (x: number): number => Math.exp(-0.5 * x * x);
