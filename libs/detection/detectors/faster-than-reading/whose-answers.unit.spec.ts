import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, quizzes, usualSec, type SatParts } from '../sittings/testing/paper.js';
import { fasterThanReading } from './faster-than-reading.detector.js';

const SIZE = 60;
const judged = (
  how: (student: number, quiz: string, at: number) => Partial<SatParts>,
  papers = quizzes(6),
) =>
  whenJudged(
    fasterThanReading,
    classSits(papers, (student, quiz) => how(student, quiz, papers.indexOf(quiz)), SIZE),
  );
const hasty = (seed: number): Partial<SatParts> => ({
  leadSec: 3,
  gap: (item) => 1 + 3 * drawn(item, seed),
});

describe('hasty answers that somebody passed on', () => {
  const slips = (student: number, at: number) => (item: number) =>
    drawn(item, at, student, 31) > 0.2;

  it('given mistakes in common with a classmate, then it is the leak’s to judge', () => {
    const sheet = judged((student, _, at) =>
      student < 4 ? { ...hasty(student), items: 12, right: slips(0, at) } : { items: 12 },
    );
    expect(sheet.length).toBeGreaterThan(0);
    expect(accused(sheet)).toBe(false);
  });

  it('given slips of their own, then they are accused', () => {
    const programs = judged((student, _, at) =>
      student < 4 ? { ...hasty(student), items: 12, right: slips(student, at) } : { items: 12 },
    );
    expect(accused(programs)).toBe(true);
  });
});

describe('a tempo of one’s own', () => {
  // Even and blind to the items, twice to three times as quick as the class.
  const brisk: Partial<SatParts> = {
    leadSec: 6,
    gap: (item) => 5 + 2 * drawn(item, 8),
    right: () => true,
  };
  const llrOf = (elsewhere: Partial<SatParts>) =>
    judged((student, _, at) => (student === 0 ? (at < 2 ? brisk : elsewhere) : {})).find(
      ({ subject }) => subject === 's0',
    )?.llr ?? 0;
  const atLength = (pace: number): Partial<SatParts> => ({
    kind: 'exam',
    gap: (item) => pace * usualSec('q5', item) * (0.7 + 0.6 * drawn(item, 4)),
  });

  it('given other papers sat no faster than the class, then haste weighs more than a quick person’s', () => {
    expect(llrOf(atLength(1.6))).toBeGreaterThan(llrOf(atLength(0.45)));
  });
});
