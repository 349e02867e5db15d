/** Changes are merged in at the latest when there are so many. */
const MOST_PENDING = 1_024;

/**
 * Numbers that come and go, for exact percentiles: a sorted array, and how many more or fewer there are of a
 * number since it was merged. Throws, at the latest when asked, where a number left that was not in it.
 */
export class Spans {
  private sorted = new Float64Array(0);
  private readonly pending = new Map<number, number>();
  private count = 0;

  get size(): number {
    return this.count;
  }

  add(value: number): void {
    this.change(value, 1);
  }

  remove(value: number): void {
    this.change(value, -1);
  }

  /** Ascending; not to be changed. */
  values(): Float64Array {
    this.merge();
    return this.sorted;
  }

  /** What leaves and comes back, as most of a changed case does, cancels out. */
  private change(value: number, by: 1 | -1): void {
    this.count += by;
    const more = (this.pending.get(value) ?? 0) + by;
    if (more === 0) this.pending.delete(value);
    else this.pending.set(value, more);
    if (this.pending.size >= MOST_PENDING) this.merge();
  }

  /** Copies what lies between two changes in one go. */
  private merge(): void {
    if (this.pending.size === 0) return;
    const { sorted, pending } = this;
    const added = [...pending.values()].reduce((sum, more) => sum + Math.max(0, more), 0);
    const next = new Float64Array(sorted.length + added);
    let read = 0;
    let written = 0;
    const copyUpTo = (place: number) => {
      next.set(sorted.subarray(read, place), written);
      written += place - read;
      read = place;
    };
    for (const [value, more] of [...pending].sort(([a], [b]) => a - b)) {
      copyUpTo(lowerBound(sorted, value, read));
      if (more < 0 && sorted[read - more - 1] !== value)
        throw new Error('a span left that was not there');
      if (more < 0) read -= more;
      else next.fill(value, written, (written += more));
    }
    copyUpTo(sorted.length);
    this.sorted = next.subarray(0, written);
    pending.clear();
  }
}

/** The first place from `low` on that holds no less than `value`. */
const lowerBound = (sorted: Float64Array, value: number, low: number): number => {
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < value) low = middle + 1;
    else high = middle;
  }
  return low;
};
