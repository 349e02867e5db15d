import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, event, HOUR, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { countedPauses } from './counted-pauses.detector.js';

/** One pause in each of so many videos, one an hour. */
const pausing = (subject: string, count: number, sec: (n: number) => number) =>
  Array.from({ length: count }, (_, n) => {
    const at = MONDAY_8 + n * HOUR + Math.round(1e5 * drawn(n, 8));
    const one = (type: string, when: number) =>
      event(`video.${type}`, {
        ...{ subject, activity: `v-${n}`, at: Math.round(when) },
        data: { positionSec: 300 },
      });
    return [one('paused', at), one('played', at + sec(n) * SEC)];
  }).flat();

const people = (student: number) => (n: number) => 3 - 30 * Math.log(1 - drawn(n, student));
const classOf = (count: number, sec = people) =>
  Array.from({ length: count }, (_, student) => pausing(`c${student}`, 8, sec(student))).flat();
const CLASS = classOf(30);
const judged = (own: Parameters<typeof whenJudged>[1], mates = CLASS) =>
  whenJudged(countedPauses, [...mates, ...own]);

/** Between 5 and 40 s, and a moment that the player takes. */
const PROGRAM = (n: number) => 5 + Math.floor(35 * drawn(n, 99)) + 0.004 * drawn(n, 98);

describe('counted pauses', () => {
  it('given ten pauses of whole seconds, of all lengths, then it accuses that student only', () => {
    const findings = judged(pausing('s1', 10, PROGRAM));
    expect(findings.map(({ subject }) => subject)).toEqual(['s1']);
    expect(accused(findings)).toBe(true);
  });

  it('given as many of his own between them, then still', () => {
    const mixed = (n: number) => (n % 2 ? PROGRAM(n) : people(55)(n));
    expect(accused(judged(pausing('s1', 20, mixed)))).toBe(true);
  });

  it('given a dozen resumes after a second, to hundredths, among as many of his own, then it accuses', () => {
    const mixed = (n: number) => (n % 2 ? 1.005 + 0.035 * drawn(n, 97) : people(56)(n));
    expect(accused(judged(pausing('s1', 24, mixed)))).toBe(true);
  });

  it('given somebody who taps twice, in about a second, then nothing', () => {
    const taps = (n: number) => 0.7 + 0.6 * drawn(n, 96);
    expect(judged(pausing('s1', 24, taps))).toEqual([]);
  });

  it("given people's pauses, in thirty classes, then nothing", () => {
    for (let n = 0; n < 30; n++)
      expect(
        judged(
          [],
          classOf(30, (student) => people(100 + 31 * n + student)),
        ),
      ).toEqual([]);
  });

  it("given a player that counts everybody's pauses, then nothing", () => {
    const mates = classOf(30, (student) => (n) => Math.ceil(people(student)(n)));
    expect(judged(pausing('s1', 10, PROGRAM), mates)).toEqual([]);
  });

  it('given a vendor whose clock tells whole seconds, then nothing', () => {
    const whole = pausing('s1', 10, PROGRAM).map((one) => ({
      ...one,
      time: Math.round(one.time / SEC) * SEC,
    }));
    expect(judged(whole)).toEqual([]);
  });

  it('given a notice that closes after fifteen seconds, or five pauses (a near miss), then nothing', () => {
    expect(judged(pausing('s1', 12, () => 15.004))).toEqual([]);
    expect(judged(pausing('s1', 5, PROGRAM))).toEqual([]);
  });

  it('given a small class, then no case', () => {
    const findings = judged(pausing('s1', 10, PROGRAM), classOf(6));
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });
});
