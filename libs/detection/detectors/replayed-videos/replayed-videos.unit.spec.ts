import { describe, expect, it } from '@jest/globals';
import { accused, DAY, event, given, HOUR, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { replayedVideos } from './replayed-videos.detector.js';

/** So many passes of a video of ten minutes, a beat each half minute. */
const passes = (
  subject: string,
  count: number,
  from = MONDAY_8,
  activity = 'v-1',
  lengthSec = 600,
) =>
  Array.from({ length: (count * lengthSec) / 30 }, (_, n) =>
    event('video.heartbeat', {
      ...{ subject, activity, at: from + n * 30 * SEC },
      data: { positionSec: (n * 30) % lengthSec, lengthSec },
    }),
  );

const CLASS = Array.from({ length: 60 }, (_, n) => passes(`c${n}`, n % 6 === 0 ? 2 : 1)).flat();
const roster = () => {
  const view = given();
  view.enrolledIn = () => Array.from({ length: 60 }, (_, n) => `c${n}`);
  return view;
};
const judged = (events: Parameters<typeof whenJudged>[1]) =>
  whenJudged(replayedVideos, [...CLASS, ...events], roster());

describe('replayed videos', () => {
  it('given one video over and over for hours, then it accuses with its own events', () => {
    const findings = judged(passes('s1', 30));
    expect(findings.map(({ subject }) => subject)).toEqual(['s1']);
    expect(accused(findings)).toBe(true);
    expect(findings[0]?.population).toEqual([{ name: 'class', of: '', n: 61 }]);
  });

  it('given three passes of each video before the exam, then nothing', () => {
    const revised = Array.from({ length: 8 }, (_, v) =>
      passes('s1', 3, MONDAY_8 + v * HOUR, `v-${v}`),
    ).flat();
    expect(judged(revised)).toEqual([]);
  });

  it('given a listening clip of two minutes thirty times a day, then nothing', () => {
    expect(judged(passes('s1', 100, MONDAY_8, 'clip', 120))).toEqual([]);
  });

  it('given five passes on one day (a near miss), then nothing', () => {
    expect(judged(passes('s1', 5))).toEqual([]);
  });

  it('given a class that repeats as much, then no case', () => {
    const all = Array.from({ length: 20 }, (_, n) => passes(`c${n}`, 20, MONDAY_8 + DAY)).flat();
    expect(accused(judged(all))).toBe(false);
  });
});
