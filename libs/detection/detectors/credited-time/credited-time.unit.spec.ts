import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  accused,
  DAY,
  event,
  given,
  HOUR,
  MIN,
  MONDAY_8,
  SEC,
  watching,
  whenJudged,
} from '../testing/given.js';
import { baselinesOf, platformOf } from '../testing/population.js';
import { creditedTime } from './credited-time.detector.js';

const videos = (count: number, each: (video: string, at: number) => ReturnType<typeof watching>) =>
  Array.from({ length: count }, (_, at) => each(`v-${at}`, at)).flat();

/** Nothing but the end, one video every three seconds. */
const unopened = (count: number) =>
  videos(count, (activity, at) => [
    event('video.ended', {
      activity,
      at: MONDAY_8 + at * 3 * SEC,
      data: { positionSec: 900, lengthSec: 900 },
    }),
  ]);

const HONEST = baselinesOf(platformOf());

/** A packet tool: sixty seconds of video per beat, a beat a second, rate said to be 1. */
const forged = (count: number) =>
  videos(count, (activity, at) =>
    watching({
      activity,
      from: MONDAY_8 + at * MIN,
      lengthSec: 1800,
      speed: 60,
      declared: 1,
      cadenceSec: 1,
    }),
  );

describe('credited time against wall clock', () => {
  it('given positions far ahead of the clock on five videos, then it accuses and proves it', () => {
    const [finding, ...others] = whenJudged(creditedTime, forged(5));
    expect(others).toEqual([]);
    expect(accused([finding!])).toBe(true);
    const numbers = Object.fromEntries(finding!.numbers.map((row) => [row.name, row]));
    expect(numbers['videos_beyond_clock']?.value).toBe(5);
    // Sixty times the clock, of which twice the clock was allowed.
    const { value, threshold } = numbers['credited']!;
    expect(value).toBeGreaterThan(20 * threshold);
    expect(finding!.events.length).toBeGreaterThan(10);
    expect(finding!.events.length).toBeLessThanOrEqual(200);
  });

  it('given a tool that runs at 2.3x and declares 1, then it accuses', () => {
    const events = videos(6, (activity, at) =>
      watching({
        activity,
        from: MONDAY_8 + at * HOUR,
        lengthSec: 1800,
        speed: 2.3,
        declared: 1,
        cadenceSec: 2,
      }),
    );
    expect(accused(whenJudged(creditedTime, events))).toBe(true);
  });

  /** Videos of two to three beats, each at a speed of its own. */
  const fast = (count: number, speed: (at: number) => number) =>
    videos(count, (activity, at) =>
      watching({
        ...{ activity, from: MONDAY_8 + at * 2 * MIN, lengthSec: 560, cadenceSec: 30 },
        speed: speed(at),
        declared: 1,
      }),
    );

  it('given videos of a few beats that all run at eight times the clock, then it accuses', () => {
    const findings = whenJudged(
      creditedTime,
      fast(5, () => 8),
    );
    expect(accused(findings)).toBe(true);
  });

  it('given the same at ever other speeds, as sliders are dragged, then nothing', () => {
    expect(
      whenJudged(
        creditedTime,
        fast(5, (at) => 5 + 2 * at),
      ),
    ).toEqual([]);
  });

  /** Videos of eight minutes in stretches of 85 s each, of which the clock knew seven. */
  const short = (count: number) =>
    videos(count, (activity, at) =>
      watching({
        activity,
        from: MONDAY_8 + at * MIN,
        lengthSec: 500,
        speed: 12,
        declared: 1,
        cadenceSec: 7,
      }).filter(({ type }) => !type.includes('completed')),
    );

  const slightly = (count: number) =>
    videos(count, (activity, at) =>
      watching({
        ...{ activity, from: MONDAY_8 + at * HOUR, lengthSec: 800 },
        ...{ speed: 2.6, declared: 1, cadenceSec: 9 },
      }),
    );

  it('given five short videos at 2.6x that say 1, then it accuses', () => {
    expect(accused(whenJudged(creditedTime, slightly(5)))).toBe(true);
  });

  it('given three of them (a near miss), then nothing', () => {
    expect(whenJudged(creditedTime, slightly(3))).toEqual([]);
  });

  it('given short videos of six beats, every stretch of which is beyond any player, then it accuses', () => {
    expect(accused(whenJudged(creditedTime, short(5)))).toBe(true);
  });

  it('given two such videos (a near miss), then nothing', () => {
    expect(whenJudged(creditedTime, short(2))).toEqual([]);
  });

  it('given a slider dragged twice in each of many short videos, then nothing', () => {
    const dragged = videos(8, (activity, at) =>
      [0, 47, 230, 277, 450, 497].map((positionSec, n) =>
        event('video.heartbeat', {
          activity,
          at: MONDAY_8 + at * 10 * MIN + n * 47 * SEC,
          data: { positionSec, lengthSec: 500, rate: 1 },
        }),
      ),
    );
    expect(whenJudged(creditedTime, dragged)).toEqual([]);
  });

  it('given videos reported as finished one after the other within seconds, then it accuses', () => {
    expect(accused(whenJudged(creditedTime, unopened(12), given(), HONEST))).toBe(true);
  });

  /** A beat at the end and the report, one video every three seconds. */
  const endBeats = (count: number) =>
    videos(count, (activity, at) => {
      const one = (type: string, ms: number, data: Readonly<Record<string, unknown>>) =>
        event(type, { activity, at: MONDAY_8 + at * 3 * SEC + ms, data });
      const beat = { positionSec: 899, lengthSec: 900 };
      return [
        one('video.heartbeat', 0, beat),
        one('video.completed', 250, { progress: 1, lengthSec: 900 }),
      ];
    });

  it('given one finish a day of videos that nobody ever opened, then it accuses', () => {
    const daily = unopened(7).map((one, n) => {
      const at = MONDAY_8 + n * DAY;
      return { ...one, at, time: at, recorded: at };
    });
    expect(accused(whenJudged(creditedTime, daily, given(), HONEST))).toBe(true);
    expect(whenJudged(creditedTime, daily)).toEqual([]);
  });

  it('given one beat at the end of each, where players tell that they were opened, then it accuses', () => {
    expect(accused(whenJudged(creditedTime, endBeats(9), given(), HONEST))).toBe(true);
  });

  it('given finishes of videos that nobody opened, on a platform whose player sends no heartbeats, then it accuses', () => {
    const marks = baselinesOf(platformOf().filter(({ type }) => !type.includes('heartbeat')));
    expect(accused(whenJudged(creditedTime, unopened(9), given(), marks))).toBe(true);
  });

  it('given the same where players tell nothing of a dragged slider, then no case', () => {
    const silent = baselinesOf(platformOf(() => ({ player: false })));
    expect(accused(whenJudged(creditedTime, endBeats(9), given(), silent))).toBe(false);
  });

  it('given the same on a platform whose people often have such records, then no case', () => {
    const lossy = platformOf().filter(
      ({ type, subject }) => type.includes('completed') || Number(subject.slice(1)) % 4 > 0,
    );
    expect(accused(whenJudged(creditedTime, unopened(12), given(), baselinesOf(lossy)))).toBe(
      false,
    );
  });

  it('given claimed times running an hour into the future, then it accuses', () => {
    const events = Array.from({ length: 240 }, (_, at) =>
      event('video.heartbeat', {
        activity: 'v-1',
        at: MONDAY_8 + at * 14,
        time: MONDAY_8 + at * 15 * SEC,
        data: { positionSec: at * 20 },
      }),
    );
    expect(accused(whenJudged(creditedTime, events))).toBe(true);
  });

  it.each([
    ['a 2x watcher', 2, 2],
    ['a 2x watcher whose platform always says 1', 2, 1],
    ['a viewer at the fastest declared rate', 3, 3],
  ])('given a deadline binge of eight hours by %s, then nothing', (_, speed, declared) => {
    const events = videos(16, (activity, at) =>
      watching({
        activity,
        from: MONDAY_8 + at * 30 * MIN,
        lengthSec: 1700 * speed,
        speed,
        declared,
      }),
    );
    expect(whenJudged(creditedTime, events)).toEqual([]);
  });

  it('given an hour of watching uploaded late in one batch, then nothing', () => {
    const upload = MONDAY_8 + 5 * HOUR;
    let order = 0;
    const events = videos(4, (activity, at) =>
      watching({
        activity,
        from: MONDAY_8 + at * 20 * MIN,
        lengthSec: 1100,
        recordedAs: () => upload + order++ * 7,
      }),
    );
    expect(whenJudged(creditedTime, events)).toEqual([]);
  });

  it('given a device clock an hour ahead, live, then nothing', () => {
    const events = videos(8, (activity, at) =>
      watching({
        activity,
        from: MONDAY_8 + at * 40 * MIN,
        lengthSec: 1800,
        recordedAs: (time) => time - HOUR + 300,
      }),
    );
    expect(whenJudged(creditedTime, events)).toEqual([]);
  });

  it('given positions that only a device vouches for, then nothing', () => {
    const untimed = forged(5).map((one) => ({ ...one, serverTimed: false, recorded: undefined }));
    expect(whenJudged(creditedTime, untimed)).toEqual([]);
  });

  it('given a few drags of the slider to the end, then nothing', () => {
    const events = videos(7, (activity, at) => [
      event('video.ended', {
        activity,
        at: MONDAY_8 + at * 5 * SEC,
        data: { positionSec: 900, lengthSec: 900 },
      }),
    ]);
    expect(whenJudged(creditedTime, events)).toEqual([]);
  });

  it('given one video claimed too fast (a near miss), then nothing', () => {
    expect(whenJudged(creditedTime, forged(1))).toEqual([]);
  });

  it('given videos begun on Monday and finished in a moment on Tuesday, then nothing', () => {
    const events = videos(12, (activity, at) => [
      ...watching({ activity, from: MONDAY_8 + at * 20 * MIN, lengthSec: 1100 }).slice(0, -2),
      event('video.completed', {
        activity,
        at: MONDAY_8 + DAY + at * 4 * SEC,
        data: { progress: 1, lengthSec: 1100 },
      }),
    ]);
    expect(whenJudged(creditedTime, events)).toEqual([]);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = forged(3);
    const expected = JSON.stringify(whenJudged(creditedTime, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(creditedTime, shuffled))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });

  it('given absurd values, then neither a crash nor an accusation', () => {
    const absurd = fc.oneof(
      fc.double(),
      fc.constantFrom(-1, 1e9, 1e308, NaN, Infinity, null, 'x', undefined, 0),
    );
    const beat = fc.record({
      sec: fc.integer({ min: 0, max: 90_000 }),
      position: absurd,
      length: absurd,
      rate: absurd,
    });
    fc.assert(
      fc.property(fc.array(beat, { minLength: 20, maxLength: 200 }), (beats) => {
        const events = beats.map((one, at) =>
          event(at % 9 ? 'video.heartbeat' : 'video.completed', {
            activity: `v-${at % 3}`,
            at: MONDAY_8 + one.sec * SEC,
            data: {
              positionSec: one.position,
              lengthSec: one.length,
              rate: one.rate,
              progress: one.position,
            },
          }),
        );
        expect(accused(whenJudged(creditedTime, events))).toBe(false);
      }),
      { numRuns: 50 },
    );
  });

  it('given a feed that tells milliseconds for seconds, then nothing', () => {
    const inMs = videos(6, (activity, at) =>
      watching({ activity, from: MONDAY_8 + at * HOUR, lengthSec: 1200 }),
    ).map((one) => {
      const { positionSec = 0, lengthSec = 0 } = one.data as Record<string, number | undefined>;
      const data = { ...one.data, positionSec: positionSec * 1000, lengthSec: lengthSec * 1000 };
      return { ...one, data };
    });
    expect(whenJudged(creditedTime, inMs)).toEqual([]);
  });

  it('given two hundred thousand beats in one key, then it answers within seconds', () => {
    const beats = Array.from({ length: 200_000 }, (_, at) =>
      event('video.heartbeat', { activity: 'v-1', at: MONDAY_8 + at, data: { positionSec: 5 } }),
    );
    const began = process.hrtime.bigint();
    expect(whenJudged(creditedTime, beats)).toEqual([]);
    expect(Number(process.hrtime.bigint() - began) / 1e9).toBeLessThan(10);
  });

  it('given an app that sends its records together, by a clock minutes ahead, then nothing', () => {
    const batches = Array.from({ length: 12 }, (_, n) => {
      const from = MONDAY_8 + n * HOUR;
      const sent = from + 12 * MIN;
      const one = (type: string, time: number, data: Record<string, unknown>) =>
        event(type, { activity: `v-${n}`, time: time + 6 * MIN, at: sent, data });
      return [
        one('video.heartbeat', from + 150 * SEC, { positionSec: 150, lengthSec: 600 }),
        one('video.heartbeat', from + 300 * SEC, { positionSec: 300, lengthSec: 600 }),
        one('video.completed', from + 600 * SEC, { progress: 1 }),
      ];
    }).flat();
    expect(whenJudged(creditedTime, batches)).toEqual([]);
  });
});
