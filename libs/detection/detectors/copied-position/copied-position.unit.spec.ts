import { describe, expect, it } from '@jest/globals';
import { arrives, classOf, drawn, firstOf, phone } from '../testing/class.js';
import { CAMPUS, CASE_LLR, DORMITORY, whenJudged } from '../testing/given.js';
import { copiedPosition } from './copied-position.detector.js';

type Where = (student: number, week: number) => { lat: number; lon: number };

const scattered: Where = (student, week) => ({
  lat: 36.728114 + drawn(student, week, 1) * 2.2e-4,
  lon: 101.749862 + drawn(student, week, 2) * 2.8e-4,
});

const placed = (where: Where) =>
  classOf(50, 5, (student, week) => ({
    at: arrives(student, week).at,
    client: { ...phone(student), geo: where(student, week) },
    data: { method: 'location' },
  }));

const accusedOf = (where: Where) =>
  whenJudged(copiedPosition, placed(where))
    .filter((finding) => finding.llr >= CASE_LLR)
    .map((finding) => finding.subject)
    .sort();

describe('copied positions', () => {
  it('given four on one preset point each week, then it accuses those four', () => {
    const preset = { lat: 36.728133, lon: 101.749851 };
    expect(accusedOf((student, week) => (student < 4 ? preset : scattered(student, week)))).toEqual(
      firstOf(4),
    );
  });

  it('given honest scatter, then nothing', () => {
    expect(whenJudged(copiedPosition, placed(scattered))).toEqual([]);
  });

  it('given positions of access points shared by the whole class, then nothing', () => {
    const where: Where = (student) => ({ lat: 36.728133 + (student % 3) * 1e-4, lon: 101.749851 });
    expect(whenJudged(copiedPosition, placed(where))).toEqual([]);
  });

  it.each([
    ['without a fix', { lat: -1, lon: -1 }],
    ['at zero', { lat: 0, lon: 0 }],
    ['rounded by the vendor', { lat: 36.73, lon: 101.75 }],
    ['absurd', { lat: NaN, lon: 1e9 }],
  ])('given positions %s, then nothing', (_, point) => {
    const where: Where = (student, week) => (student < 6 ? point : scattered(student, week));
    expect(whenJudged(copiedPosition, placed(where))).toEqual([]);
  });

  it('given two on one preset point each week, then it accuses those two', () => {
    const preset = { lat: 36.728133, lon: 101.749851 };
    const where: Where = (student, week) => (student < 2 ? preset : scattered(student, week));
    expect(accusedOf(where)).toEqual(firstOf(2));
  });

  it('given a still phone alone (a near miss), then no case', () => {
    const still = { lat: 36.728133, lon: 101.749851 };
    const where: Where = (student, week) => (student < 1 ? still : scattered(student, week));
    expect(accusedOf(where)).toEqual([]);
  });

  it.each([
    ['a phone that finds itself anew, then a signal and no case', 'Mozilla/5.0 (iPhone) Mobile', 1],
    ['a browser on a desk, then nothing', 'Mozilla/5.0 (Windows NT 10.0)', 0],
  ])('given one point three times by %s', (_, userAgent, signals) => {
    const still = { lat: 36.728133, lon: 101.749851 };
    const events = classOf(50, 3, (student, week) => ({
      at: arrives(student, week).at,
      client: {
        ...phone(student),
        userAgent,
        geo: student < 1 ? still : scattered(student, week),
      },
      data: { method: 'location' },
    }));
    const findings = whenJudged(copiedPosition, events);
    expect(findings).toHaveLength(signals);
    for (const { llr } of findings) expect(llr).toBeLessThan(CASE_LLR);
  });

  it.each([
    ['from a device never seen before each time, then it accuses', true, DORMITORY, ['s0']],
    ['from the same device (a near miss), then no case', false, DORMITORY, []],
    ["from such devices on the campus's own network, then no case", true, CAMPUS, []],
  ])('given one preset point each week %s', (_, fresh, ip, accused) => {
    const preset = { lat: 36.728133, lon: 101.749851 };
    const events = classOf(50, 6, (student, week) => ({
      at: arrives(student, week).at,
      client: {
        ...phone(student, student === 0 ? ip : CAMPUS),
        ...(student === 0 && fresh && { deviceId: `fresh-${week}` }),
        geo: student === 0 ? preset : scattered(student, week),
      },
      data: { method: 'location' },
    }));
    const found = whenJudged(copiedPosition, events).filter(({ llr }) => llr >= CASE_LLR);
    expect(found.map(({ subject }) => subject)).toEqual(accused);
  });

  it('given two who keep one preset point, each at meetings of their own, then it accuses both', () => {
    const preset = { lat: 36.728133, lon: 101.749851 };
    const where: Where = (student, week) =>
      student < 2 && week % 2 === student ? preset : scattered(student, week);
    const events = classOf(50, 10, (student, week) => ({
      at: arrives(student, week).at,
      client: { ...phone(student), geo: where(student, week) },
      data: { method: 'location' },
    }));
    const found = whenJudged(copiedPosition, events).filter(({ llr }) => llr >= CASE_LLR);
    expect(found.map(({ subject }) => subject).sort()).toEqual(firstOf(2));
  });

  it('given two phones side by side (a near miss), then nothing', () => {
    const where: Where = (student, week) =>
      student < 2 ? scattered(99, week) : scattered(student, week);
    expect(whenJudged(copiedPosition, placed(where))).toEqual([]);
  });
});
