import { xoroshiro128plus, type RandomGenerator } from 'pure-rand';

/** Draws that depend on nothing but the seed and the labels along the way. */
export class Random {
  private readonly generator: RandomGenerator;

  constructor(private readonly seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** An independent stream: adding draws in one place changes nothing in another. */
  fork(...labels: readonly (string | number)[]): Random {
    let hash = this.seed ^ 0x9e3779b9;
    for (const label of labels) {
      if (typeof label === 'number') hash = Math.imul(hash ^ label ^ 0x5bd1e995, 0x01000193);
      else
        for (let at = 0; at < label.length; at++)
          hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193);
      hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    }
    hash = Math.imul(hash ^ (hash >>> 12), 0x297a2d39);
    return new Random((hash ^ (hash >>> 15)) | 0);
  }

  /** Uniform in [0, 1). */
  unit(): number {
    return (this.generator.unsafeNext() >>> 0) / 0x100000000;
  }

  /** A whole number from `low` to `high`, both included. */
  int(low: number, high: number): number {
    return low + Math.floor(this.unit() * (high - low + 1));
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + this.unit() * (high - low);
  }

  chance(probability: number): boolean {
    return this.unit() < probability;
  }

  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.unit()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.unit());
  }

  /** Heavy-tailed, by its median and the deviation of its logarithm. */
  lognormal(median: number, sigma: number): number {
    return median * Math.exp(this.normal(0, sigma));
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.unit());
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
  }

  /** An index, as often as its weight says. */
  weighted(weights: readonly number[]): number {
    let left = this.unit() * weights.reduce((sum, weight) => sum + weight, 0);
    for (const [at, weight] of weights.entries()) {
      left -= weight;
      if (left < 0) return at;
    }
    return weights.length - 1;
  }

  /** `count` different items, in drawn order. */
  some<T>(items: readonly T[], count: number): T[] {
    const rest = [...items];
    const taken: T[] = [];
    while (taken.length < count && rest.length > 0)
      taken.push(...rest.splice(this.int(0, rest.length - 1), 1));
    return taken;
  }

  hex(length: number): string {
    let text = '';
    while (text.length < length)
      text += (this.generator.unsafeNext() >>> 0).toString(16).padStart(8, '0');
    return text.slice(0, length);
  }
}
