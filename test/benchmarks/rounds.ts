import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** To stderr, so that stdout holds the table alone. */
export const tell = (what: string): void => {
  const seconds = Math.round(performance.now() / 1000);
  console.error(`${String(seconds).padStart(4)} s  ${what}`);
};

/** Runs `work` and answers how many of `count` it did in a second. */
export const perSecond = async (count: number, work: () => unknown): Promise<number> => {
  const start = performance.now();
  await work();
  return count / ((performance.now() - start) / 1000);
};

/**
 * The same by the processor's time, collector included: what one core does, whoever else is on the
 * machine. Only for work without a disk.
 */
export const perCpuSecond = async (count: number, work: () => unknown): Promise<number> => {
  const start = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(start);
  return count / ((user + system) / 1e6);
};

/** A folder for the length of `work`. */
export const withFolder = async <Answer>(
  work: (folder: string) => Promise<Answer>,
): Promise<Answer> => {
  const folder = mkdtempSync(join(tmpdir(), 'probity-bench-'));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

export const inParts = <Item>(items: readonly Item[], size: number): Item[][] => {
  const parts: Item[][] = [];
  for (let from = 0; from < items.length; from += size) parts.push(items.slice(from, from + size));
  return parts;
};

/** Keeps `lanes` of `items` under way until all are dealt with. */
export const inLanes = async <Item>(
  items: readonly Item[],
  lanes: number,
  work: (item: Item) => Promise<unknown>,
): Promise<void> => {
  let next = 0;
  const lane = async (): Promise<void> => {
    for (let item = items[next++]; item !== undefined; item = items[next++]) await work(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
};
