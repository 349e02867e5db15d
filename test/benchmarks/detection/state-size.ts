import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { StoredMeasure } from '../../../libs/detection/runner/detection-state.js';

/** Bytes of the measures of a semester, as JSON in the state. */
export interface StateSize {
  readonly keys: number;
  /** Of every (detector, key, window), and of every (detector, key) over all its windows. */
  readonly ofWindow: readonly number[];
  readonly ofKey: readonly number[];
  readonly byDetector: ReadonlyMap<string, readonly number[]>;
}

export const stateSize = (byKey: ReadonlyMap<string, readonly StoredMeasure[]>): StateSize => {
  const ofWindow: number[] = [];
  const ofKey: number[] = [];
  const byDetector = new Map<string, number[]>();
  for (const measures of byKey.values()) {
    const bytes = measures.map(({ measure }) => Buffer.byteLength(measure));
    ofKey.push(bytes.reduce((sum, one) => sum + one, 0));
    ofWindow.push(...bytes);
    const name = measures[0]?.detector ?? '';
    byDetector.set(name, [...(byDetector.get(name) ?? []), ...bytes]);
  }
  return { keys: byKey.size, ofWindow, ofKey, byDetector };
};

export const quantile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
};

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
};

/**
 * Heap bytes a key while `count` keys are held in a map, each with its latest window's measure: the
 * semester's own, under as many names as it takes.
 */
export const heapOfKeys = (
  byKey: ReadonlyMap<string, readonly StoredMeasure[]>,
  count: number,
): { readonly bytes: number; readonly rssMiB: number } => {
  const all = [...byKey].map(([key, measures]) => [key, measures.at(-1)?.measure ?? ''] as const);
  collectGarbage();
  const before = process.memoryUsage();
  const live = new Map<string, string>();
  for (let n = 0; live.size < count; n += 1) {
    const [key, measure] = all[n % all.length] as (typeof all)[number];
    // Through bytes: V8 would otherwise share one text among the copies.
    live.set(`${key}/${String(n)}`, Buffer.from(measure).toString());
  }
  collectGarbage();
  const after = process.memoryUsage();
  const bytes = (after.heapUsed - before.heapUsed) / live.size;
  return { bytes, rssMiB: (after.rss - before.rss) / 2 ** 20 };
};
