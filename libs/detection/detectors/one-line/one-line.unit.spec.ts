import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { accused, DAY, DORMITORY, event, MIN, MONDAY_8, whenJudged } from '../testing/given.js';
import { oneLine } from './one-line.detector.js';

const LINE = '61.178.4.4';
const named = (findings: readonly Finding[]) => findings.map(({ subject }) => subject);

/** The `n`th student's exam in a course of his own, each on a device id of its own. */
const exam = (n: number, ip = LINE, device = `d${n}`): AttributedActivity[] => {
  const from = MONDAY_8 + (30 + n) * DAY;
  const common = {
    ...{ subject: `s${n}`, offering: `C${n}`, activity: `C${n}-final` },
    client: { deviceId: device, userAgent: 'Safari/617', ip },
  };
  const data = { kind: 'exam', attempt: 1 };
  return [
    event('assessment.started', { ...common, at: from, data }),
    event('assessment.submitted', { ...common, at: from + 90 * MIN, data }),
  ];
};
const exams = (count: number, ip = LINE) =>
  Array.from({ length: count }, (_, n) => exam(n, ip)).flat();
const studies = (n: number) =>
  event('session.started', {
    ...{ subject: `s${n}`, offering: `C${n}`, client: { deviceId: `own${n}`, ip: LINE } },
    at: MONDAY_8 + 3 * DAY,
  });

describe('one address for exams of different courses', () => {
  it('given three at one address where none studies, then all are heard of, below a case', () => {
    const findings = whenJudged(oneLine, exams(3));
    expect(named(findings)).toEqual(['s0', 's1', 's2']);
    expect(accused(findings)).toBe(false);
  });

  it('given one of four who studies there, then he is not named', () => {
    expect(named(whenJudged(oneLine, [...exams(4), studies(0)]))).toEqual(['s1', 's2', 's3']);
  });

  it('given a place where others study, a dormitory, one exam, or one machine, then nothing', () => {
    expect(whenJudged(oneLine, [...exams(3), studies(7), studies(8)])).toEqual([]);
    expect(whenJudged(oneLine, exams(3, DORMITORY))).toEqual([]);
    expect(whenJudged(oneLine, exams(1))).toEqual([]);
    expect(
      whenJudged(
        oneLine,
        [0, 1].flatMap((n) => exam(n, LINE, 'same')),
      ),
    ).toEqual([]);
  });
});
