import { describe, expect, it } from '@jest/globals';
import type { Client } from '../../../activity/activity.js';
import type { Finding } from '../../signal.js';
import { accused, given, HOUR, LAB, MIN, whenJudged } from '../testing/given.js';
import { drawn } from '../testing/class.js';
import { thinking } from '../sittings/testing/paper.js';
import {
  EXAM_AT,
  laptop,
  semester,
  stranger,
  type SemesterParts,
} from '../sittings/testing/semester.js';
import { oneWriter } from './one-writer.detector.js';

const SIZE = 50;
const judged = (how: (student: number) => SemesterParts, exams = ['final'], size = SIZE) =>
  whenJudged(oneWriter, semester(size, exams, how));
const named = (findings: readonly Finding[]) => findings.map(({ subject }) => subject);

/** The first so many sit the exam one after another with the client given. */
const inTurn =
  (count: number, client: (student: number) => Client, everyMin = 25) =>
  (student: number): SemesterParts =>
    student >= count
      ? {}
      : {
          exam: (exam) => ({
            client: client(student),
            from: EXAM_AT + student * everyMin * MIN,
            gap: (item) => 0.9 * thinking('writer', exam, 0.5)(item) + student,
            right: (item) => item !== 3,
          }),
        };
const machine = (): Client => stranger('writer');
const freshIds = (student: number): Client => ({ ...machine(), deviceId: `fresh-${student}` });

describe('one hand that writes several sittings', () => {
  it('given three exams in turn on a machine that none of the three studies with, then all are accused', () => {
    const findings = judged(inTurn(3, machine));
    expect(named(findings)).toEqual(['s0', 's1', 's2']);
    expect(findings.every(({ llr }) => accused([{ llr } as Finding]))).toBe(true);
    expect(findings[0]?.population).toMatchObject([{ name: 'class', n: SIZE }]);
  });

  it('given a device id of its own for each behind one line and agent, then they are accused', () => {
    expect(accused(judged(inTurn(4, freshIds)))).toBe(true);
  });

  /** What a platform tells that names no client: an address. */
  const bare = (): Client => ({ ip: machine().ip });

  it('given four in turn at an address alone, where none of them studies, then they are accused', () => {
    const findings = judged(inTurn(4, bare));
    expect(named(findings)).toEqual(['s0', 's1', 's2', 's3']);
    expect(accused(findings)).toBe(true);
  });

  it('given two in turn there, four at once, or four on four days, then nothing is said', () => {
    expect(judged(inTurn(2, bare))).toEqual([]);
    expect(judged(inTurn(4, bare, 1))).toEqual([]);
    expect(judged(inTurn(4, bare, 24 * 60))).toEqual([]);
  });

  it('given two windows of one machine at one time, then both are accused', () => {
    expect(accused(judged(inTurn(2, machine, 1)))).toBe(true);
  });

  it('given two in two exams, then it weighs more than in one', () => {
    const both = (student: number): SemesterParts =>
      student < 2
        ? {
            exam: (exam) => ({
              client: machine(),
              from: EXAM_AT - (exam === 'final' ? 0 : 504 * HOUR) + student * 3 * HOUR,
            }),
          }
        : {};
    const [one] = judged(both);
    const [two] = judged(both, ['final', 'midterm']);
    expect(two?.llr ?? 0).toBeGreaterThan(one?.llr ?? 0);
  });
});

describe('a room off the campus', () => {
  /** The first so many at once on one line, each on a machine of the house; weak all term. */
  const room =
    (count: number, right: (item: number) => boolean, more: SemesterParts = {}) =>
    (student: number): SemesterParts =>
      student >= count
        ? {}
        : {
            quiz: () => ({ right: (item) => item % 3 === 0 }),
            exam: () => ({
              client: {
                ...machine(),
                deviceId: `seat-${student}`,
                userAgent: `Safari/${600 + student}`,
              },
              right,
            }),
            ...more,
          };
  const all = (): boolean => true;

  it('given three weak ones there whose scores leap together, then they are accused', () => {
    const findings = judged(room(3, all));
    expect(named(findings)).toEqual(['s0', 's1', 's2']);
    expect(findings.every((one) => accused([one]))).toBe(true);
  });

  it('given three friends in a café with scores as ever, or two with a leap, then it is no case', () => {
    expect(accused(judged(room(3, (item) => item % 3 === 0)))).toBe(false);
    expect(judged(room(2, all))).toEqual([]);
  });

  it('given own laptops at a friend’s, or a line that one of the class studies on, then nothing is said', () => {
    const own = (student: number): SemesterParts =>
      student < 3
        ? { exam: () => ({ client: { ...laptop(student), ip: machine().ip }, right: all }) }
        : {};
    expect(judged(own)).toEqual([]);
    const known = (student: number): SemesterParts =>
      student === 9 ? { study: () => ({ ...laptop(9), ip: machine().ip }) } : room(3, all)(student);
    expect(judged(known)).toEqual([]);
  });
});

describe('innocent sharing', () => {
  it('given an honest class, then nobody is heard of', () => {
    expect(judged(() => ({}))).toEqual([]);
  });

  it('given a couple’s laptop on which both study, then nothing is said', () => {
    const shared = { ...laptop(0), deviceId: 'ours' };
    const couple = (student: number): SemesterParts =>
      student < 2
        ? { study: (day) => (day % 2 ? shared : undefined), ...inTurn(2, () => shared)(student) }
        : {};
    expect(judged(couple)).toEqual([]);
  });

  it('given a laptop that a classmate lends for every quiz and the exam, then it is no case', () => {
    const lent = (student: number): SemesterParts =>
      student === 1
        ? {
            quiz: () => ({ client: laptop(0) }),
            exam: () => ({ client: laptop(0), from: EXAM_AT + 4 * HOUR }),
          }
        : {};
    expect(accused(judged(lent))).toBe(false);
  });

  /** Lent and taken over at once; `answers`: whose are given by the second. */
  const takenOver = (answers: 'own' | 'same', waitMin = 5) =>
    judged((student) => ({
      exam: () => ({
        right: (item) => drawn(answers === 'same' && student === 1 ? 0 : student, item, 91) < 0.7,
        ...(student === 0 && { gap: (item: number) => 40 + (item % 5) }),
        ...(student === 1 && {
          client: laptop(0),
          from: EXAM_AT + (20 + waitMin) * MIN,
          gap: (item: number) => 5 + (item % 3),
        }),
      }),
    }));

  it('given a classmate’s machine right after him, with his answers, then both are accused', () => {
    const findings = takenOver('same');
    expect(named(findings)).toEqual(['s0', 's1']);
    expect(findings.every((one) => accused([one]))).toBe(true);
  });

  it('given the same with own answers, or the answers hours later, then it is no case', () => {
    expect(accused(takenOver('own'))).toBe(false);
    expect(accused(takenOver('same', 300))).toBe(false);
  });

  it('given a laboratory, or a room of machines that nobody registered, then nothing is said', () => {
    const seat = (student: number, ip: string): Client => ({
      ...stranger('pc'),
      deviceId: `pc-${student % 8}`,
      ip,
    });
    const room =
      (ip: string) =>
      (student: number): SemesterParts =>
        student < 16 ? inTurn(16, () => seat(student, ip), student < 8 ? 0 : 20)(student) : {};
    for (const ip of [LAB, '61.178.3.3', '']) expect(judged(room(ip))).toEqual([]);
  });

  it('given a proctored exam on the same machines, then nothing is said', () => {
    const paper = { id: 'final', kind: 'exam', proctored: true } as const;
    const roster = given([{ id: 'CS101', platforms: [], assessments: [paper] } as never]);
    const events = semester(SIZE, ['final'], inTurn(3, machine));
    expect(whenJudged(oneWriter, events, roster)).toEqual([]);
    expect(whenJudged(oneWriter, events)).not.toEqual([]);
  });

  it('given a device id that some client sends for many, then nothing is said', () => {
    const constant = (student: number) => ({ ...laptop(student), deviceId: 'h5-client' });
    expect(judged(inTurn(30, constant))).toEqual([]);
  });

  it('given two friends at once in a café, each on a machine of the house, then it is no case', () => {
    expect(accused(judged(inTurn(2, freshIds, 0)))).toBe(false);
  });
});
