import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { fillByPoints } from './keys-by-score.js';

const ITEMS = 12;
const OPTIONS = 4;
const key = (i: number): number => Math.floor(drawn(i, 1) * OPTIONS);
/** One item that most of the class get wrong, and alike. */
const HARD = 5;

function answerOf(student: number, i: number): number {
  const able = i === HARD ? 0.2 : 0.35 + 0.6 * drawn(student, 3);
  if (drawn(student, i, 2) < able) return key(i);
  const off =
    i === HARD && drawn(student, i, 4) < 0.8 ? 1 : 1 + Math.floor(drawn(student, i, 5) * 3);
  return (key(i) + off) % OPTIONS;
}

interface Class {
  readonly students: number;
  /** Points of an item; one each where it is not said. */
  readonly pointsOf?: (i: number) => number;
  /** Students whose points the platform told wrong. */
  readonly misgiven?: number;
}

function filled({ students, pointsOf = () => 1, misgiven = 0 }: Class) {
  const cells = Array.from({ length: students * ITEMS }, (_, cell) =>
    answerOf(Math.floor(cell / ITEMS), cell % ITEMS),
  );
  const all = Array.from({ length: ITEMS }, (_, i) => i);
  const most = all.reduce((sum, i) => sum + pointsOf(i), 0);
  const right = new Int8Array(cells.length).fill(-1);
  fillByPoints({
    students,
    activityOf: all.map(() => 0),
    responses: all.map(() => ['a', 'b', 'c', 'd']),
    choice: Int16Array.from(cells),
    right,
    scoreOf: (s) =>
      s < misgiven
        ? 0.5
        : all.reduce((sum, i) => sum + (cells[s * ITEMS + i] === key(i) ? pointsOf(i) : 0), 0) /
          most,
  });
  const truth = cells.map((given, cell) => (given === key(cell % ITEMS) ? 1 : 0));
  return { right: [...right], truth };
}

const unknown = (count: number) => Array.from({ length: count * ITEMS }, () => -1);

describe('keys told by points', () => {
  it('given each answer and the points of the paper, then what is right is known, where most are wrong, too', () => {
    const { right, truth } = filled({ students: 40 });
    expect(right).toEqual(truth);
  });

  it('given a few papers whose points do not fit, then all the same', () => {
    const { right, truth } = filled({ students: 60, misgiven: 4 });
    expect(right).toEqual(truth);
  });

  it.each([
    ['items of unlike points', { students: 60, pointsOf: (i: number) => (i % 3) + 1 }],
    ['too few papers', { students: 20 }],
    ['points that fit nobody', { students: 40, misgiven: 20 }],
  ])('given %s, then nothing is said to be known', (_, given) => {
    expect(filled(given).right).toEqual(unknown(given.students));
  });
});
