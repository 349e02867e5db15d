import type { Owner } from '../keys.js';

/** A share of all owners, `3/12`: the fourth of twelve. Another number of shares makes other shares. */
export type Partition = string;

/** FNV-1a, 32 bit. http://www.isthe.com/chongo/tech/comp/fnv/ */
const fnv1a = (text: string): number => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1)
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
};

/**
 * Splits the owners of keys into shares, the same for every instance. The first share also answers
 * for what is one for all: the population's sums and what is published of them.
 */
export class Partitions {
  readonly all: readonly Partition[];

  constructor(readonly count: number) {
    if (!Number.isInteger(count) || count < 1)
      throw new RangeError(`there are no ${count} partitions`);
    this.all = Array.from({ length: count }, (_, at) => this.named(at));
  }

  named(at: number): Partition {
    return `${at}/${this.count}`;
  }

  of(owner: Owner): Partition {
    return this.all[this.count === 1 ? 0 : fnv1a(owner) % this.count] as Partition;
  }

  get population(): Partition {
    return this.all[0] as Partition;
  }
}
