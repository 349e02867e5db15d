import { describe, expect, it } from '@jest/globals';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, normal, quizzes } from '../sittings/testing/paper.js';
import { fasterThanReading } from './faster-than-reading.detector.js';

/** Twelve papers of a class of 40; the first student answers all of them rightly, about two and a half seconds an item, blind to the items. */
const judged = (spread: number) =>
  whenJudged(
    fasterThanReading,
    classSits(
      quizzes(12),
      (student, quiz) =>
        student === 0
          ? {
              items: 12,
              leadSec: 4,
              gap: (item: number) =>
                2.4 * Math.exp(spread * normal(item, Number(quiz.slice(1)), 77)),
              right: () => true,
            }
          : { items: 12 },
      40,
    ),
  ).filter(({ subject }) => subject === 's0');

describe('quick people and programs', () => {
  it('given right answers as unevenly spread as those of the class, then haste alone is no case', () => {
    const findings = judged(0.8);
    expect(accused(findings)).toBe(false);
    expect(findings[0]?.innocent).toContainEqual(
      expect.objectContaining({ name: 'knows_the_matter', outcome: 'possible' }),
    );
  });

  it('given the same haste within a narrow range, then it is accused', () => {
    expect(accused(judged(0.3))).toBe(true);
  });
});
