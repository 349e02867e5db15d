import { describe, expect, it } from '@jest/globals';
import { prefetching } from './prefetching.js';
import type { PositionedSource } from './source.js';

/** A log that notes what it was asked; `fail` makes the next question fail. */
const logOf = (length: number) => {
  const log = { length, asked: [] as number[], fail: false };
  const source: PositionedSource<{ position: number }> = {
    head: async () => log.length,
    onAppend: () => () => undefined,
    read: async (after, limit) => {
      log.asked.push(after);
      if (log.fail) throw new Error('disk');
      const count = Math.max(0, Math.min(limit, log.length - after));
      const events = Array.from({ length: count }, (_, n) => ({ position: after + n + 1 }));
      return { events, next: after + count };
    },
  };
  return { log, source: prefetching(source) };
};

describe('prefetching', () => {
  it('given a full page, then the next one is under way, and is asked for once', async () => {
    const { log, source } = logOf(5);
    expect((await source.read(0, 2)).next).toBe(2);
    expect(log.asked).toEqual([0, 2]);
    expect((await source.read(2, 2)).events.map(({ position }) => position)).toEqual([3, 4]);
    expect(log.asked).toEqual([0, 2, 4]);
  });

  it('given an empty page fetched ahead, when the log grew since, then the new is found', async () => {
    const { log, source } = logOf(2);
    await source.read(0, 2);
    log.length = 3;
    expect((await source.read(2, 2)).next).toBe(3);
  });

  it('given a page ahead that failed, then the reader asks for itself', async () => {
    const { log, source } = logOf(4);
    const page = source.read(0, 2);
    await page;
    log.fail = true;
    await source.read(2, 2);
    log.fail = false;
    expect((await source.read(4, 2)).events).toEqual([]);
  });

  it('given a reader that goes elsewhere, then the page ahead is not given to it', async () => {
    const { source } = logOf(9);
    await source.read(0, 2);
    expect((await source.read(6, 2)).events.map(({ position }) => position)).toEqual([7, 8]);
  });
});
