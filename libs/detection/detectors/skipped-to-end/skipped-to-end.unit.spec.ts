import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, DAY, event, given, MIN, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { skippedToEnd } from './skipped-to-end.detector.js';

interface Skips {
  readonly subject?: string;
  readonly from?: number;
  /** Seconds from the start to the jump. */
  readonly lagSec: (n: number) => number;
  /** Where the jump goes to, of 900 s. */
  readonly toSec?: (n: number) => number;
}

const skipped = (count: number, { subject = 's1', from = MONDAY_8, lagSec, toSec }: Skips) =>
  Array.from({ length: count }, (_, n) => {
    const start = from + n * MIN;
    const one = (type: string, sec: number, data: Readonly<Record<string, unknown>>) =>
      event(`video.${type}`, {
        ...{ subject, activity: `v-${n}`, at: start + Math.round(sec * SEC) },
        data,
      });
    const lag = lagSec(n);
    return [
      one('played', 0, { positionSec: 0, lengthSec: 900 }),
      one('seeked', lag, { fromSec: 1, toSec: toSec?.(n) ?? 898 }),
      one('ended', lag + 2.5, { positionSec: 900, lengthSec: 900 }),
      one('completed', lag + 2.6, { progress: 1 }),
    ];
  }).flat();

const roster = () => {
  const view = given();
  view.enrolledIn = () => Array.from({ length: 80 }, (_, n) => `c${n}`);
  return view;
};
const judged = (events: Parameters<typeof whenJudged>[1]) =>
  whenJudged(skippedToEnd, events, roster());
const PROGRAM = (n: number) => 1 + 0.2 * drawn(n, 3);
/** Now at once, now after a look. */
const HAND = (n: number) => 1 - 2 * Math.log(1 - drawn(n, 4));

describe('skipped to the end', () => {
  it('given ten jumps to the end, each about a second after the start, then it says so, no case alone', () => {
    const findings = judged(skipped(10, { lagSec: PROGRAM }));
    expect(findings[0]?.llr).toBeGreaterThan(4);
    expect(findings[0]?.events.length).toBe(30);
    expect(accused(findings)).toBe(false);
  });

  it('given somebody without time who drags the slider, then nothing', () => {
    expect(judged(skipped(12, { lagSec: HAND }))).toEqual([]);
  });

  it('given jumps into the middle, or five videos (a near miss), then nothing', () => {
    expect(judged(skipped(10, { lagSec: PROGRAM, toSec: (n) => 200 + 40 * n }))).toEqual([]);
    expect(judged(skipped(5, { lagSec: PROGRAM }))).toEqual([]);
  });

  it('given a player that goes on where it was left the day before, then nothing', () => {
    const before = skipped(10, { lagSec: PROGRAM, toSec: () => 300 }).map((one) => ({
      ...one,
      ...{ at: one.at - DAY, time: one.time - DAY, recorded: one.at - DAY },
    }));
    expect(judged([...before, ...skipped(10, { lagSec: PROGRAM })])).toEqual([]);
  });

  it("given a player that jumps so in half of the class's hands, then nothing", () => {
    const mates = Array.from({ length: 40 }, (_, n) =>
      skipped(2, { subject: `c${n}`, lagSec: PROGRAM }),
    ).flat();
    expect(judged([...mates, ...skipped(10, { lagSec: PROGRAM })])).toEqual([]);
  });

  it('given a clock that tells whole seconds, in which every hand is even, then nothing', () => {
    const coarse = skipped(10, { lagSec: (n) => 1 + (n % 2) * 0.4 }).map((one) => ({
      ...one,
      time: Math.floor(one.time / SEC) * SEC,
    }));
    expect(judged(coarse)).toEqual([]);
  });
});
