import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AttributedActivity } from '../../detector.js';
import { drawn } from '../testing/class.js';
import { accused, DAY, given, HOUR, MONDAY_8, whenJudged } from '../testing/given.js';
import { baselinesOf, course, platformOf, viewing } from '../testing/population.js';
import { forgedPlayer } from './forged-player.detector.js';

const HONEST = baselinesOf(platformOf());

const whenJudgedAmong = (events: readonly AttributedActivity[], baselines = HONEST) =>
  whenJudged(forgedPlayer, events, given(), baselines);

const laptop = { deviceId: 'laptop', userAgent: 'browser' };
const forged = course(8, { player: false, page: false, members: {}, cadenceSec: 47, jitter: 0.6 });
const genuine = course(6, { offering: 'MA102' });

/** Watched at one speed, declared as another. */
const at = (speed: number, rate: number) => ({
  ...{ speed, lengthSec: 1200 },
  members: { seq: 1, intervalSec: 30, rate },
});

describe('forged player', () => {
  it("given bare viewings and the same client's genuine ones elsewhere, then it accuses the bare course", () => {
    const findings = whenJudgedAmong([...forged, ...genuine]);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
    expect(accused(findings)).toBe(true);
    expect(findings[0]!.baselines).toEqual(['platform.cadence/2026-W10@1']);
    expect(findings[0]!.population).toEqual([{ name: 'platform', of: 'chaoxing', n: 40 }]);
    const bare = new Set(forged.map(({ id }) => id));
    expect(findings[0]!.events.every(({ id }) => bare.has(id))).toBe(true);
  });

  it('given a tool with player events of its own that ends a video before its first beat, then it accuses', () => {
    const ended = Array.from({ length: 8 }, (_, n) => {
      const from = MONDAY_8 + n * DAY;
      const own = viewing({ activity: `v-${n}`, from, client: laptop });
      return own.map((one) => (one.type.includes('ended') ? { ...one, at: from + 5 } : one));
    }).flat();
    expect(accused(whenJudgedAmong([...ended, ...genuine]))).toBe(true);
  });

  it('given an end told together with the first beat, then it accuses', () => {
    const ended = Array.from({ length: 8 }, (_, n) => {
      const own = viewing({ activity: `v-${n}`, from: MONDAY_8 + n * DAY, client: laptop });
      const { at } = own.find(({ type }) => type.includes('heartbeat'))!;
      return own.map((one) => (one.type.includes('ended') ? { ...one, at } : one));
    }).flat();
    expect(accused(whenJudgedAmong([...ended, ...genuine]))).toBe(true);
  });

  it('given hours of bare beats that a server takes within one second and stamps in whole ones, then it accuses', () => {
    const dumped = forged.map((one) => {
      const taken = Math.floor((one.at + 9 * HOUR) / DAY) * DAY;
      return { ...one, time: one.at, recorded: taken, at: taken };
    });
    expect(accused(whenJudgedAmong([...dumped, ...genuine]))).toBe(true);
  });

  const rates = baselinesOf(platformOf((n) => ({ ...at(n % 3 ? 1 : 2, n % 3 ? 1 : 2) })));

  it("given progress at 2.3x that says 1, where everybody's says what it is, then it is seen", () => {
    const [finding] = whenJudgedAmong([...course(8, at(2.3, 1)), ...genuine], rates);
    expect(finding!.numbers.map(({ name }) => name)).toContain('without_usual_paced');
  });

  it('given a slider dragged again and again that tells of no seek, then nothing', () => {
    const skipped = course(8, at(1, 1)).map((one, n) => {
      const { positionSec } = one.data as { positionSec?: number };
      const leap = 1 + Math.round(3 * drawn(n, 5));
      return one.type.includes('heartbeat')
        ? { ...one, data: { ...one.data, positionSec: Number(positionSec) * leap } }
        : one;
    });
    const own = [...skipped, ...course(6, { ...at(1, 1), offering: 'MA102' })];
    expect(whenJudgedAmong(own, rates)).toEqual([]);
  });

  it('given bare viewings whose pace their own rate denies, then a case; bare or hasty alone, none', () => {
    const bare = { player: false, cadenceSec: 47 };
    const of = (speed: number, parts: object) =>
      accused(whenJudgedAmong(course(8, { ...at(speed, 1), ...parts }), rates));
    expect(of(1.5, bare)).toBe(true);
    expect(of(1, bare)).toBe(false);
    expect(of(1.5, {})).toBe(false);
  });

  it('given a person who skips on and on where no event tells of it, then nothing', () => {
    const skipping = course(8, { ...at(1, 1), cadenceSec: 60 }).map((one) => {
      const { positionSec } = one.data as { positionSec?: number };
      const n = Number(positionSec) / 60;
      if (positionSec === undefined || !one.type.includes('heartbeat')) return one;
      const ahead = Array.from({ length: n }, (_, k) => 60 * drawn(k, 4) ** 2 + 5);
      const skipped = ahead.reduce((sum, sec) => sum + sec, 0);
      return { ...one, data: { ...one.data, positionSec: positionSec + Math.round(skipped) } };
    });
    const minutely = baselinesOf(
      platformOf((n) => ({ ...at(n % 3 ? 1 : 2, n % 3 ? 1 : 2), cadenceSec: 60 })),
    );
    const { numbers = [] } = whenJudgedAmong([...skipping, ...genuine], minutely)[0] ?? {};
    expect(numbers.map(({ name }) => name)).not.toContain('without_usual_paced');
  });

  it('given the same where players always say 1, then nothing', () => {
    const always = baselinesOf(platformOf((n) => at(n % 3 ? 1 : 2, 1)));
    const own = [...course(8, at(2.3, 1)), ...course(6, { ...at(1, 1), offering: 'MA102' })];
    expect(whenJudgedAmong(own, always)).toEqual([]);
  });

  it('given beats that say 1 and a player that was set to the rate, then nothing', () => {
    const set = course(8, at(1.5, 1)).flatMap((one) =>
      one.type.includes('played')
        ? [
            one,
            {
              ...one,
              id: `${one.id}-rate`,
              type: 'probity.video.rate_changed.v1',
              at: one.at + 1000,
              time: one.at + 1000,
              data: { ...one.data, fromRate: 1, toRate: 1.5 },
            },
          ]
        : [one],
    );
    const own = [...set, ...course(6, { ...at(1, 1), offering: 'MA102' })];
    expect(whenJudgedAmong(own, rates)).toEqual([]);
  });

  it('given a tenth of the platform that outpaces its beats, then other courses watched slowly add nothing', () => {
    const some = baselinesOf(platformOf((n) => at(n % 10 ? 1 : 1.5, 1)));
    const own = [...course(8, at(1.5, 1)), ...course(6, { ...at(1, 1), offering: 'MA102' })];
    const [finding] = whenJudgedAmong(own, some);
    expect(finding?.numbers.map(({ name }) => name)).toContain('without_usual_paced');
    expect(finding?.llr).toBeLessThan(3);
  });

  it('given a week in which too few watched, then the week before is compared', () => {
    const reads = (name: string, key: string, when: number) => {
      const found = HONEST.read(name, key, when);
      return found && when > MONDAY_8 + DAY ? { ...found, n: 12 } : found;
    };
    const findings = whenJudgedAmong([...forged, ...genuine], { read: reads });
    expect(accused(findings)).toBe(true);
  });

  it.each([
    ['more irregular than the platform', { jitter: 1 }],
    ['more regular than any network', { latencySec: 0 }],
    ['on a grid of its own', { cadenceSec: 31 }],
  ])('given beats that are %s, then it is seen, and timing alone makes no case', (_, parts) => {
    const findings = whenJudgedAmong([...course(12, parts), ...genuine]);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
    expect(accused(findings)).toBe(false);
  });

  it('given an app that says less in all courses, then no case', () => {
    const app = { player: false, members: {}, cadenceSec: 60 };
    const all = [...course(8, app), ...course(8, { ...app, offering: 'MA102' })];
    expect(accused(whenJudgedAmong(all))).toBe(false);
  });

  it('given an app for one course and a browser for the other, both with logins, then no case', () => {
    const client = { deviceId: 'phone', userAgent: 'app' };
    const app = course(8, { player: false, members: {}, client });
    expect(accused(whenJudgedAmong([...app, ...genuine]))).toBe(false);
  });

  it.each([
    ['sends no player events', () => ({ player: false })],
    ['beats every three minutes', () => ({ cadenceSec: 180, lengthSec: 3600 })],
    ['has as irregular a timer as any tool', () => ({ jitter: 1 })],
  ])('given a platform that %s, then its people are left in peace', (_, how) => {
    const among = baselinesOf(platformOf(how));
    const own = [...course(9, how()), ...course(6, { ...how(), offering: 'MA102' })];
    expect(whenJudgedAmong(own, among)).toEqual([]);
  });

  it('given one member only while it is so (muted), and a student who always mutes, then nothing', () => {
    const muting = course(9, { members: { seq: 1, intervalSec: 30, muted: true } });
    expect(whenJudgedAmong(muting)).toEqual([]);
  });

  it('given a 2x watcher with pauses, resumed and repeated videos, then nothing', () => {
    const fast = course(12, { speed: 2, lengthSec: 1200, pauses: [2, 5] });
    expect(whenJudgedAmong([...fast, ...course(12, { from: MONDAY_8 + 9 * DAY })])).toEqual([]);
  });

  it('given one number for all beats where the platform counts them, then it accuses', () => {
    const counting = (events: readonly AttributedActivity[]) =>
      events.map((one, n) =>
        one.type.includes('heartbeat') ? { ...one, data: { ...one.data, seq: n } } : one,
      );
    const among = baselinesOf(counting(platformOf()));
    const findings = whenJudgedAmong([...course(8), ...counting(genuine)], among);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
    expect(findings[0]!.numbers.map(({ name }) => name)).toContain('without_usual_counts');
    expect(accused(findings)).toBe(true);
    expect(whenJudgedAmong(counting([...course(8), ...genuine]), among)).toEqual([]);
  });

  it('given four bare viewings, all there are of the course, then they are seen, no case', () => {
    const findings = whenJudgedAmong([...course(4, { player: false }), ...genuine]);
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });

  it('given two bare viewings in a lossy feed (a near miss), then nothing', () => {
    expect(whenJudgedAmong([...course(2, { player: false }), ...genuine])).toEqual([]);
  });

  it('given no baseline yet, then nothing', () => {
    expect(whenJudged(forgedPlayer, [...forged, ...genuine])).toEqual([]);
  });

  it('given cheats among those it is drawn from, then the baseline still tells them apart', () => {
    const cheats = (student: number) =>
      student < 2 ? { player: false, page: false, members: {} } : {};
    const among = baselinesOf(platformOf(cheats));
    expect(accused(whenJudgedAmong([...forged, ...genuine], among))).toBe(true);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = [...forged, ...genuine];
    const expected = JSON.stringify(whenJudgedAmong(events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudgedAmong(shuffled))).toBe(expected);
      }),
      { numRuns: 10 },
    );
  });
});
