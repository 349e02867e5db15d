import { describe, expect, it } from '@jest/globals';
import {
  completeUntil,
  course,
  exactBench,
  numbers,
  signedIn,
  TO,
} from '../detectors/testing/term.js';
import { MAX_WINDOW_EVENTS, type AttributedActivity } from '../detector.js';
import { gather, TOO_MANY, type Reading } from './window-gatherer.js';

const gathered = async (counts: Readonly<Record<string, number>>) => {
  let reads = 0;
  const read: Reading = async (put) => {
    reads += 1;
    for (const [window, count] of Object.entries(counts))
      for (let n = 0; n < count; n += 1) put(window, {} as AttributedActivity);
  };
  const found: Record<string, number | string> = {};
  for await (const [window, events] of gather(read))
    found[window] = events === TOO_MANY ? events : events.length;
  return { found, reads };
};

describe('more events on one key than can be held', () => {
  it('given a few windows, then they are read once', async () => {
    const { found, reads } = await gathered({ a: 3, b: 50_000 });
    expect(found).toEqual({ a: 3, b: 50_000 });
    expect(reads).toBe(1);
  });

  it('given a flood, then its window is none, and the others are whole, some at a time', async () => {
    const others = { a: 40_000, b: 49_000, c: 48_000, d: 47_000, e: 46_000, f: 1 };
    const { found, reads } = await gathered({ flood: 300_000, ...others });
    expect(found).toEqual({ flood: TOO_MANY, ...others });
    expect(reads).toBe(3);
  });

  it('a flood of sign-ins hides who was there: nobody is accused of absence', async () => {
    const bench = await exactBench();
    await bench.know(course(48, '1', '2'));
    const [one] = signedIn('2', [1]);
    if (!one) throw new Error('no sign-in');
    const flood = numbers(0, MAX_WINDOW_EVENTS).map((n) => ({ ...one, id: `f-${n}` }));
    await bench.send([completeUntil(TO), ...flood]);
    await bench.settle();
    expect((await bench.all()).map(({ detector }) => detector)).toEqual(['non-participation']);
    expect(await bench.deadLetters.list()).toMatchObject([
      { reason: expect.stringMatching(/ 2026-03-02: more than 50000 events, not judged$/) },
    ]);
  });
});
