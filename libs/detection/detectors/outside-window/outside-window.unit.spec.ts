import { describe, expect, it } from '@jest/globals';
import type { OfferingRow } from '../../../roster/roster-rows.js';
import { DAY, event, given, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { outsideWindow } from './outside-window.detector.js';

const roster = given([
  {
    id: 'CS101',
    window: {
      from: new Date(MONDAY_8).toISOString(),
      to: new Date(MONDAY_8 + 42 * DAY).toISOString(),
    },
  } as OfferingRow,
]);

const finished = (count: number, from: number, time?: number) =>
  Array.from({ length: count }, (_, n) =>
    event('video.completed', {
      activity: `v-${n}`,
      at: from + n * 600 * SEC,
      ...(time === undefined ? {} : { time }),
      data: { progress: 1 },
    }),
  );

describe('outside the learning window', () => {
  it('given videos finished before it opens, then it says so, far below a case', () => {
    const findings = whenJudged(outsideWindow, finished(5, MONDAY_8 - 5 * DAY), roster);
    expect(findings[0]!.llr).toBe(2);
    expect(findings[0]!.events).toHaveLength(5);
  });

  it('given revision after it closed, then hardly anything', () => {
    const findings = whenJudged(outsideWindow, finished(5, MONDAY_8 + 50 * DAY), roster);
    expect(findings[0]!.llr).toBeLessThan(1);
  });

  it('given the window, its last night, or two videos, then nothing', () => {
    expect(whenJudged(outsideWindow, finished(9, MONDAY_8 + DAY), roster)).toEqual([]);
    expect(whenJudged(outsideWindow, finished(9, MONDAY_8 + 42 * DAY + 9), roster)).toEqual([]);
    expect(whenJudged(outsideWindow, finished(2, MONDAY_8 - 5 * DAY), roster)).toEqual([]);
  });

  it('given a device whose clock is weeks behind, then nothing', () => {
    const wrong = finished(5, MONDAY_8 + DAY, MONDAY_8 - 20 * DAY);
    expect(whenJudged(outsideWindow, wrong, roster)).toEqual([]);
  });
});
