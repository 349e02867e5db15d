/** Pauses of a person from which recurring lengths are read. */
export const FEWEST_PAUSES = 6;
/** The same of many accounts: of fewer pauses, two lengths cannot come back often enough to be seen. */
export const ENOUGH_PAUSES = 8;
/** Shorter ones are a button's double press. */
const SHORTEST_SEC = 0.6;
const LONGEST_SEC = 900;
/** So close together two lengths are the same: a device's own clock, a network, whole seconds. */
const WIDTHS_SEC = [0.1, 0.4, 1] as const;
/** More of a length than this, and it is no sameness. */
const WIDEST = 0.15;
/** Times that a length must come back. */
const FEWEST_SAME = 4;
/** At most so many lengths are told apart, and looked at. */
const MOST_LENGTHS = 8;
const MOST_LOOKS = 16;
/** A person's own density at a length, per its logarithm: everybody's is taken to be so narrow. */
const DENSITY = 1;

export interface Recurring {
  /** Pauses whose length came back, how many lengths those are, and the commonest, seconds. */
  readonly count: number;
  readonly lengths: number;
  readonly sec: number;
  readonly share: number;
  /** Nats against so many by chance, looking everywhere included. */
  readonly nats: number;
}

/**
 * Lengths of pauses that come back to the fraction of a second. People's are spread over the
 * logarithm, each of another length; a recording that is played back has the same few for ever. Each
 * length found is held against how many pauses lie about it.
 */
export function recurring(pauses: readonly number[]): Recurring | undefined {
  const sorted = pauses
    .filter((sec) => sec >= SHORTEST_SEC && sec <= LONGEST_SEC)
    .sort((a, b) => a - b);
  if (sorted.length < FEWEST_PAUSES) return undefined;
  // A clock of whole seconds makes many lengths equal.
  const coarse = sorted.filter((sec) => sec % 1 === 0).length > sorted.length / 2;
  return WIDTHS_SEC.flatMap((width) => (coarse && width < 1 ? [] : [within(sorted, width, coarse)]))
    .filter((found) => found !== undefined)
    .sort((a, b) => b.nats - a.nats)[0];
}

/** Share of pauses from which recurring ones are how somebody pauses. */
const MOSTLY = 0.5;

export const isMostly = (found: Recurring | undefined): found is Recurring =>
  found !== undefined && found.share >= MOSTLY;

function within(sorted: readonly number[], width: number, coarse: boolean): Recurring | undefined {
  const looked = Math.log(sorted.length * WIDTHS_SEC.length);
  // Of whole seconds, a span of one holds two.
  const span = coarse ? width + 1 : width;
  let rest = [...sorted];
  let [count, lengths, nats, sec, most] = [0, 0, 0, 0, 0];
  for (let look = 0; look < MOST_LOOKS && lengths < MOST_LENGTHS; look++) {
    const { at, size } = densest(rest, width);
    if (size < FEWEST_SAME) break;
    const middle = rest[at + (size >> 1)] as number;
    rest = [...rest.slice(0, at), ...rest.slice(at + size)];
    const about = rest.filter((one) => one >= middle / 2 && one <= middle * 2).length;
    const expected =
      Math.min(span / middle, WIDEST + span - width) *
      Math.max(about / 1.5, DENSITY * sorted.length);
    const found = unlikely(size, expected) - looked;
    // Short ones lie close together anyhow; longer ones may come back all the same.
    if (found <= 0) continue;
    if (size > most) [most, sec] = [size, middle];
    [count, lengths, nats] = [count + size, lengths + 1, nats + found];
  }
  return lengths === 0 ? undefined : { count, lengths, sec, nats, share: count / sorted.length };
}

function densest(sorted: readonly number[], width: number): { at: number; size: number } {
  let best = { at: 0, size: 0 };
  let low = 0;
  for (let high = 0; high < sorted.length; high++) {
    const most = Math.min(width, WIDEST * (sorted[high] as number));
    while ((sorted[high] as number) - (sorted[low] as number) > most) low++;
    if (high - low + 1 > best.size) best = { at: low, size: high - low + 1 };
  }
  return best;
}

/** Nats against `size` or more where `expected` are: the Poisson tail by its leading term. */
const unlikely = (size: number, expected: number): number =>
  size <= expected ? 0 : size * Math.log(size / expected) - (size - expected);
