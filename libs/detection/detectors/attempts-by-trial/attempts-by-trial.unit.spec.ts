import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { accused, event, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { attemptsByTrial } from './attempts-by-trial.detector.js';

interface Row {
  readonly subject: string;
  readonly marks: readonly number[];
  readonly everySec: number;
  readonly attempt?: (at: number) => number | string;
  readonly at?: (time: number) => number;
}

const row = ({ subject, marks, everySec, attempt = (at) => at + 1, at }: Row) =>
  marks.map((score, nth): AttributedActivity => {
    const time = MONDAY_8 + nth * everySec * SEC;
    return event('assessment.submitted', {
      subject,
      activity: 'quiz-1',
      at: at?.(time) ?? time,
      time,
      data: { offering: 'o1', kind: 'quiz', attempt: attempt(nth), score, maxScore: 10 },
    });
  });
const classmates = (count = 30) =>
  Array.from({ length: count }, (_, one) =>
    row({ subject: `c${one}`, marks: [6, 9], everySec: 400 }),
  ).flat();
const judged = (...rows: readonly Row[]) =>
  whenJudged(attemptsByTrial, [...classmates(), ...rows.flatMap(row)]);

const RISING = [3, 3, 4, 4, 5, 6, 6, 7, 8, 8, 9, 10];

describe('a key found by trial', () => {
  it('given a dozen attempts two seconds apart that rise to the full mark, then it is accused', () => {
    const findings = judged({ subject: 's0', marks: RISING, everySec: 2 });
    expect(findings).toHaveLength(1);
    expect(accused(findings)).toBe(true);
    expect(findings[0]?.numbers[0]).toMatchObject({ name: 'attempts', value: 12 });
  });

  it('given attempts that the platform numbers in text, then they are read all the same', () => {
    const attempt = (at: number) => String(at + 1);
    expect(accused(judged({ subject: 's0', marks: RISING, everySec: 4, attempt }))).toBe(true);
  });

  it.each([
    [
      'of names without an order',
      { marks: RISING, everySec: 2, attempt: (at: number) => `a${at}` },
    ],
    ['minutes apart', { marks: RISING, everySec: 240 }],
    ['half a minute apart', { marks: RISING, everySec: 30 }],
    [
      'with the same mark, as a connection that tries again',
      { marks: RISING.map(() => 7), everySec: 1 },
    ],
    ['that bear one number', { marks: RISING, everySec: 1, attempt: () => 1 }],
    ['that rise and fall', { marks: [3, 6, 4, 7, 5, 8, 4, 9, 6, 10, 5, 9], everySec: 2 }],
    ['just three of them', { marks: [5, 8, 10], everySec: 2 }],
    [
      'worked over a day and sent in one batch',
      { marks: RISING, everySec: 600, at: () => MONDAY_8 + 30_000 * SEC },
    ],
  ])('given attempts %s, then nothing is said', (_, parts) => {
    expect(judged({ subject: 's0', ...parts })).toEqual([]);
  });

  it('given a platform that hands in with every answer that is saved, then nobody is accused', () => {
    const many = Array.from({ length: 10 }, (_, one) => ({
      subject: `s${one}`,
      marks: RISING,
      everySec: 4,
    }));
    expect(accused(judged(...many))).toBe(false);
  });

  it('given the same events twice and in another order, then the same is said', () => {
    const own = [...classmates(), ...row({ subject: 's0', marks: RISING, everySec: 2 })];
    expect(whenJudged(attemptsByTrial, [...own, ...own].reverse())).toEqual(
      whenJudged(attemptsByTrial, own),
    );
  });
});
