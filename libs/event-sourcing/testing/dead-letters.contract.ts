import { describe, expect } from '@jest/globals';
import type { DeadLetters } from '../dead-letters.js';
import { onFresh, type Gap, type Open } from './fixture.js';

const letter = (reader: string, position: number, reason = '错误: unreadable') => ({
  reader,
  position,
  reason,
  at: 1_772_409_605_123,
});

/** Every promise of the `DeadLetters` port. */
export const deadLettersContract = (
  name: string,
  open: Open<DeadLetters>,
  gaps: readonly Gap[] = [],
): void => {
  describe(`dead letters: ${name}`, () => {
    const given = onFresh(open, gaps);

    given('given letters, when listed, then by position and reader', async (letters) => {
      await letters.put(letter('timeline', 9));
      await letters.put(letter('timeline', 3));
      await letters.put(letter('detection', 5));
      expect(await letters.list('timeline')).toEqual([
        letter('timeline', 3),
        letter('timeline', 9),
      ]);
      expect((await letters.list()).map(({ position }) => position)).toEqual([3, 5, 9]);
      expect(await letters.list('casework')).toEqual([]);
    });

    given('given the same event again, when put, then there is one letter', async (letters) => {
      await letters.put(letter('timeline', 3, 'first'));
      await letters.put(letter('timeline', 3, 'second'));
      expect(await letters.list()).toEqual([letter('timeline', 3, 'second')]);
    });

    given(
      'given a restart, when listed, then they are kept',
      async (letters, fixture) => {
        await letters.put(letter('timeline', 3));
        expect(await (await fixture.reopen()).list()).toEqual([letter('timeline', 3)]);
      },
      'survives a restart',
    );
  });
};
