/** Nodes and weights of a normal distribution, Gauss–Hermite with seven points. */
const NORMAL: readonly (readonly [node: number, weight: number])[] = [
  [-3.75043971772574, 0.000548268855972217],
  [-2.36675941073454, 0.0307571239675865],
  [-1.15440539473997, 0.240123178605013],
  [0, 0.457142857142857],
  [1.15440539473997, 0.240123178605013],
  [2.36675941073454, 0.0307571239675865],
  [3.75043971772574, 0.000548268855972217],
];

/**
 * Chance that an honest phone scatters no more than `ratio` times the usual, root mean square over
 * `pairs` free positions in the plane: chi-square with two degrees of freedom each. Phones differ:
 * the logarithm of their own usual scatter is normal with standard deviation `spread`.
 */
export const chanceOfScatter = (ratio: number, pairs: number, spread: number): number =>
  NORMAL.reduce(
    (sum, [node, weight]) =>
      sum + weight * belowErlang(pairs * (ratio / Math.exp(node * spread)) ** 2, pairs),
    0,
  );

/** P(chi-square with 2·`shape` degrees of freedom ≤ 2·`y`), by the series that keeps small ones. */
function belowErlang(y: number, shape: number): number {
  if (!(y > 0)) return 0;
  let term = Math.exp(-y);
  for (let n = 1; n <= shape; n++) term *= y / n;
  let sum = 0;
  for (let n = shape; n < shape + 500 && term > 1e-18 * (sum + 1e-12); n++) {
    sum += term;
    term *= y / (n + 1);
  }
  // Far above the usual every term underflows or the series is long: then it is certain.
  return y > 200 ? 1 : Math.min(1, sum);
}
