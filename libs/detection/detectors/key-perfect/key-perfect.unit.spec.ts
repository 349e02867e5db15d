import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { CASE_LLR, whenJudged } from '../testing/given.js';
import { guesses, quizzesOf, user, type Sat } from '../testing/quizzes.js';
import { keyPerfect } from './key-perfect.detector.js';

/** Student 5 draws out each key; student 6 sits the quizzes as told, others honestly. */
const judged = (how: (quiz: number) => Sat | undefined) =>
  whenJudged(
    keyPerfect,
    quizzesOf((student, quiz) => {
      if (student === 5) return guesses(quiz);
      return student === 6 ? how(quiz) : undefined;
    }),
  );

const afterHours = (quiz: number): number => 2 + 3 * drawn(quiz, 21);

describe('papers answered from a harvested key', () => {
  it('given four perfect papers after the key was drawn out, and two before, then it accuses the user alone', () => {
    const findings = judged((quiz) => user(6, quiz));
    const strong = findings.filter(({ llr }) => llr >= CASE_LLR);
    expect(strong.map(({ subject }) => subject)).toEqual(['s6']);
  });

  it('given a quarter wrong after the key was out (a near miss), then nothing', () => {
    const findings = judged((quiz) => ({
      hour: afterHours(quiz),
      right: (item) => drawn(quiz, item, 22) < 0.75,
    }));
    expect(findings.filter(({ subject }) => subject === 's6')).toEqual([]);
  });

  it('given an able student, as right before the key was out as after, then no case', () => {
    const findings = judged((quiz) => ({
      hour: quiz < 3 ? 0.5 : afterHours(quiz),
      right: (item) => drawn(quiz, item, 23) < 0.97,
    }));
    expect(findings.every(({ llr }) => llr < CASE_LLR)).toBe(true);
  });

  it('given perfect papers where nobody drew out a key, then nothing', () => {
    const events = quizzesOf((student, quiz) =>
      student === 6 ? { hour: afterHours(quiz), right: () => true } : undefined,
    );
    expect(whenJudged(keyPerfect, events)).toEqual([]);
  });
});
