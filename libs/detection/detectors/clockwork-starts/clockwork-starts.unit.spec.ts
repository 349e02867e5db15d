import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, DAY, HOUR, MIN, MONDAY_8, SEC, watching, whenJudged } from '../testing/given.js';
import { clockworkStarts } from './clockwork-starts.detector.js';

/** 03:00 of Tuesday. */
const THREE = MONDAY_8 + 19 * HOUR;

/** One video a day, begun so many milliseconds after `from`. */
const daily = (days: number, from: number, lateMs: (n: number) => number) =>
  Array.from({ length: days }, (_, n) =>
    watching({
      ...{ activity: `v-${from}-${n}`, lengthSec: 900 },
      from: from + n * DAY + Math.round(lateMs(n)),
    }),
  ).flat();

const CRON = (n: number) => 2 * SEC + 7 * SEC * drawn(n, 1);
const judged = (events: Parameters<typeof whenJudged>[1]) => whenJudged(clockworkStarts, events);

describe('clockwork starts', () => {
  it('given a course begun at three at night to the second, night after night, then it accuses', () => {
    const findings = judged(daily(8, THREE, CRON));
    expect(accused(findings)).toBe(true);
    expect(findings[0]).toMatchObject({ offering: 'CS101', llr: 7 });
  });

  it('given the same among sittings at any hour, then still', () => {
    const own = daily(6, MONDAY_8, (n) => 10 * HOUR * drawn(n, 2));
    expect(accused(judged([...daily(8, THREE, CRON), ...own]))).toBe(true);
  });

  it('given the same at eight in the morning, when a class may begin, then no case', () => {
    const findings = judged(daily(8, MONDAY_8, CRON));
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it('given a night owl who always begins between three and ten past, then nothing', () => {
    expect(judged(daily(12, THREE, (n) => 10 * MIN * drawn(n, 3)))).toEqual([]);
  });

  it('given four nights (a near miss), then nothing', () => {
    expect(judged(daily(4, THREE, CRON))).toEqual([]);
  });

  it('given videos on end, then only the first of a sitting counts', () => {
    const night = Array.from({ length: 8 }, (_, n) =>
      watching({ activity: `v-${n}`, lengthSec: 900, from: THREE + n * 905 * SEC }),
    ).flat();
    expect(judged(night)).toEqual([]);
  });

  it('given a server that stamps a batch at each full hour, then nothing', () => {
    const stamped = daily(8, THREE, CRON).map((one) => {
      const at = Math.ceil(one.at / HOUR) * HOUR;
      return { ...one, at, time: at, recorded: at };
    });
    expect(judged(stamped)).toEqual([]);
  });
});
