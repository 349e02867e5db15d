import { describe, expect, it } from '@jest/globals';
import { accused, DAY, HOUR, MONDAY_8, watching, whenJudged } from '../testing/given.js';
import { noRest } from './no-rest.detector.js';

/** One hour-long video after the other. */
const marathon = (hours: number, from = MONDAY_8) =>
  Array.from({ length: hours }, (_, n) =>
    watching({
      activity: `v-${from}-${n}`,
      from: from + n * HOUR,
      lengthSec: 3570,
      cadenceSec: 60,
    }),
  ).flat();

const nightsRunning = (days: number, hours: number) =>
  Array.from({ length: days }, (_, day) => marathon(hours, MONDAY_8 + day * DAY)).flat();

describe('days without rest', () => {
  it('given four days and nights of play, then it makes a case', () => {
    const findings = whenJudged(noRest, nightsRunning(4, 24));
    expect(accused(findings)).toBe(true);
    const numbers = Object.fromEntries(findings[0]!.numbers.map((row) => [row.name, row.value]));
    expect(numbers['without_rest']).toBeGreaterThan(90 * 3600);
  });

  it('given twenty hours a day with sleep before dawn, then it grows with the days', () => {
    const llrs = [1, 3, 6].map((days) => whenJudged(noRest, nightsRunning(days, 20))[0]?.llr ?? 0);
    expect(llrs[0]).toBeGreaterThan(0);
    expect(llrs[1]).toBeGreaterThan(llrs[0]!);
    expect(llrs[2]).toBeGreaterThan(llrs[1]!);
  });

  it('given a deadline binge of ten hours on three days, then nothing', () => {
    expect(whenJudged(noRest, nightsRunning(3, 10))).toEqual([]);
  });

  it('given one night of a list left running after a long day, then no case', () => {
    expect(accused(whenJudged(noRest, marathon(22)))).toBe(false);
  });

  it('given a night owl over weeks, then nothing', () => {
    const nights = Array.from({ length: 20 }, (_, day) =>
      marathon(5, MONDAY_8 + day * DAY + 15 * HOUR),
    ).flat();
    expect(whenJudged(noRest, nights)).toEqual([]);
  });

  it('given two tabs through ten hours, then time counts once', () => {
    const twice = [...marathon(10), ...marathon(10, MONDAY_8 + 60_000)];
    expect(whenJudged(noRest, twice)).toEqual([]);
  });
});
