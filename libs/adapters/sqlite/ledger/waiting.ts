/**
 * How many unsealed events each account has and when its oldest was received, so that sealing finds
 * its candidates without asking the disk. Accounts are small dense integers: two flat arrays.
 */
export class Waiting {
  private counts = new Uint32Array(1024);
  private oldest = new Float64Array(1024);
  private cursor = 0;
  total = 0;

  add(account: number, receivedAt: number, count = 1): void {
    this.reserve(account);
    const before = this.counts[account] ?? 0;
    if (before === 0) this.oldest[account] = receivedAt;
    this.counts[account] = before + count;
    this.total += count;
  }

  set(account: number, count: number, oldestReceivedAt: number): void {
    this.reserve(account);
    this.total += count - (this.counts[account] ?? 0);
    this.counts[account] = count;
    this.oldest[account] = oldestReceivedAt;
  }

  clear(): void {
    this.counts.fill(0);
    this.total = 0;
  }

  /** Whether everything of the account goes, however little it is. */
  isDue(account: number, receivedBefore: number): boolean {
    return (this.counts[account] ?? 0) > 0 && (this.oldest[account] ?? 0) < receivedBefore;
  }

  /** Accounts worth a look, each once, going on where the last round stopped. */
  *candidates(minEvents: number, receivedBefore: number): Generator<number> {
    const size = this.counts.length;
    for (let step = 0; step < size; step++) {
      this.cursor = (this.cursor + 1) % size;
      const count = this.counts[this.cursor] ?? 0;
      if (count > 0 && (count >= minEvents || this.isDue(this.cursor, receivedBefore)))
        yield this.cursor;
    }
  }

  private reserve(account: number): void {
    if (account < this.counts.length) return;
    const size = Math.max(account + 1, this.counts.length * 2);
    const counts = new Uint32Array(size);
    const oldest = new Float64Array(size);
    counts.set(this.counts);
    oldest.set(this.oldest);
    [this.counts, this.oldest] = [counts, oldest];
  }
}
