/** A share of a count, with its 95 % interval. */
export interface Share {
  readonly hits: number;
  readonly all: number;
  /** 0–1; 0 of nothing is 0, with an interval that says nothing. */
  readonly rate: number;
  readonly low: number;
  readonly high: number;
}

/** Normal quantile of a two-sided interval of 95 %. */
const Z = 1.959963984540054;

/** Wilson's score interval (Wilson 1927, JASA 22:209–212): never beyond 0 and 1, fit for small counts. */
export const share = (hits: number, all: number): Share => {
  if (all === 0) return { hits, all, rate: 0, low: 0, high: 1 };
  const rate = hits / all;
  const z2 = (Z * Z) / all;
  const middle = (rate + z2 / 2) / (1 + z2);
  const half = (Z * Math.sqrt((rate * (1 - rate)) / all + z2 / (4 * all))) / (1 + z2);
  // At the ends one bound is exact; rounding would put it beyond.
  const low = hits === 0 ? 0 : Math.max(0, middle - half);
  const high = hits === all ? 1 : Math.min(1, middle + half);
  return { hits, all, rate, low, high };
};

/** Counts by group. */
export class Tally {
  private readonly groups = new Map<string, { hits: number; all: number }>();

  add(group: string, hits: number | boolean, all = 1): void {
    const known = this.groups.get(group) ?? { hits: 0, all: 0 };
    this.groups.set(group, known);
    known.all += all;
    known.hits += Number(hits);
  }

  /** In alphabetical order. */
  shares(): Readonly<Record<string, Share>> {
    return Object.fromEntries(
      [...this.groups]
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([group, { hits, all }]) => [group, share(hits, all)]),
    );
  }
}
