import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DetectionBench } from '../../libs/detection/testing/detection-bench.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import { inDisorder, inOrder, termOf, type Term } from './arrangement.js';

const NONE = { raised: 0, revised: 0, withdrawn: 0, baselines: 0 };

describe.each([11])('a semester judged by every registered detector, seed %i', (seed) => {
  let term: Term;
  let plain: DetectionBench;
  const seen = new Set<string>();
  beforeAll(async () => {
    term = termOf({ students: 40, weeks: 2, seed });
    plain = await inOrder(term);
  }, 300_000);

  it('given its events in order, then signals of several detectors stand, and replay the same', async () => {
    const standing = (await plain.all()).filter(({ state }) => state !== 'withdrawn');
    expect(new Set(standing.map(({ detector }) => detector)).size).toBeGreaterThan(1);
    const { policy } = plain.ports();
    for (const signal of standing)
      expect([signal.detector, await plain.runner.replay(signal, policy)]).toMatchObject([
        signal.detector,
        { same: true },
      ]);
  });

  it.each([1, 4])(
    'given them late, shuffled, twice, over %i partitions, with a late and wrong roster, then the same signals stand',
    async (partitions) => {
      const other = await inDisorder(term, seed * 100 + partitions, partitions);
      expect(await other.standing()).toEqual(await plain.standing());
      expect(await other.deadLetters.list()).toEqual([]);
      for (const fact of await other.facts()) seen.add(fact);
      expect(await other.runner.recomputeAll()).toMatchObject(NONE);
    },
    300_000,
  );

  it('on the way there signals were raised, revised and withdrawn', () => {
    expect(seen).toEqual(new Set(['SignalRaised', 'SignalRevised', 'SignalWithdrawn']));
  });
});

it('every detector has its name and version', () => {
  for (const { name, version } of DETECTORS) expect(`${name}@${version}`).toMatch(/^[a-z-]+@\d+$/);
});
