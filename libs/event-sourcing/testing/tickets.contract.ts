import { describe, expect } from '@jest/globals';
import type { Tickets } from '../tickets.js';
import { onFresh, type Gap, type Open } from './fixture.js';

const NOW = Date.parse('2026-03-02T08:00:00Z');
const sealed = Uint8Array.of(0, 1, 254, 255);
const ticket = (id: string, expiresAt = NOW + 60_000) => ({ id, sealed, expiresAt });

/** Every promise of the `Tickets` port. */
export const ticketsContract = (
  name: string,
  open: Open<Tickets>,
  gaps: readonly Gap[] = [],
): void => {
  describe(`tickets: ${name}`, () => {
    const given = onFresh(open, gaps);

    given('given a ticket, when taken twice, then only once', async (tickets) => {
      await tickets.put(ticket('a'), NOW);
      await tickets.put(ticket('b'), NOW);
      expect([...((await tickets.take('a', NOW + 59_999)) ?? [])]).toEqual([...sealed]);
      expect(await tickets.take('a', NOW + 59_999)).toBeUndefined();
      expect(await tickets.take('b', NOW)).toBeDefined();
    });

    given('given a ticket, when taken by many at once, then by one', async (tickets) => {
      await tickets.put(ticket('a'), NOW);
      const taken = await Promise.all(Array.from({ length: 8 }, () => tickets.take('a', NOW)));
      expect(taken.filter((one) => one !== undefined)).toHaveLength(1);
    });

    given('given its time is over, or none of that id, then there is nothing', async (tickets) => {
      await tickets.put(ticket('a'), NOW);
      expect(await tickets.take('a', NOW + 60_000)).toBeUndefined();
      // Not even to a clock that goes behind: the call before has swept it away.
      expect(await tickets.take('a', NOW)).toBeUndefined();
      expect(await tickets.take('x', NOW)).toBeUndefined();
    });

    given('given one that ran out, when another is put, then it has gone', async (tickets) => {
      await tickets.put(ticket('a'), NOW);
      await tickets.put(ticket('b', NOW + 120_000), NOW + 60_000);
      expect(await tickets.take('a', NOW)).toBeUndefined();
      expect(await tickets.take('b', NOW + 60_000)).toBeDefined();
    });
  });
};
