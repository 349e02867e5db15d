import { describe, expect, it } from '@jest/globals';
import { classAnswers } from '../../libs/detection/detectors/assessments/class-answers.js';
import { similarPairs } from '../../libs/detection/detectors/answer-similarity/search.js';
import { Random } from '../simulator/random.js';
import { copied, daysOf, drawClass, type ClassPlan, type NominalClass } from './nominal-class.js';

const CERTAIN = 3.3 * Math.LN10;
const exam: ClassPlan = { students: 60, assessments: [40], easiness: 1 };
const term: ClassPlan = { ...exam, assessments: [8, 10, 7, 9, 12, 6, 30] };

/** Pairs over the threshold of a case, by name. */
const found = (drawn: NominalClass): string[] => {
  const answers = classAnswers(daysOf(drawn));
  return (answers ? similarPairs(answers, CERTAIN) : []).map(({ a, b }) =>
    [answers?.students[a], answers?.students[b]].sort().join(' '),
  );
};

describe('answer similarity on classes of another model', () => {
  it.each([
    ['an exam', exam],
    ['a term', term],
    ['a hard exam', { ...exam, easiness: 0 }],
    ['study groups that share what they know and their mistakes', { ...term, groups: 0.5 }],
  ])('given honest classes with %s, then no pair', (name, plan) => {
    const random = new Random(11).fork(name);
    const pairs = Array.from({ length: 4 }, (_, n) => found(drawClass(plan, random.fork(n))));
    expect(pairs.flat()).toEqual([]);
  });

  it('given nine answers of ten taken over all term, then nearly all copiers are found, and nobody else', () => {
    const random = new Random(12);
    const pairs = Array.from({ length: 10 }, (_, n) => {
      const own = random.fork(n);
      return found(copied(drawClass(term, own), { from: 7, to: 31, share: 0.9 }, own.fork('copy')));
    });
    expect(pairs.filter((own) => own.includes('s31 s7')).length).toBeGreaterThanOrEqual(8);
    expect(pairs.flat().every((pair) => pair === 's31 s7')).toBe(true);
  });

  it.each([
    [
      'thirty, the two weakest of whom make the mistakes of the weak',
      { students: 30, assessments: [8, 10, 7, 9, 12, 6], easiness: 1, options: 8 },
      new Random(77).fork('30 students, quizzes, free answers', 27),
    ],
    [
      'twenty, two of whom know and do not know the same',
      { ...term, students: 20 },
      new Random(77).fork('20 students, quizzes and an exam', 102),
    ],
  ] as const)('given a small honest class of %s, then no pair', (_, plan, random) => {
    expect(found(drawClass(plan, random))).toEqual([]);
  });
});
