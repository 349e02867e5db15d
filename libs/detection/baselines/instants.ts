import type { EventRef } from '../signal.js';
import { citation, type BaselinePublished } from './baseline.js';

type Published = BaselinePublished['data'];

/** A published instant and what it rests on. */
export interface PublishedInstant {
  /** Milliseconds. */
  readonly value: number;
  readonly n: number;
  readonly cite: string;
  readonly event?: EventRef;
}

interface Entry extends PublishedInstant {
  readonly window: string;
}

/** Published instants by baseline and key, in order: finds the one that follows another. */
export class Instants {
  private readonly byKey = new Map<string, Entry[]>();

  clear(): void {
    this.byKey.clear();
  }

  /** Puts what a window says in place of what it said. */
  replace(former: Published | undefined, data: Published): void {
    for (const key of Object.keys(former?.values ?? {})) this.take(data, key);
    for (const key of Object.keys(data.values)) this.put(data, key);
  }

  /** The earliest at or after `at`; `pinned` windows say what they said in another version. */
  next(
    name: string,
    key: string,
    at: number,
    pinned: ReadonlyMap<string, Published>,
  ): PublishedInstant | undefined {
    const held = this.byKey.get(`${name}\n${key}`) ?? [];
    if (pinned.size === 0) return held[placeFor(held, at)];
    return held
      .flatMap((entry) => {
        const data = pinned.get(`${name}/${entry.window}`);
        return data ? entryOf(data, key) : entry;
      })
      .filter(({ value }) => value >= at)
      .sort((a, b) => a.value - b.value)[0];
  }

  /** The latest before `at`; -Infinity where there is none. */
  before(name: string, key: string, at: number): number {
    const held = this.byKey.get(`${name}\n${key}`) ?? [];
    return held[placeFor(held, at) - 1]?.value ?? -Infinity;
  }

  private put(data: Published, key: string): void {
    const name = `${data.name}\n${key}`;
    const held = this.byKey.get(name) ?? [];
    this.byKey.set(name, held);
    for (const entry of entryOf(data, key)) held.splice(placeFor(held, entry.value), 0, entry);
  }

  private take({ name, window }: Published, key: string): void {
    const held = this.byKey.get(`${name}\n${key}`);
    const at = held?.findIndex((entry) => entry.window === window) ?? -1;
    if (at >= 0) held?.splice(at, 1);
  }
}

const entryOf = (data: Published, key: string): readonly Entry[] => {
  const said = data.values[key];
  if (!said) return [];
  const event = data.events?.[key];
  const { window } = data;
  return [{ window, value: said[0], n: said[1], cite: citation(data), ...(event && { event }) }];
};

/** First place whose value is not below `at`. */
const placeFor = (held: readonly Entry[], at: number): number => {
  let low = 0;
  let high = held.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((held[middle] as Entry).value < at) low = middle + 1;
    else high = middle;
  }
  return low;
};
