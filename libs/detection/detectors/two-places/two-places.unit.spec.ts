import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Client } from '../../../activity/activity.js';
import type { AttributedActivity } from '../../detector.js';
import {
  accused,
  CAMPUS,
  DAY,
  DORMITORY,
  event,
  HOUR,
  MIN,
  MOBILE,
  MONDAY_8,
  SEC,
  VPN,
  watching,
  whenJudged,
} from '../testing/given.js';
import { twoPlaces } from './two-places.detector.js';

const HOME = '223.10.20.30';
const XINING = { lat: 36.728, lon: 101.75, accuracyM: 20 };
const XIAN = { lat: 34.26, lon: 108.94, accuracyM: 40 };

const on = (deviceId: string, ip: string, geo?: Client['geo']): Client => ({ deviceId, ip, geo });
const act = (at: number, client: Client, offering: string, type = 'assessment.answered') =>
  event(type, { at, client, offering });

/** An hour of clicks of one client, each `everySec`. */
const hourOf = (from: number, client: Client, offering: string, everySec: number) =>
  Array.from({ length: Math.floor(3600 / everySec) }, (_, at) =>
    act(from + at * everySec * SEC, client, offering),
  );

const daily = (days: number, each: (from: number, day: number) => AttributedActivity[]) =>
  Array.from({ length: days }, (_, day) => each(MONDAY_8 + day * DAY, day)).flat();

describe('two places at once', () => {
  it('given a helper in another city at work while the owner is, then it accuses that course', () => {
    const events = daily(3, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
      ...hourOf(from + 5 * HOUR, on('phone', CAMPUS, XINING), 'EN103', 300),
    ]);
    const findings = whenJudged(twoPlaces, events);
    expect(findings.map((finding) => finding.offering)).toEqual(['MA102']);
    expect(accused(findings)).toBe(true);
    const distance = findings[0]!.numbers.find((row) => row.name === 'distance')!.value;
    expect(distance).toBeGreaterThan(600);
  });

  it('given a helper in a dormitory while the owner works in class, then it accuses', () => {
    const events = daily(4, (from) => [
      ...hourOf(from, on('laptop of helper', DORMITORY), 'MA102', 40),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS), 'CS101', 60),
    ]);
    expect(accused(whenJudged(twoPlaces, events))).toBe(true);
  });

  it('given the same on a single day (a near miss), then nothing', () => {
    const events = daily(1, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a phone replaced mid-term, then nothing', () => {
    const events = daily(10, (from, day) =>
      hourOf(from, on(day < 5 ? 'old phone' : 'new phone', CAMPUS, XINING), 'CS101', 60),
    );
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it.each([
    ['a VPN', VPN],
    ['a carrier', MOBILE],
  ])('given phone and laptop at once, one of them on %s, then nothing', (_, ip) => {
    const events = daily(6, (from) => [
      ...hourOf(from, on('phone', ip), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('laptop', CAMPUS), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a laptop behind an unregistered VPN that is at times on campus, then nothing', () => {
    const events = daily(6, (from, day) => [
      ...hourOf(from, on('laptop', day % 3 ? HOME : CAMPUS), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('phone', CAMPUS), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it("given one's own phone and laptop, one on the reception of the other house, then nothing", () => {
    const events = daily(6, (from, day) => [
      ...hourOf(from, on('laptop', DORMITORY), 'CS101', 60),
      ...hourOf(from + 9 * SEC, on('phone', day % 2 ? CAMPUS : DORMITORY), 'MA102', 45),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a video left running in the dormitory during class, then nothing', () => {
    const events = daily(6, (from) => [
      ...watching({ from, lengthSec: 7200, activity: 'v-1', client: on('laptop', DORMITORY) }),
      act(from + 30 * MIN, on('phone', CAMPUS), 'CS101', 'attendance.signed_in'),
      act(from + 50 * MIN, on('phone', CAMPUS), 'CS101', 'assessment.answered'),
    ]);
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given a flight home and back each weekend, then nothing', () => {
    const events = daily(28, (from, day) => {
      const home = day % 7 >= 5;
      const phone = on('phone', MOBILE, home ? XIAN : XINING);
      const laptop = on('laptop', home ? HOME : DORMITORY, home ? XIAN : XINING);
      return [
        ...hourOf(from, phone, 'CS101', 300),
        ...hourOf(from + 6 * HOUR, laptop, 'CS101', 300),
      ];
    });
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it("given positions that only devices' clocks date, then nothing", () => {
    const events = daily(3, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 60),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 300),
    ]).map((one) => ({ ...one, serverTimed: false, recorded: undefined }));
    expect(whenJudged(twoPlaces, events)).toEqual([]);
  });

  it('given any order and duplicates, then the same answer', () => {
    const events = daily(2, (from) => [
      ...hourOf(from, on('laptop of helper', HOME, XIAN), 'MA102', 200),
      ...hourOf(from + 7 * SEC, on('phone', CAMPUS, XINING), 'CS101', 600),
    ]);
    const expected = JSON.stringify(whenJudged(twoPlaces, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        const shuffled = [...some, ...[...events].reverse()];
        expect(JSON.stringify(whenJudged(twoPlaces, shuffled))).toBe(expected);
      }),
      { numRuns: 20 },
    );
  });
});
