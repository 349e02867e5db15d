import type { AttributedActivity } from '../detector.js';
import type { EventRef } from '../signal.js';

/** Most events a finding cites: enough to prove it, few enough to read (commands.md). */
export const MOST_CITED = 200;

/**
 * Positions and lengths beyond this are a broken feed, not a claim: a day of one video. A feed that
 * tells milliseconds would else outrun every clock, whoever watches.
 */
export const LONGEST_SEC = 86_400;

export const cite = (event: AttributedActivity): EventRef => ({
  source: event.source,
  id: event.id,
});

/** A finite number within bounds, or undefined: NaN, text and absurd values say nothing. */
export function numberIn(
  event: AttributedActivity,
  member: string,
  low: number,
  high: number,
): number | undefined {
  const value = event.data[member];
  return typeof value === 'number' && value >= low && value <= high ? value : undefined;
}

export function textIn(event: AttributedActivity, member: string): string | undefined {
  const value = event.data[member];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const positionOf = (event: AttributedActivity): number | undefined =>
  numberIn(event, 'positionSec', 0, LONGEST_SEC);

/** `data.client` of a type that an unknown vendor may have got wrong. */
export function clientText(
  event: AttributedActivity,
  member: 'ip' | 'userAgent' | 'deviceId',
): string | undefined {
  const { client } = event.data;
  if (client === undefined) return undefined;
  // Named one by one: a member asked for by a name that varies is found far more slowly.
  const value: unknown =
    member === 'ip' ? client.ip : member === 'userAgent' ? client.userAgent : client.deviceId;
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const round = (value: number, digits = 0): number => {
  const scale = 10 ** digits;
  return Math.round(value * scale) / scale;
};

/** At most `most` items, spread evenly over the list, first and last kept. */
export function spread<T>(items: readonly T[], most: number): readonly T[] {
  if (items.length <= most) return items;
  const step = (items.length - 1) / (most - 1);
  const kept: T[] = [];
  for (let at = 0; at < most; at++) kept.push(known(items[Math.round(at * step)]));
  return kept;
}

/** Citations without repeats, at most MOST_CITED, spread over the whole. */
export function citations(refs: Iterable<EventRef>): readonly EventRef[] {
  const seen = new Map<string, EventRef>();
  for (const ref of refs) seen.set(`${ref.source}\n${ref.id}`, ref);
  return spread([...seen.values()], MOST_CITED);
}

export function groupBy<T, K>(items: Iterable<T>, key: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  let last: K | undefined;
  let lastGroup: T[] | undefined;
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    // Neighbours mostly belong together: comparing two texts is cheaper than looking one up.
    if (lastGroup === undefined || name !== last) {
      last = name;
      lastGroup = groups.get(name);
      if (lastGroup === undefined) groups.set(name, (lastGroup = []));
    }
    lastGroup.push(item);
  }
  return groups;
}

/** Of numbers in any order; undefined of none. */
export function median(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = ascending(values);
  return sorted[Math.floor((sorted.length - 1) / 2)];
}

/** More than so many are sorted sooner by the machine's own way. */
const FEW = 40;

function hasNaN(values: readonly number[]): boolean {
  for (const value of values) if (Number.isNaN(value)) return true;
  return false;
}

/** A sorted copy. */
function ascending(values: readonly number[]): readonly number[] {
  const sorted = [...values];
  // What is no number has no place: where it ends up is the machine's to say.
  if (sorted.length > FEW || hasNaN(sorted)) return sorted.sort((a, b) => a - b);
  for (let at = 1; at < sorted.length; at++) {
    const value = sorted[at] as number;
    let to = at;
    for (; to > 0 && (sorted[to - 1] as number) > value; to--)
      sorted[to] = sorted[to - 1] as number;
    sorted[to] = value;
  }
  return sorted;
}

/**
 * Nats of occasions that share a habit or a cause: the strongest counts whole, each further one the
 * given share of itself.
 */
export const repeated = (nats: readonly number[], share: number): number =>
  [...nats]
    .sort((a, b) => b - a)
    .reduce((total, one, at) => total + one * (at === 0 ? 1 : share), 0);

type Numbers = Readonly<Record<string, number>>;

const limits = new WeakMap<Numbers, { readonly given: Numbers; readonly limit: Numbers }>();

/**
 * Parameters by name, with the detector's own default where the policy says nothing. Those asked for
 * last are remembered: neither is changed, and both are asked for with every window.
 */
export const limitsOf = <D extends Numbers>(
  defaults: D,
  given: Numbers,
): Readonly<Record<keyof D, number>> => {
  let known = limits.get(defaults);
  if (known?.given !== given) {
    known = { given, limit: { ...defaults, ...given } };
    limits.set(defaults, known);
  }
  return known.limit as Readonly<Record<keyof D, number>>;
};

/** Place of the first of ascending numbers that is above the value: how many are not. */
export function firstAbove(sorted: readonly number[], value: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] as number) > value) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The item at a place that the caller knows to be filled. Throws RangeError if it is not. */
export function known<T>(item: T | undefined): T {
  if (item === undefined) throw new RangeError('nothing stands at this place of the list');
  return item;
}
