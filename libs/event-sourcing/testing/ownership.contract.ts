import { describe, expect } from '@jest/globals';
import { setTimeout as pause } from 'node:timers/promises';
import type { Ownership } from '../ownership.js';
import { onFresh, type Gap, type Open } from './fixture.js';

/** Makes an instance that shares in a work of so many shares. */
export type Joins = (work: string, count: number) => Ownership;

interface Joined {
  readonly ownership: Ownership;
  readonly now: () => readonly number[];
}

const LONG_MS = 10_000;

const join = async (joins: Joins, work: string, count: number, kind?: string): Promise<Joined> => {
  const ownership = joins(work, count);
  let held: readonly number[] = [];
  await ownership.start(async (shares) => {
    held = [...shares].sort((a, b) => a - b);
  }, kind);
  return { ownership, now: () => held };
};

const until = async (isSo: () => boolean): Promise<void> => {
  for (const end = performance.now() + LONG_MS; !isSo() && performance.now() < end;)
    await pause(20);
};

const ALL = [0, 1, 2, 3, 4, 5];
const together = (...instances: readonly Joined[]): readonly number[] =>
  instances.flatMap(({ now }) => now()).sort((a, b) => a - b);
const isAll = (...instances: readonly Joined[]): boolean =>
  JSON.stringify(together(...instances)) === JSON.stringify(ALL);

/** Every promise of the `Ownership` port, where several instances share. */
export const ownershipContract = (
  name: string,
  open: Open<Joins>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);

  describe(`ownership: ${name}`, () => {
    given('one instance answers for every share', async (joins) => {
      const one = await join(joins, 'work', 6);
      await until(() => one.ownership.inTouch);
      expect(isAll(one)).toBe(true);
      expect(one.ownership.inTouch).toBe(true);
      expect(one.ownership.count).toBe(6);
      await one.ownership.stop();
    });

    given('two have about half each and no share twice, other works apart', async (joins) => {
      const one = await join(joins, 'work', 6);
      const other = await join(joins, 'other work', 6);
      const two = await join(joins, 'work', 6);
      await until(() => isAll(one, two) && two.now().length === 3);
      expect(together(one, two)).toEqual(ALL);
      expect(two.now()).toHaveLength(3);
      await until(() => isAll(other));
      expect(other.now()).toEqual(ALL);
      for (const { ownership } of [one, two, other]) await ownership.stop();
    });

    given('when one leaves, then the other takes over; leaving twice is once', async (joins) => {
      const one = await join(joins, 'work', 6);
      const two = await join(joins, 'work', 6);
      await until(() => isAll(one, two) && two.now().length > 0);
      await one.ownership.stop();
      await one.ownership.stop();
      await until(() => isAll(two));
      expect(two.now()).toEqual(ALL);
      await two.ownership.stop();
    });

    given(
      'of two kinds the first is at work, and the other when its last has left',
      async (joins) => {
        const one = await join(joins, 'kinds', 6, 'one');
        await until(() => isAll(one));
        const other = await join(joins, 'kinds', 6, 'other');
        const two = await join(joins, 'kinds', 6, 'one');
        await until(() => isAll(one, two) && two.now().length === 3);
        expect(together(one, two)).toEqual(ALL);
        await one.ownership.stop();
        await until(() => isAll(two));
        expect([two.now(), other.now()]).toEqual([ALL, []]);
        await two.ownership.stop();
        await until(() => isAll(other));
        expect(other.now()).toEqual(ALL);
        await other.ownership.stop();
      },
    );

    given('of a single share one has all, and the next when it leaves', async (joins) => {
      const one = await join(joins, 'leader', 1);
      await until(() => one.now().length === 1);
      const two = await join(joins, 'leader', 1);
      await pause(50);
      expect([one.now(), two.now()]).toEqual([[0], []]);
      await until(() => two.ownership.inTouch);
      expect(two.ownership.inTouch).toBe(true);
      await one.ownership.stop();
      await until(() => two.now().length === 1);
      expect(two.now()).toEqual([0]);
      await two.ownership.stop();
    });
  });
};
