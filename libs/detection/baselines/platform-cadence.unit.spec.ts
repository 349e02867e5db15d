import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Activity } from '../../activity/activity.js';
import { platformOf, viewing } from '../detectors/testing/population.js';
import { DAY, MONDAY_8 } from '../detectors/testing/given.js';
import type { AccountWeek } from './account-week.js';
import { weekWith } from './account-week.js';
import {
  cadenceInterval,
  cadenceShare,
  cadenceSpreadLimit,
  cadenceUsual,
  cadenceWaitShare,
} from './names.js';
import { platformCadence } from './platform-cadence.js';
import { hasMark } from './viewing-marks.js';

function published(events: readonly Activity[]) {
  const sums = new Map<string, AccountWeek>();
  for (const event of events) {
    const key = platformCadence.keyOf(event, (_, value) => value);
    if (key !== undefined) sums.set(key, platformCadence.fold(sums.get(key), event));
  }
  return platformCadence.publish(sums).values;
}

describe('what is usual on a platform', () => {
  it('given its people, then it knows their cadence and what their client sends', () => {
    const values = published(platformOf());
    expect(values[cadenceInterval('chaoxing')]?.[0]).toBeCloseTo(30, 0);
    expect(values[cadenceShare('chaoxing', 'player')]).toEqual([1, 40]);
    expect(values[cadenceShare('chaoxing', 'muted')]).toEqual([0, 40]);
    const usual = values[cadenceUsual('chaoxing')]?.[0] ?? 0;
    expect(hasMark(usual, 'seq') && hasMark(usual, 'page')).toBe(true);
    expect(hasMark(usual, 'muted')).toBe(false);
  });

  it('given two cheats in forty, then the limits do not move', () => {
    const honest = published(platformOf());
    const mixed = published(
      platformOf((student) => (student < 2 ? { jitter: 1, cadenceSec: 55 } : {})),
    );
    for (const key of [cadenceInterval('chaoxing'), cadenceSpreadLimit('chaoxing')])
      expect(mixed[key]?.[0]).toBeCloseTo(honest[key]?.[0] ?? 0, 1);
  });

  it('given nine accounts, then it says nothing', () => {
    const few = platformOf().filter(({ subject }) => /^p[0-8]$/.test(subject));
    expect(published(few)).toEqual({});
  });

  it('given lists that play on by themselves, then waits are known to be alike', () => {
    const lists = Array.from({ length: 12 }, (_, student) =>
      Array.from({ length: 4 }, (__, n) =>
        viewing({
          subject: `p${student}`,
          activity: `v-${n}`,
          from: MONDAY_8 + (student % 5) * DAY + n * 605_000,
        }),
      ).flat(),
    ).flat();
    expect(published(lists)[cadenceWaitShare('chaoxing')]?.[0]).toBeGreaterThan(0.9);
  });

  it('given any order of arrival, then the same week', () => {
    const one = platformOf((student) => ({ pauses: [student % 5], latencySec: 0 })).filter(
      ({ subject }) => subject === 'p3',
    );
    const twins = one.map((event) => ({
      ...event,
      id: `${event.id}t`,
      data: { ...event.data, positionSec: 7 },
    }));
    const fold = (events: readonly Activity[]) =>
      JSON.stringify(sorted(events.reduce<AccountWeek | undefined>(weekWith, undefined)));
    const events = [...one, ...twins];
    const expected = fold(events);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(fold(shuffled)).toBe(expected);
      }),
      { numRuns: 30 },
    );
  });
});

/** Members in one order: objects are sets here. */
const sorted = (value: unknown): unknown =>
  Array.isArray(value) || typeof value !== 'object' || value === null
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, member]) => [key, sorted(member)]),
      );
