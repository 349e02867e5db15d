import { unsafeUniformIntDistribution, xoroshiro128plus, type RandomGenerator } from 'pure-rand';

/** Draws that depend on nothing but the seed and the labels along the way. */
export class Random {
  private readonly generator: RandomGenerator;

  constructor(private readonly seed: number) {
    this.generator = xoroshiro128plus(seed);
  }

  /** An independent stream: adding draws in one place changes nothing in another. */
  fork(...labels: readonly (string | number)[]): Random {
    let hash = this.seed ^ 0x9e3779b9;
    for (const char of labels.join('/')) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
    return new Random((hash ^ (hash >>> 13)) | 0);
  }

  int(low: number, high: number): number {
    return unsafeUniformIntDistribution(low, high, this.generator);
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (this.int(0, 0x7ffffffe) / 0x7fffffff) * (high - low);
  }

  chance(probability: number): boolean {
    return this.between(0, 1) < probability;
  }

  normal(mean: number, deviation: number): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.between(0, 1)));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.between(0, 1));
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.between(0, 1));
  }

  pick<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[this.int(0, items.length - 1)];
    if (item === undefined) throw new RangeError('nothing to pick from');
    return item;
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
    while (text.length < length) text += this.int(0, 15).toString(16);
    return text;
  }
}
