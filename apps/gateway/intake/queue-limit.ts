import { Problem } from '../../../libs/platform/problem.js';

/** What may wait for the ledger at a time. Beyond it, asking for patience is better than memory. */
const MAX_BATCHES = 512;
const MAX_BYTES = 64 * 1024 * 1024;
/** One source alone may not take the others' places. */
const MAX_SHARE = 0.5;

/** Counts batches on their way to disk, and says no when they are too many. */
export class QueueLimit {
  private batches = 0;
  private bytes = 0;
  private readonly bySource = new Map<string, number>();

  get waiting(): number {
    return this.batches;
  }

  /** Throws 429 (this source alone) or 503 (all together), with `Retry-After`. */
  async run<Result>(source: string, bytes: number, work: () => Promise<Result>): Promise<Result> {
    const own = this.bySource.get(source) ?? 0;
    if (this.batches >= MAX_BATCHES || this.bytes + bytes > MAX_BYTES)
      throw new Problem(503, 'busy', 'the ledger has more to write than it should; send again', {
        retryAfter: 2,
      });
    if (own >= MAX_BATCHES * MAX_SHARE)
      throw new Problem(429, 'slow_down', 'too many batches of this source at a time', {
        retryAfter: 1,
      });
    this.count(source, 1, bytes);
    try {
      return await work();
    } finally {
      this.count(source, -1, -bytes);
    }
  }

  private count(source: string, batches: number, bytes: number): void {
    this.batches += batches;
    this.bytes += bytes;
    const left = (this.bySource.get(source) ?? 0) + batches;
    if (left === 0) this.bySource.delete(source);
    else this.bySource.set(source, left);
  }
}
