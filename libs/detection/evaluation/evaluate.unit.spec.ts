import { describe, expect, it } from '@jest/globals';
import type { Violation } from '../violation.js';
import { evaluate } from './evaluate.js';
import { WrongEvents, type JudgedCase, type JudgedTerm, type TrueCase } from './judged-term.js';
import { share } from './share.js';

const DAY = 86_400_000;

const guilty = (student: string, violation: Violation, more: Partial<TrueCase> = {}): TrueCase => ({
  ...{ student, offering: 'c', violation, family: 'f', effort: 'blatant', part: 'participant' },
  ...more,
});

const judged = (
  student: string,
  violation: Violation,
  score: number,
  more: Partial<JudgedCase> = {},
): JudgedCase => ({
  ...{ student, offering: 'c', violation, score, flagged: score >= 0.9 },
  signals: [{ detector: 'd', score }],
  ...more,
});

/**
 * Ten students in one course. 1 and 2 brush, 3 lends, 4 leaks by harvesting; 1 and 4 are found, 2 is
 * under the threshold, 3 is flagged of something else, 5 is honest and flagged.
 */
const TERM: JudgedTerm = {
  name: 'by hand',
  truth: [
    guilty('1', 'course_brushing', { since: 10 * DAY }),
    guilty('2', 'course_brushing', { effort: 'adaptive', since: 11 * DAY }),
    guilty('3', 'account_lending', { effort: 'moderate' }),
    guilty('4', 'content_leak', { family: 'answer_harvest', effort: 'moderate', since: 20 * DAY }),
  ],
  judged: [
    judged('1', 'course_brushing', 0.95, {
      flaggedAt: 12 * DAY,
      evidence: { cited: 10, own: 9, anybody: 10 },
      signals: [
        { detector: 'd', score: 0.9, evidence: { cited: 8, own: 8, anybody: 8 } },
        { detector: 'e', score: 0.3, evidence: { cited: 4, own: 1, anybody: 2 } },
      ],
    }),
    judged('2', 'course_brushing', 0.45),
    judged('3', 'course_brushing', 0.92),
    judged('4', 'content_leak', 1, { flaggedAt: 26 * DAY }),
    judged('5', 'course_brushing', 0.91),
    judged('6', 'course_brushing', 0.41, { flaggedAt: 5 * DAY }),
  ],
  enrolments: [...'1234567890', '1'].map((student) => ({ student, offering: 'c' })),
  traits: { 5: ['binge', 'vpn'], 6: ['binge'], 1: ['vpn'] },
};

const rates = (shares: Readonly<Record<string, { hits: number; all: number }>>) =>
  Object.fromEntries(Object.entries(shares).map(([name, { hits, all }]) => [name, [hits, all]]));

describe('Wilson’s interval', () => {
  it('agrees with published values', () => {
    // Newcombe 1998, Statistics in Medicine 17:857–872, table I, method 3.
    expect(share(81, 263)).toMatchObject({
      rate: expect.closeTo(0.308, 4),
      low: expect.closeTo(0.2553, 4),
      high: expect.closeTo(0.3662, 4),
    });
    expect(share(15, 148)).toMatchObject({
      low: expect.closeTo(0.0624, 4),
      high: expect.closeTo(0.1605, 4),
    });
    expect(share(0, 20)).toMatchObject({ low: 0, high: expect.closeTo(0.1611, 4) });
    expect(share(1, 29)).toMatchObject({
      low: expect.closeTo(0.0061, 4),
      high: expect.closeTo(0.1718, 4),
    });
  });

  it('given nothing or everything, then it stays between 0 and 1', () => {
    expect(share(0, 0)).toEqual({ hits: 0, all: 0, rate: 0, low: 0, high: 1 });
    expect(share(7, 7)).toMatchObject({ rate: 1, high: 1, low: expect.closeTo(0.6457, 4) });
  });
});

describe('an evaluation, counted by hand', () => {
  const found = evaluate([TERM]);

  it('precision: a flag of another violation is wrong, and listed apart', () => {
    expect(found.precision).toMatchObject({
      ...{ all: { hits: 2, all: 4, rate: 0.5 }, otherViolation: 1, honest: 1 },
      byViolation: { content_leak: { hits: 1, all: 1 }, course_brushing: { hits: 1, all: 3 } },
    });
    expect(
      found.wrongFlags.map(({ flag, verdict, traits }) => [flag.student, verdict, traits]),
    ).toEqual([
      ['3', 'other_violation', []],
      ['5', 'honest', ['binge', 'vpn']],
    ]);
  });

  it('recall by violation, family and effort, and what was missed how narrowly', () => {
    expect(found.recall.all).toMatchObject({ hits: 2, all: 4 });
    expect(rates(found.recall.byEffort)).toEqual({
      adaptive: [0, 1],
      blatant: [1, 1],
      moderate: [1, 2],
    });
    expect(rates(found.recall.byViolation)).toEqual({
      ...{ account_lending: [0, 1], content_leak: [1, 1], course_brushing: [1, 2] },
    });
    expect(rates(found.recall.byFamily)['content_leak answer_harvest']).toEqual([1, 1]);
    expect(found.missed.map(({ truth, judged: one }) => [truth.student, one?.score])).toEqual([
      ['2', 0.45],
      ['3', undefined],
    ]);
  });

  it('false accusations per honest student-offering, each enrolment once', () => {
    expect(found.studentOfferings).toBe(10);
    expect(found.falseAccusations).toMatchObject({
      all: { hits: 1, all: 6 },
      plain: { hits: 0, all: 4 },
      passing: 1,
    });
    expect(rates(found.falseAccusations.byTrait)).toEqual({ binge: [1, 2], vpn: [1, 1] });
    expect(rates(found.falsePositives)).toMatchObject({
      ...{ course_brushing: [2, 8], content_leak: [0, 9], account_lending: [0, 9] },
    });
  });

  it('calibration over all scores, flagged or not', () => {
    const { bins, brier, error } = found.calibration;
    expect(bins.map(({ from, truth }) => [from, truth.hits, truth.all])).toEqual([
      [0.4, 1, 2],
      [0.9, 2, 4],
    ]);
    expect(bins.map(({ meanScore }) => meanScore)).toEqual([
      expect.closeTo(0.43),
      expect.closeTo((0.95 + 0.92 + 1 + 0.91) / 4),
    ]);
    const squares = 0.05 ** 2 + 0.55 ** 2 + 0.92 ** 2 + 0 + 0.91 ** 2 + 0.41 ** 2;
    expect(brier).toBeCloseTo(squares / 6, 10);
    expect(error).toBeCloseTo((2 * 0.07 + 4 * (0.945 - 0.5)) / 6, 10);
  });

  it('evidence: of rightly flagged cases with labelled events', () => {
    const { own, anybody, byDetector, anybodyByDetector } = found.evidencePrecision;
    expect([own, anybody]).toMatchObject([
      { hits: 9, all: 10 },
      { hits: 10, all: 10 },
    ]);
    expect(rates(byDetector)).toEqual({ d: [8, 8], e: [1, 4] });
    expect(rates(anybodyByDetector)).toEqual({ d: [8, 8], e: [2, 4] });
  });

  it('days to flag, answer harvesting, signals by detector', () => {
    expect(found.timeToFlag).toEqual({ n: 2, median: 2, p90: 6 });
    expect(found.harvesting).toMatchObject({
      sensitivity: { hits: 1, all: 1 },
      specificity: { hits: 9, all: 9 },
    });
    expect(rates(found.signals)).toEqual({ d: [3, 6], e: [1, 1] });
  });

  it('given two terms, then counts add up, and the same number is another student', () => {
    const twice = evaluate([TERM, { ...TERM, name: 'again' }]);
    expect(twice.precision.all).toMatchObject({ hits: 4, all: 8 });
    expect(twice.falseAccusations.all).toMatchObject({ hits: 2, all: 12 });
    expect(twice.studentOfferings).toBe(20);
  });

  it('given an act that comes under another kind as well, then a flag for it is right, its absence no miss', () => {
    const also = ['exam_brushing'] as const;
    const truth = [guilty('4', 'content_leak', { also }), guilty('7', 'content_leak', { also })];
    const flags = [judged('4', 'content_leak', 1), judged('4', 'exam_brushing', 0.99)];
    const both = evaluate([{ ...TERM, truth, judged: flags }]);
    expect(both.precision.all).toMatchObject({ hits: 2, all: 2 });
    expect(both.recall.all).toMatchObject({ hits: 1, all: 2 });
    expect(rates(both.falsePositives)['exam_brushing']).toEqual([0, 8]);
  });

  it('given no term at all, then nothing is claimed', () => {
    const none = evaluate([]);
    expect(none.precision.all).toMatchObject({ hits: 0, all: 0, low: 0, high: 1 });
    expect([none.calibration.brier, none.timeToFlag.median]).toEqual([0, undefined]);
  });
});

describe('evidence of a case', () => {
  const wrong = new WrongEvents([
    { student: '1', offering: 'c', events: ['s a', 's b'] },
    { student: '1', offering: 'c', events: ['s c'] },
    { student: '2', offering: 'c', events: ['s z'] },
    { student: '3', offering: 'c', events: [] },
  ]);

  it('counts each cited event once, against all labels of the student and offering', () => {
    const cited = ['s a', 's a', 's c', 's z', 's q'];
    expect(wrong.evidence({ student: '1', offering: 'c' }, cited)).toEqual({
      ...{ cited: 4, own: 2, anybody: 3 },
    });
  });

  it('given no labelled event, or none cited, then it says nothing', () => {
    expect(wrong.evidence({ student: '3', offering: 'c' }, ['s a'])).toBeUndefined();
    expect(wrong.evidence({ student: '9', offering: 'c' }, ['s a'])).toBeUndefined();
    expect(wrong.evidence({ student: '1', offering: 'c' }, [])).toBeUndefined();
  });
});
