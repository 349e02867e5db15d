import { beforeAll, describe, expect, it } from '@jest/globals';
import type { DetectionBench } from '../../libs/detection/testing/detection-bench.js';
import { Instance } from '../../libs/detection/testing/fleet.js';
import { DETECTORS } from '../../libs/detection/registry.js';
import { courseOf, inOrder, POLICY, termOf, type Term } from './arrangement.js';
import { amongInstances } from './instances.js';

const NONE = { raised: 0, revised: 0, withdrawn: 0, baselines: 0 };

describe('a semester judged by several instances, every registered detector', () => {
  const options = { detectors: DETECTORS, policy: POLICY };
  let term: Term;
  let alone: DetectionBench;
  beforeAll(async () => {
    term = termOf({ students: 24, weeks: 2, seed: 11 });
    alone = await inOrder(term);
  }, 300_000);

  it.each([
    { seed: 1, instances: 2, partitions: 4 },
    { seed: 2, instances: 3, partitions: 12 },
  ])(
    'given $instances instances on $partitions shares that move, crash and hear late, then the same signals stand as of one',
    async (trouble) => {
      const course = courseOf(term, trouble.seed, 3);
      const { fleet, crashes } = await amongInstances(course, trouble, options);
      expect(crashes).toBeGreaterThan(0);
      expect(await fleet.standing()).toEqual(await alone.standing());
      expect((await alone.standing()).length).toBeGreaterThan(5);
      expect(await fleet.deadLetters.list()).toEqual([]);
      const one = new Instance(fleet);
      await one.hear();
      await one.takeInHand(Array.from({ length: trouble.partitions }, (_, share) => share));
      expect(await one.recomputeAll()).toMatchObject(NONE);
    },
    180_000,
  );
});
