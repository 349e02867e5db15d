import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Activity } from '../../activity/activity.js';
import { event, MONDAY_8, SEC } from '../detectors/testing/given.js';
import { programsShare } from './names.js';
import { platformPrograms } from './platform-programs.js';

const BROWSER = 'Mozilla/5.0 (Windows NT 10.0) Chrome/140.0';
const SCRIPT = 'python-requests/2.31.0';
const plain = (_: unknown, value: string): string => value;

const watched = (student: number, userAgent: string): Activity[] =>
  [0, 30].map((sec) =>
    event('video.heartbeat', {
      ...{ subject: `s${student}`, at: MONDAY_8 + sec * SEC, client: { userAgent } },
    }),
  );

function published(events: readonly Activity[]) {
  const sums = new Map<string, readonly number[]>();
  for (const one of events) {
    const key = platformPrograms.keyOf(one, plain);
    if (key !== undefined) sums.set(key, platformPrograms.fold(sums.get(key), one));
  }
  return platformPrograms.publish(sums).values;
}

const class_ = (size: number, scripts: number): Activity[] =>
  Array.from({ length: size }, (_, n) => watched(n, n < scripts ? SCRIPT : BROWSER)).flat();
const OF_SCRIPTS = programsShare('chaoxing', 'python-requests');

describe('programs among the clients of a platform', () => {
  it('given two of forty, then one in twenty', () => {
    expect(published(class_(40, 2))[OF_SCRIPTS]).toEqual([0.05, 40]);
  });

  it('given more than are counted one by one, then the share is about right', () => {
    const [share = 0, n = 0] = published(class_(3000, 60))[OF_SCRIPTS] ?? [];
    expect(Math.abs(n - 3000)).toBeLessThan(600);
    expect(Math.abs(share - 0.02)).toBeLessThan(0.006);
  });

  it('given few accounts, then nothing is said', () => {
    expect(published(class_(15, 2))).toEqual({});
  });

  it('given any order, then the same', () => {
    const events = class_(30, 3);
    const expected = published(events);
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (order) => {
        expect(published(order)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
