import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, drawn, firstOf, phone, type SigningIn } from '../testing/class.js';
import { CASE_LLR, given, whenJudged } from '../testing/given.js';
import { chanceOfScatter } from './chance.js';
import { spoofedScatter } from './spoofed-scatter.detector.js';

const ROOM = { lat: 36.728114, lon: 101.749862 };

/** Metres north and east of a point, as a phone tells it. */
const at = (north: number, east: number, decimals = 6) => ({
  lat: Number((ROOM.lat + north / 111_195).toFixed(decimals)),
  lon: Number((ROOM.lon + east / 89_120).toFixed(decimals)),
  accuracyM: 20,
});

const normal = (...labels: number[]): number =>
  Math.sqrt(-2 * Math.log(1 - drawn(...labels, 1))) * Math.cos(2 * Math.PI * drawn(...labels, 2));

/** A phone with a scatter of its own, metres on each axis, somewhere in the hall. */
const phoneFix = (student: number, week: number, scatterM = 9, decimals = 6) =>
  at(
    8 * normal(student, 900) + scatterM * normal(student, week, 3),
    8 * normal(student, 901) + scatterM * normal(student, week, 4),
    decimals,
  );

/** Within five per cent of a fence of a hundred metres around the teacher's point. */
const spoof = (student: number, week: number, decimals = 6) => {
  const radius = 5 * drawn(student, week, 5);
  const angle = 2 * Math.PI * drawn(student, week, 6);
  return at(radius * Math.cos(angle), radius * Math.sin(angle), decimals);
};

type Geo = ReturnType<typeof at>;

const located = (
  weeks: number,
  how: (student: number, week: number) => Geo | undefined,
  data: object = { method: 'location', token: undefined },
) =>
  classOf(40, weeks, (student, week): SigningIn => {
    const geo = how(student, week);
    const client = { ...phone(student), ...(geo && { geo }) };
    return { at: arrives(student, week).at, client, data: { ...data } };
  });

const accusedOf = (events: ReturnType<typeof classOf>, roster = given()) =>
  whenJudged(spoofedScatter, events, roster)
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe('positions that scatter too little', () => {
  it("given three drawn around the teacher's point at eight meetings, then it accuses those three", () => {
    const events = located(8, (student, week) =>
      student < 3 ? spoof(student, week) : phoneFix(student, week),
    );
    expect(accusedOf(events)).toEqual(firstOf(3));
    const [finding] = whenJudged(spoofedScatter, events);
    expect(finding?.events).toHaveLength(8);
    expect(finding?.population).toEqual([{ name: 'class', of: 'CS101', n: 40 }]);
  });

  it('given the same, and in the room at two of eleven meetings, then it accuses those three', () => {
    const events = located(11, (student, week) =>
      student < 3 && week % 6 !== 4 ? spoof(student, week) : phoneFix(student, week, 12),
    );
    expect(accusedOf(events)).toEqual(firstOf(3));
  });

  it('given the same at three meetings only (a near miss), then nothing', () => {
    const events = located(6, (student, week) =>
      student >= 3 ? phoneFix(student, week) : week < 3 ? spoof(student, week) : undefined,
    );
    expect(whenJudged(spoofedScatter, events)).toEqual([]);
  });

  it('given a day on which most took part from a dormitory, then nothing of who was away that day', () => {
    const events = located(9, (student, week) => {
      if (week !== 4) return phoneFix(student, week);
      return student < 3 ? undefined : at(600, -300 + normal(student, 5));
    });
    expect(accusedOf(events)).toEqual([]);
  });

  it('given honest phones of different scatter, then no case', () => {
    const events = located(8, (student, week) =>
      phoneFix(student, week, 4 + 12 * drawn(student, 77)),
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a still phone beside the wall, by its access point, then no case', () => {
    const events = located(8, (student, week) =>
      student === 0 ? at(22 + normal(week, 8), 15 + normal(week, 9)) : phoneFix(student, week),
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a phone that keeps its fix from week to week, then nothing', () => {
    const events = located(8, (student, week) =>
      student === 0 ? at(1, 1) : phoneFix(student, week),
    );
    expect(whenJudged(spoofedScatter, events)).toEqual([]);
  });

  it('given a platform that rounds to eleven metres, then no case', () => {
    const events = located(8, (student, week) =>
      student < 3 ? spoof(student, week, 4) : phoneFix(student, week, 9, 4),
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a hall where access points place every second phone, then nothing', () => {
    const events = located(8, (student, week) =>
      student % 2 ? phoneFix(student, week, 0.8) : phoneFix(student, week),
    );
    expect(whenJudged(spoofedScatter, events)).toEqual([]);
  });

  it('given people at home before a live lecture, or a course online, then nothing', () => {
    const still = (student: number, week: number) =>
      student < 3 ? spoof(student, week) : phoneFix(student, week);
    expect(whenJudged(spoofedScatter, located(6, still, { method: 'live' }))).toEqual([]);
    const online = given([{ id: 'CS101', mode: 'fully_online' }]);
    expect(whenJudged(spoofedScatter, located(6, still), online)).toEqual([]);
  });

  it('given few classmates with a position, then nothing', () => {
    const events = located(6, (student, week) =>
      student < 3 ? spoof(student, week) : student < 9 ? phoneFix(student, week) : undefined,
    );
    expect(whenJudged(spoofedScatter, events)).toEqual([]);
  });
});

describe('the chance of an honest scatter', () => {
  it('is chi-square where all phones are alike', () => {
    // P(chi2 with 2 degrees of freedom <= 2) = 1 - 1/e.
    expect(chanceOfScatter(1, 1, 0)).toBeCloseTo(1 - Math.exp(-1), 9);
    // 1 − e^−y (1 + y + y²/2 + y³/6 + y⁴/24) at y = 1.25.
    expect(chanceOfScatter(0.5, 5, 0)).toBeCloseTo(0.00912428, 8);
    expect(chanceOfScatter(50, 200, 0.35)).toBeCloseTo(1, 9);
  });

  it('is larger for a still phone where phones differ', () => {
    expect(chanceOfScatter(0.2, 5, 0.6)).toBeGreaterThan(10 * chanceOfScatter(0.2, 5, 0.1));
  });
});
