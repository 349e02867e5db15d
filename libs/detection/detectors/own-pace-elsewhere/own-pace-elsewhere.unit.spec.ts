import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { sat, type SatParts } from '../sittings/testing/paper.js';
import { drawn } from '../testing/class.js';
import { accused, DAY, MONDAY_8, whenJudged } from '../testing/given.js';
import { ownPaceElsewhere } from './own-pace-elsewhere.detector.js';

/** Three quizzes of a course. */
const course = (offering: string, parts: Partial<SatParts>): AttributedActivity[] =>
  [0, 1, 2].flatMap((week) =>
    sat({
      subject: 's1',
      assessment: `${offering}-q${week}`,
      from: MONDAY_8 + week * 7 * DAY + offering.length * 3_600_000,
      ...parts,
    }).map((event) => ({ ...event, data: { ...event.data, offering } })),
  );
const evenly = (sec: number): Partial<SatParts> => ({
  leadSec: sec,
  gap: (item) => sec * (0.8 + 0.4 * drawn(item, 5)),
  right: () => true,
});
/** As people think: 1 to 100 s. */
const leisure: Partial<SatParts> = {};
const llrs = (...courses: readonly AttributedActivity[][]) =>
  Object.fromEntries(
    whenJudged(ownPaceElsewhere, courses.flat()).map(({ offering, llr }) => [offering, llr]),
  );

describe('the pace of one course and of the others', () => {
  it('given quick, even papers in one and leisure in three others, then it weighs, and is no case alone', () => {
    const courses = [
      course('A', evenly(5)),
      ...['BB', 'CCC', 'DDDD'].map((name) => course(name, leisure)),
    ];
    expect(llrs(...courses)).toEqual({ A: 4 });
    expect(accused(whenJudged(ownPaceElsewhere, courses.flat()))).toBe(false);
  });

  it('given the same pace in all of them, then it speaks for the student in each', () => {
    const courses = ['A', 'BB', 'CCC'].map((name, at) => course(name, evenly(6 + at)));
    expect(llrs(...courses)).toEqual({ A: -3, BB: -3, CCC: -3 });
  });

  it('given one other at the same pace and one at leisure, then nothing is said', () => {
    expect(llrs(course('A', evenly(5)), course('BB', evenly(6)), course('CCC', leisure))).toEqual(
      {},
    );
  });

  it.each([
    ['one course alone', [course('A', evenly(5))]],
    [
      'quick papers as uneven as a person’s who thinks',
      [
        course('A', { gap: (item) => 5 * Math.exp(2 * drawn(item, 3) - 1), right: () => true }),
        course('BB', leisure),
      ],
    ],
    [
      'quick papers mostly wrong',
      [course('A', { ...evenly(5), right: (item) => item % 3 === 0 }), course('BB', leisure)],
    ],
    ['papers twice as long elsewhere', [course('A', evenly(7)), course('BB', evenly(14))]],
    [
      'times too short to read, which are no tempo',
      [course('A', evenly(1)), course('BB', evenly(1))],
    ],
    [
      'homework, typed in from paper',
      [course('A', { ...evenly(5), kind: 'homework' }), course('BB', leisure)],
    ],
  ])('given %s, then nothing is said', (_, courses) => {
    expect(llrs(...courses)).toEqual({});
  });
});
