import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, normal, quizzes, type SatParts } from '../sittings/testing/paper.js';
import { fixedPacing } from './fixed-pacing.detector.js';

const ITEMS = 14;
/** Every other item is hard: a person of the class gets four in ten of those right, nine in ten of the others. */
const byAbility = (student: number, quiz: string) => (item: number) =>
  drawn(student, Number(quiz.slice(1)), item, 4) < (item % 2 === 0 ? 0.9 : 0.4);
/** Nine in ten whatever the item, as a bank or a model. */
const byBank = (student: number, quiz: string) => (item: number) =>
  drawn(student, Number(quiz.slice(1)), item, 6) < 0.94;
/** Twelve per cent about the middle, whatever the item. */
const steady = (sec: number, quiz: string) => (item: number) =>
  sec * (1 + 0.12 * normal(item, Number(quiz.slice(1)), Math.round(sec)));

/** A class of 40 over eight quizzes; the first student by `how`. */
const accusedOf = (how: (quiz: string) => Partial<SatParts>) =>
  accused(
    whenJudged(
      fixedPacing,
      classSits(quizzes(8), (student, quiz) => ({
        items: ITEMS,
        right: byAbility(student, quiz),
        ...(student === 0 && how(quiz)),
      })),
    ).filter(({ subject }) => subject === 's0'),
  );

describe('a steady person or a program', () => {
  it.each([10, 15, 22])(
    'given %s s an item in each paper, right as the class is, then a habit is no case',
    (sec) => {
      expect(accusedOf((quiz) => ({ gap: steady(sec, quiz) }))).toBe(false);
    },
  );

  it('given a steady and very able person, then it is no case', () => {
    const able = (quiz: string) => (item: number) =>
      drawn(9, Number(quiz.slice(1)), item) < (item % 2 === 0 ? 0.99 : 0.85);
    expect(accusedOf((quiz) => ({ gap: steady(15, quiz), right: able(quiz) }))).toBe(false);
  });

  it('given steady papers right beyond what the person shows in the others, then it is accused', () => {
    const some = (quiz: string) =>
      Number(quiz.slice(1)) % 2 === 0 ? { gap: steady(15, quiz), right: byBank(0, quiz) } : {};
    expect(accusedOf(some)).toBe(true);
    const onlySteady = (quiz: string) =>
      Number(quiz.slice(1)) % 2 === 0 ? { gap: steady(15, quiz) } : {};
    expect(accusedOf(onlySteady)).toBe(false);
  });

  it('given a pace kept to a tenth of a second, then no ability excuses it', () => {
    const gap = (item: number) => 6 + 0.1 * drawn(item, 5);
    expect(accusedOf(() => ({ gap, leadSec: 6, right: () => true }))).toBe(true);
  });
});
