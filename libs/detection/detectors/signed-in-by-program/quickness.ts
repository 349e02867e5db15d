/**
 * Log-likelihood ratio of a program : a hand, from the shares of the class that were no later, one of
 * each sign-in. Of a hand a share is any number between 0 and 1, so that 0.5 / sqrt(share) is 1 on
 * average (a bet at fair odds); no single one counts more than one in a hundred.
 */
export const quickNats = (shares: readonly number[]): number =>
  shares.reduce((sum, share) => sum + Math.log(0.5) - 0.5 * Math.log(Math.max(0.01, share)), 0);

/**
 * Chance that of all one's sign-ins just these, or any as many that are as quick together, are the
 * quick ones: the exact rank-sum test, whose ties count as if these were the later ones.
 */
export function chanceOfSplit(some: readonly number[], rest: readonly number[]): number {
  const all = [
    ...some.map((share) => ({ share, isSome: 1 })),
    ...rest.map((share) => ({ share, isSome: 0 })),
  ].sort((a, b) => a.share - b.share || a.isSome - b.isSome);
  const sum = all.reduce((total, { isSome }, at) => total + isSome * (at + 1), 0);
  // ways[k][s]: choices of k ranks that add up to s.
  const ways = Array.from({ length: some.length + 1 }, () => new Array<number>(sum + 1).fill(0));
  const none = ways[0];
  if (none) none[0] = 1;
  for (let rank = 1; rank <= all.length; rank++)
    for (let chosen = Math.min(rank, some.length); chosen > 0; chosen--) {
      const [more, fewer] = [ways[chosen], ways[chosen - 1]];
      if (!more || !fewer) continue;
      for (let s = sum; s >= rank; s--) more[s] = (more[s] ?? 0) + (fewer[s - rank] ?? 0);
    }
  const asQuick = (ways[some.length] ?? []).reduce((total, count) => total + count, 0);
  return asQuick / choices(all.length, some.length);
}

/** Ways to choose k of n. */
export const choices = (n: number, k: number): number => {
  let ways = 1;
  for (let at = 1; at <= k; at++) ways = (ways * (n - k + at)) / at;
  return ways;
};
