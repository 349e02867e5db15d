import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, drawn, firstOf, meetingAt } from '../testing/class.js';
import { accused, CASE_LLR, SEC, whenJudged } from '../testing/given.js';
import { repeatedOrder } from './repeated-order.detector.js';

type At = (student: number, week: number) => number;

/** Sixty students over eight weeks, on devices that nobody has seen before. */
const signed = (at: At, weeks = 8) =>
  classOf(60, weeks, (student, week) => ({
    at: at(student, week),
    client: { deviceId: `fresh-${student}-${week}` },
  }));

const honest: At = (student, week) => arrives(student, week).at;
/** The first of a list when it suits, each other half a second after the one before. */
const listed =
  (count: number): At =>
  (student, week) =>
    student < count
      ? meetingAt(week) +
        (4 + 5 * drawn(week, 3)) * SEC +
        firstOf(student).reduce((sum, _, at) => sum + 400 + 200 * drawn(at, week), 0)
      : honest(student, week);

const accusedOf = (events: ReturnType<typeof signed>) =>
  whenJudged(repeatedOrder, events)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

describe('the same order, week after week', () => {
  it('given six accounts of a list half a second apart, then it accuses those six', () => {
    expect(accusedOf(signed(listed(6)))).toEqual(firstOf(6));
  });

  it('given an honest class, then nothing', () => {
    expect(whenJudged(repeatedOrder, signed(honest))).toEqual([]);
  });

  it('given friends who always come together, now one first and now the other (a near miss), then no case', () => {
    const friends: At = (student, week) =>
      student < 6
        ? meetingAt(week) + 6 * SEC + Math.round(drawn(student, week, 9) * 1.5 * SEC)
        : honest(student, week);
    expect(accused(whenJudged(repeatedOrder, signed(friends)))).toBe(false);
  });

  it('given some who always sign in at once, each at a pace of its own (a near miss), then nothing', () => {
    const quick: At = (student, week) =>
      student < 5
        ? meetingAt(week) + Math.round(900 + 250 * student + drawn(student, week, 5) * 700)
        : honest(student, week) + 3 * SEC;
    expect(whenJudged(repeatedOrder, signed(quick, 12))).toEqual([]);
  });

  it('given two in one order (a near miss), then nothing', () => {
    expect(whenJudged(repeatedOrder, signed(listed(2)))).toEqual([]);
  });

  it('given two meetings only, then nothing', () => {
    expect(whenJudged(repeatedOrder, signed(listed(6), 2))).toEqual([]);
  });

  it('given a platform that writes a class in one order, then nothing', () => {
    const written: At = (student, week) => meetingAt(week) + student * 300;
    expect(whenJudged(repeatedOrder, signed(written))).toEqual([]);
  });

  it('given a class so large that hundreds follow within the seconds, then nothing, and soon', () => {
    const crowd = classOf(1500, 4, (student, week) => ({
      at: meetingAt(week) + Math.round(drawn(student, week) * 6 * SEC),
      client: {},
    }));
    expect(whenJudged(repeatedOrder, crowd)).toEqual([]);
  });

  it('given any order of arrival, then the same answer', () => {
    const events = signed(listed(4), 5);
    const expected = JSON.stringify(whenJudged(repeatedOrder, events));
    fc.assert(
      fc.property(fc.shuffledSubarray(events, { minLength: events.length }), (shuffled) => {
        expect(JSON.stringify(whenJudged(repeatedOrder, shuffled))).toBe(expected);
      }),
      { numRuns: 5 },
    );
  });
});
