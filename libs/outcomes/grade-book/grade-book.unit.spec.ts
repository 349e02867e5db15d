import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fold } from '../../event-sourcing/decider.js';
import { gradeBookDecider, type GradeBook, type GradeCommand } from './grade-book.decider.js';
import { platformGradeOf, type ComponentMarks } from './platform-grade.js';

const offering = 'CS101-2026S-01';
type Row = Extract<GradeCommand, { type: 'state' }>['rows'][number];
const row = (grade: number, at: number, student = 's1'): Row => ({
  ...{ student, result: 'passed', grade, at },
});
const state = (...rows: Row[]): GradeCommand => ({ type: 'state', offering, rows });
const verify = (seen: Row, at = 100): GradeCommand => ({
  ...{ type: 'verify', offering, by: 't-17', at },
  seen: [{ student: seen.student, statement: seen }],
});
const events = (book: GradeBook, command: GradeCommand) => {
  const decision = gradeBookDecider.decide(command, book);
  return decision.ok ? decision.events : [];
};
const after = (...commands: GradeCommand[]): GradeBook =>
  commands.reduce(
    (book, command) => fold(gradeBookDecider.evolve, book, events(book, command)),
    gradeBookDecider.initialState,
  );

describe("the registry's word on grades", () => {
  it('given a word, when it is repeated, then nothing happens; a newer one counts, an older does not', () => {
    const book = after(state(row(78, 5)));
    expect(events(book, state(row(78, 5), row(78, 9)))).toEqual([]);
    expect(events(book, state(row(50, 4)))).toEqual([]);
    expect(after(state(row(78, 5)), state(row(61, 5))).get('s1')?.stated?.grade).toBe(61);
    expect(after(state(row(78, 5), row(60, 7), row(90, 6))).get('s1')?.stated?.grade).toBe(60);
  });

  it('given records of distinct times in any order and batches, then the newest stands', () => {
    const rows = [row(10, 1), row(20, 2), row(30, 3), row(40, 4)];
    fc.assert(
      fc.property(fc.shuffledSubarray(rows, { minLength: 4 }), fc.nat(4), (order, cut) => {
        const book = after(state(...order.slice(0, cut)), state(...order.slice(cut)));
        expect(book.get('s1')?.stated).toMatchObject({ grade: 40, at: 4 });
      }),
    );
  });

  it('given a record, when it is verified, then once; what changed meanwhile is not', () => {
    const book = after(state(row(78, 5)), verify(row(78, 5)));
    expect(book.get('s1')?.verified).toMatchObject({ result: 'passed', grade: 78, by: 't-17' });
    expect(events(book, verify(row(78, 5), 200))).toEqual([]);
    expect(events(after(state(row(61, 6))), verify(row(78, 5)))).toEqual([]);
    expect(events(after(), verify(row(78, 5)))).toEqual([]);
    const back = after(
      state(row(78, 5)),
      verify(row(78, 5)),
      state(row(60, 110)),
      state(row(78, 120)),
    );
    expect(events(back, verify(row(78, 120), 130))).toHaveLength(1);
  });
});

describe("the platform's grade", () => {
  const scheme = { process: 4000, midterm: 2000, final: 4000, finalMode: 'offline' };
  const marks = (component: string, score: number, at = 1, maxScore = 100): ComponentMarks => ({
    ...{ component, score, maxScore, at },
  });

  it('is the whole where it was recorded, else the weighted parts once all are there', () => {
    expect(platformGradeOf([], scheme)).toBeUndefined();
    const parts = [marks('process', 80), marks('midterm', 45, 1, 50), marks('final', 70)];
    expect(platformGradeOf(parts, scheme)?.grade).toBe(78);
    expect(platformGradeOf(parts.slice(1), scheme)).toEqual({
      components: { midterm: 90, final: 70 },
      at: 1,
    });
    expect(platformGradeOf([...parts, marks('total', 79)], scheme)?.grade).toBe(79);
    expect(platformGradeOf([marks('总评', 66)], undefined)?.grade).toBe(66);
    expect(platformGradeOf([marks('process', 80)], undefined)).not.toHaveProperty('grade');
  });

  it('takes the latest of each component, whatever the order; a maximum of 0 says nothing', () => {
    const both = [marks('total', 60, 1), marks('total', 64, 2)];
    for (const order of [both, [...both].reverse()])
      expect(platformGradeOf(order, scheme)).toMatchObject({ grade: 64, at: 2 });
    expect(platformGradeOf([marks('total', 1, 1, 0)], scheme)).toBeUndefined();
    expect(platformGradeOf([marks('constructor', 50)], scheme)).not.toHaveProperty('grade');
  });

  it('leaves out parts that the scheme does not count', () => {
    const online = { process: 6000, midterm: 0, final: 4000 };
    const parts = [marks('process', 80), marks('final', 70)];
    expect(platformGradeOf(parts, online)?.grade).toBe(76);
  });
});
