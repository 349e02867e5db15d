import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../signal.js';
import { drawn } from '../testing/class.js';
import { accused, whenJudged } from '../testing/given.js';
import {
  classSits,
  normal,
  quizzes,
  thinking,
  usualSec,
  type SatParts,
} from '../sittings/testing/paper.js';
import { fasterThanReading } from './faster-than-reading.detector.js';

type How = (student: number, assessment: string) => Partial<SatParts> | undefined;

const judged = (how: How, count = 4, size = 60) =>
  whenJudged(fasterThanReading, classSits(quizzes(count), how, size));
const first = (parts: Partial<SatParts>) => (student: number) => (student === 0 ? parts : {});
const named = (findings: readonly Finding[]) => findings.map(({ subject }) => subject);

const hasty: Partial<SatParts> = {
  leadSec: 3,
  gap: (item) => 1 + 3 * drawn(item, 8),
  right: (item) => item !== 3,
};

describe('right answers faster than the class can give them', () => {
  it('given one to four seconds an item over four quizzes, then it is accused, and nobody else', () => {
    const findings = judged(first(hasty));
    expect(accused(findings)).toBe(true);
    expect(named(findings)).toEqual(['s0']);
    expect(findings[0]?.population).toMatchObject([{ name: 'class', n: 60 }]);
  });

  it('given an exam of twenty-five items answered in two minutes, then that alone is a case', () => {
    const exam = { kind: 'exam' as const, items: 25 };
    expect(accused(judged((student) => ({ ...exam, ...(student === 0 && hasty) }), 1))).toBe(true);
  });

  it('given a bank’s answers with a jitter of two to eight seconds in some papers, the others at leisure, then it is accused', () => {
    const slow: How = (student, assessment) => ({
      gap: (item) => 1.6 * thinking(`s${student}`, assessment)(item),
    });
    const bank: Partial<SatParts> = { ...hasty, gap: (item) => 2 + 6 * drawn(item, 9) };
    const by =
      (papers: number): How =>
      (student, quiz) =>
        student === 0 && Number(quiz.slice(1)) <= papers ? bank : slow(student, quiz);
    const findings = judged(by(4), 8);
    expect(named(findings.filter((one) => accused([one])))).toEqual(['s0']);
    // As quick in all of them: a tempo of one's own.
    const always = judged(by(8), 8);
    expect(accused(always)).toBe(false);
    expect(always[0]?.innocent).toContainEqual(
      expect.objectContaining({ name: 'quick_by_habit', outcome: 'possible' }),
    );
  });

  it('given answers read off a sheet, even but behind the hours that they took, then it is no case', () => {
    const sheet: Partial<SatParts> = { ...hasty, leadSec: 900, gap: (item) => 3 + drawn(item, 9) };
    expect(accused(judged(first(sheet)))).toBe(false);
  });

  it('given a single quiz, then it is heard of at most', () => {
    expect(accused(judged(first(hasty), 1))).toBe(false);
  });

  it('given whole papers at submission with no times at all, then the sittings themselves are too short', () => {
    const atSubmit = { atSubmit: true, untold: true };
    const able = () => true;
    const findings = judged(
      (student) => ({
        ...atSubmit,
        right: able,
        ...(student === 0 && { ...hasty, gap: () => 0.5 }),
      }),
      6,
    );
    expect(named(findings)).toEqual(['s0']);
  });
});

describe('innocent haste', () => {
  it('given an honest class with able people twice as fast, then nobody is a case', () => {
    const how: How = (student, quiz) =>
      student % 12 === 0 ? { right: () => true, gap: thinking(`s${student}`, quiz, 0.45) } : {};
    expect(accused(judged(how, 8, 120))).toBe(false);
  });

  it('given a retaker five times as quick whose times follow the items, then it is no case', () => {
    const known = { leadSec: 3, right: () => true };
    const retaker: How = (student, quiz) => ({
      ...(student === 0 && {
        ...known,
        gap: (item: number) => 0.25 * usualSec(quiz, item) * Math.exp(0.4 * normal(item, 5)),
      }),
    });
    expect(accused(judged(retaker, 6))).toBe(false);
    // Quicker than a question is read, and blind to the items.
    const program = { ...known, gap: (item: number) => 1 + 3 * drawn(item, 8) };
    expect(accused(judged(first(program), 6))).toBe(true);
  });

  it('given somebody who answers in six seconds or so at the keyboard, paper after paper, as right as able, then it is no case', () => {
    const keys: Partial<SatParts> = { leadSec: 6, gap: (item) => 6.5 + 1.3 * normal(item, 8) };
    for (const right of [() => true, (item: number) => item % 4 !== 0])
      expect(accused(judged(first({ ...keys, right }), 8))).toBe(false);
  });

  it('given times too short for reading that a program scaled to the items, then it is accused', () => {
    const scaled: How = (student, quiz) =>
      student === 0 ? { ...hasty, gap: thinking('s0', quiz, 0.03) } : {};
    expect(accused(judged(scaled, 6))).toBe(true);
  });

  it('given clicking at random, then nothing is said: it scores low', () => {
    const right = (item: number) => item % 3 === 0;
    expect(judged(first({ ...hasty, right }))).toEqual([]);
  });

  it('given a second attempt with known items, then nothing is said', () => {
    const one = classSits(quizzes(4), () => ({}), 60);
    const again = classSits(
      quizzes(4),
      (student) => (student === 0 ? { ...hasty, attempt: 2, from: 1.8e12 } : undefined),
      60,
    );
    expect(whenJudged(fasterThanReading, [...one, ...again])).toEqual([]);
  });

  it('given homework worked out on paper and typed in, then it is no case', () => {
    const how: How = (student) => ({
      kind: 'homework',
      ...(student < 3 && {
        ...hasty,
        gap: (item: number) => 3 * Math.exp(0.4 * normal(item, student)),
      }),
    });
    expect(accused(judged(how, 4))).toBe(false);
  });

  it('given quick answers behind a long wait, then it is no case', () => {
    expect(accused(judged(first({ ...hasty, leadSec: 300 }), 6))).toBe(false);
    expect(judged(first({ ...hasty, leadSec: 1200 }), 6)).toEqual([]);
  });

  it('given a class that knows the paper, or a small one, then nobody is accused', () => {
    expect(accused(judged((student) => (student % 3 === 0 ? hasty : {})))).toBe(false);
    expect(accused(judged(first(hasty), 4, 8))).toBe(false);
  });
});
