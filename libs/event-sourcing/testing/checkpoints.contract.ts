import { describe, expect } from '@jest/globals';
import type { Checkpoints } from '../checkpoints.js';
import { START } from '../recorded-event.js';
import { onFresh, type Gap, type Open } from './fixture.js';

/** Every promise of the `Checkpoints` port. */
export const checkpointsContract = (
  name: string,
  open: Open<Checkpoints>,
  gaps: readonly Gap[] = [],
): void => {
  describe(`checkpoints: ${name}`, () => {
    const given = onFresh(open, gaps);

    given('given a reader never seen, when loaded, then it starts', async (checkpoints) => {
      expect(await checkpoints.load('timeline')).toBe(START);
    });

    given('given two readers, when saved, then each has its own place', async (checkpoints) => {
      await checkpoints.save('timeline', 7);
      await checkpoints.save('检测', Number.MAX_SAFE_INTEGER);
      await checkpoints.save('timeline', 9);
      expect(await checkpoints.load('timeline')).toBe(9);
      expect(await checkpoints.load('检测')).toBe(Number.MAX_SAFE_INTEGER);
    });

    given('given a rebuild, when saved at the start, then it moves back', async (checkpoints) => {
      await checkpoints.save('timeline', 7);
      await checkpoints.save('timeline', START);
      expect(await checkpoints.load('timeline')).toBe(START);
    });

    given(
      'given a restart, when loaded, then the place is kept',
      async (checkpoints, fixture) => {
        await checkpoints.save('timeline', 7);
        expect(await (await fixture.reopen()).load('timeline')).toBe(7);
      },
      'survives a restart',
    );
  });
};
