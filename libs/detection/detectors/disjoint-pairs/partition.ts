/** One piece of work: an offering on a day, with one party. */
export interface Unit {
  /** Units of one stratum are exchangeable: the same kind of day and hour. */
  readonly stratum: number;
  /** Whether it belongs to the offerings in question. */
  readonly inside: boolean;
  /** Whether the stranger did it. */
  readonly strange: boolean;
}

/**
 * Probability that as much of the offerings' work, or more, would lie with the stranger if the
 * place did not depend on the course: Fisher's exact test, one-sided, stratified (the conditional
 * test of a common odds ratio; Mantel & Haenszel 1959, Birch 1964). The sum over strata has the
 * convolution of their hypergeometric distributions.
 */
export function partitionChance(units: readonly Unit[]): number {
  let distribution = [1];
  let observed = 0;
  for (const stratum of new Set(units.map((unit) => unit.stratum))) {
    const own = units.filter((unit) => unit.stratum === stratum);
    const inside = own.filter((unit) => unit.inside).length;
    const strange = own.filter((unit) => unit.strange).length;
    observed += own.filter((unit) => unit.inside && unit.strange).length;
    distribution = convolved(distribution, hypergeometric(own.length, inside, strange));
  }
  const tail = distribution.slice(observed).reduce((sum, chance) => sum + chance, 0);
  return Math.min(1, tail);
}

/** Chances of 0, 1, … of the `marked` among `drawn` of `all`, without replacement. */
function hypergeometric(all: number, marked: number, drawn: number): number[] {
  const total = logChoose(all, drawn);
  return Array.from({ length: Math.min(marked, drawn) + 1 }, (_, hits) =>
    drawn - hits > all - marked
      ? 0
      : Math.exp(logChoose(marked, hits) + logChoose(all - marked, drawn - hits) - total),
  );
}

function logChoose(n: number, k: number): number {
  let sum = 0;
  for (let at = 1; at <= k; at++) sum += Math.log((n - k + at) / at);
  return sum;
}

function convolved(a: readonly number[], b: readonly number[]): number[] {
  const sums = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) sums[i + j] = (sums[i + j] ?? 0) + x * y;
  return sums;
}
