import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { accused, DAY, HOUR, MIN, MONDAY_8, watching, whenJudged } from '../testing/given.js';
import { concurrentPlayback } from './concurrent-playback.detector.js';

const atOnce = (
  count: number,
  lengthSec: number,
  from = MONDAY_8,
  offering = 'CS101',
  apartMs = 900,
) =>
  Array.from({ length: count }, (_, at) =>
    watching({
      activity: `${offering}-v${from}-${at}`,
      from: from + at * apartMs,
      lengthSec,
      offering,
    }),
  ).flat();

describe('concurrent playback', () => {
  it('given eight videos at once for an hour, then it accuses the offering with its events', () => {
    const findings = whenJudged(concurrentPlayback, atOnce(8, 3600));
    expect(findings.map((finding) => finding.offering)).toEqual(['CS101']);
    expect(accused(findings)).toBe(true);
    const numbers = Object.fromEntries(findings[0]!.numbers.map((row) => [row.name, row.value]));
    expect(numbers['at_once']).toBe(8);
    expect(numbers['beyond_three_at_once']).toBeGreaterThan(5 * 3400);
  });

  it('given four videos at once over two platforms, then it accuses both offerings', () => {
    const events = [
      ...atOnce(2, 2 * 3600, MONDAY_8, 'CS101'),
      ...atOnce(2, 2 * 3600, MONDAY_8, 'MA102').map((one) => ({ ...one, source: 'zhihuishu' })),
    ];
    const findings = whenJudged(concurrentPlayback, events);
    expect(findings.map((finding) => finding.offering).sort()).toEqual(['CS101', 'MA102']);
    expect(accused(findings)).toBe(true);
  });

  it('given one video of another offering watched meanwhile, then that one is left in peace', () => {
    const events = [...atOnce(8, 3600), ...atOnce(1, 3600, MONDAY_8 + 20 * MIN, 'EN103')];
    const findings = whenJudged(concurrentPlayback, events);
    expect(findings.map((finding) => finding.offering)).toEqual(['CS101']);
  });

  it('given another offering watched alone the same day, then that one is left in peace', () => {
    const events = [...atOnce(8, 3600), ...atOnce(1, 3600, MONDAY_8 + 5 * HOUR, 'EN103')];
    const findings = whenJudged(concurrentPlayback, events);
    expect(findings.map((finding) => finding.offering)).toEqual(['CS101']);
  });

  it('given two tabs for six hours a day over a week, then it is seen, and makes no case', () => {
    const events = Array.from({ length: 7 }, (_, day) =>
      atOnce(2, 6 * 3600, MONDAY_8 + day * DAY),
    ).flat();
    const findings = whenJudged(concurrentPlayback, events);
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it('given two videos begun at one moment, day after day, then it is heard of; begun by hand, then not', () => {
    const weekly = (apartSec: number) =>
      Array.from({ length: 5 }, (_, week) =>
        [0, 1].flatMap((at) =>
          watching({
            activity: `v${week}-${at}`,
            from: MONDAY_8 + 7 * week * DAY + at * apartSec * 1000,
            lengthSec: at === 0 ? 900 : 500,
          }),
        ),
      ).flat();
    const [found] = whenJudged(concurrentPlayback, weekly(1));
    expect(found?.llr).toBeGreaterThan(5);
    expect(accused(found ? [found] : [])).toBe(false);
    expect(whenJudged(concurrentPlayback, weekly(20))).toEqual([]);
  });

  it('given a second tab by mistake at every third video, then nothing', () => {
    const events = Array.from({ length: 12 }, (_, n) =>
      atOnce(n % 3 ? 1 : 2, 1800, MONDAY_8 + n * HOUR, 'CS101', 15_000),
    ).flat();
    expect(whenJudged(concurrentPlayback, events)).toEqual([]);
  });

  it('given a whole course at once, over within a quarter of an hour, then it accuses', () => {
    expect(accused(whenJudged(concurrentPlayback, atOnce(18, 700)))).toBe(true);
  });

  it('given five tabs for ten minutes (a near miss), then no case', () => {
    expect(accused(whenJudged(concurrentPlayback, atOnce(5, 600)))).toBe(false);
  });

  it('given five videos for six minutes, then it is heard of, and no case; for a minute or two, nothing', () => {
    const [found] = whenJudged(concurrentPlayback, atOnce(5, 400));
    expect(found?.llr).toBeGreaterThan(3);
    expect(accused(found ? [found] : [])).toBe(false);
    expect(whenJudged(concurrentPlayback, atOnce(5, 100))).toEqual([]);
  });

  it('given four tabs for ten minutes by mistake (a near miss), then nothing', () => {
    expect(whenJudged(concurrentPlayback, atOnce(4, 600))).toEqual([]);
  });

  it('given four videos of an afternoon uploaded in one late batch, then nothing', () => {
    let order = 0;
    const events = Array.from({ length: 4 }, (_, at) =>
      watching({
        activity: `v-${at}`,
        from: MONDAY_8 + at * 40 * MIN,
        lengthSec: 2400,
        recordedAs: () => MONDAY_8 + 6 * HOUR + order++ * 40_000,
      }),
    ).flat();
    expect(whenJudged(concurrentPlayback, events)).toEqual([]);
  });

  it('given a heartbeat every three minutes, then eight at once are still seen', () => {
    const events = Array.from({ length: 8 }, (_, at) =>
      watching({ activity: `v-${at}`, from: MONDAY_8, lengthSec: 7200, cadenceSec: 180 }),
    ).flat();
    expect(accused(whenJudged(concurrentPlayback, events))).toBe(true);
  });

  it('given paused videos that go on beating, then nothing', () => {
    const still = atOnce(6, 3600).map((one) => ({
      ...one,
      data: { ...one.data, positionSec: 12 },
    }));
    expect(whenJudged(concurrentPlayback, still)).toEqual([]);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = atOnce(5, 3600);
    const expected = JSON.stringify(whenJudged(concurrentPlayback, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(concurrentPlayback, shuffled))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });
});
