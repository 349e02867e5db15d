import { describe, expect, it } from '@jest/globals';
import { accused, given, MONDAY_8, HOUR, whenJudged } from '../testing/given.js';
import { baselinesOf, course, platformOf } from '../testing/population.js';
import { pagelessViewing } from './pageless-viewing.detector.js';

const HONEST = baselinesOf(platformOf());

const whenJudgedAmong = (events: ReturnType<typeof course>, baselines = HONEST) =>
  whenJudged(pagelessViewing, events, given(), baselines);

const sentAt = (at: number) => ({ at, recorded: at });

describe('pageless viewing', () => {
  it('given a course watched without login or page, then it says so, below a case by itself', () => {
    const findings = whenJudgedAmong([
      ...course(8, { page: false }),
      ...course(5, { offering: 'MA102', from: MONDAY_8 + 200 * HOUR }),
    ]);
    expect(findings.map(({ offering }) => offering)).toEqual(['CS101']);
    expect(findings[0]!.llr).toBeGreaterThan(3);
    expect(accused(findings)).toBe(false);
  });

  it('given logins and pages, then nothing', () => {
    expect(whenJudgedAmong(course(8))).toEqual([]);
  });

  it('given a platform that tells of no logins, then nothing', () => {
    const among = baselinesOf(platformOf(() => ({ page: false })));
    expect(whenJudgedAmong(course(8, { page: false }), among)).toEqual([]);
  });

  it('given an app whose session lasts for days, on a platform with many such, then nothing', () => {
    const among = baselinesOf(platformOf((student) => ({ page: student % 5 > 0 })));
    expect(whenJudgedAmong(course(8, { page: false }), among)).toEqual([]);
  });

  it('given an app that logged in on Monday and uploaded what was watched there on Tuesday, then nothing', () => {
    const uploaded = course(8).map((one) =>
      one.type.includes('video') ? { ...one, ...sentAt(one.time + 20 * HOUR) } : one,
    );
    expect(whenJudgedAmong(uploaded)).toEqual([]);
  });

  it('given no login on either day (a near miss), then it says so of what was not late', () => {
    const late = course(12, { page: false }).map((one, at) =>
      at % 2 === 0 ? one : { ...one, ...sentAt(one.time + 2 * HOUR) },
    );
    expect(whenJudgedAmong(late)[0]?.llr).toBeGreaterThan(3);
  });

  it('given four such viewings (a near miss) or no baseline, then nothing', () => {
    expect(whenJudgedAmong(course(4, { page: false }))).toEqual([]);
    expect(whenJudged(pagelessViewing, course(8, { page: false }))).toEqual([]);
  });
});
