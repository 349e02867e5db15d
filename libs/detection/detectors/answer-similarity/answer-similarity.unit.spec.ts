import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { drawn } from '../testing/class.js';
import { accused, CASE_LLR, DAY, event, MIN, MONDAY_8, SEC, whenJudged } from '../testing/given.js';
import { answerSimilarity } from './answer-similarity.detector.js';

const LETTERS = ['A', 'B', 'C', 'D'];

interface Paper {
  readonly students?: number;
  readonly items: number;
  readonly quizzes?: number;
  /** Chance to be right, 0–1, of the least and the most able. */
  readonly right?: readonly [number, number];
  /** What a student answers instead of his own; undefined leaves it. */
  readonly instead?: (student: number, item: number) => string | undefined;
  readonly told?: object;
}

const key = (item: number): string => LETTERS[Math.floor(drawn(item, 1) * 4)]!;

/** Right by ability; wrong by an item's own leaning, half of it to one misconception. */
function ownAnswer(student: number, item: number, [low, high]: readonly [number, number]): string {
  if (drawn(student, item, 2) < low + (high - low) * drawn(student, 3)) return key(item);
  const wrong = LETTERS.filter((letter) => letter !== key(item));
  const pull = drawn(student, item, 4);
  return wrong[pull < 0.5 ? 0 : pull < 0.8 ? 1 : 2]!;
}

function sat(paper: Paper): AttributedActivity[] {
  const { students = 60, items, quizzes = 1, right = [0.35, 0.9], instead, told } = paper;
  const events: AttributedActivity[] = [];
  for (let student = 0; student < students; student++)
    for (let n = 0; n < items * quizzes; n++) {
      const response = instead?.(student, n) ?? ownAnswer(student, n, right);
      const activity = `quiz-${Math.floor(n / items)}`;
      const at = MONDAY_8 + Math.floor(n / items) * 7 * DAY + (student * 60 + (n % items)) * SEC;
      const data = { attempt: 1, item: `i${n}`, response, correct: response === key(n), ...told };
      events.push(event('assessment.answered', { subject: `s${student}`, activity, at, data }));
    }
  return events;
}

const accusedOf = (events: readonly AttributedActivity[]): string[] =>
  whenJudged(answerSimilarity, events)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

const middling: readonly [number, number] = [0.35, 0.9];
/** Student 7 gives the answers of student 3, but for every nth. */
const copying =
  (everyNth: number) =>
  (student: number, item: number): string | undefined =>
    student === 7 && item % everyNth !== 0 ? ownAnswer(3, item, middling) : undefined;

describe('answers too alike', () => {
  it('given a paper of forty copied but for every eighth answer, then it accuses the two by their own answers', () => {
    const events = sat({ items: 40, instead: copying(8) });
    expect(accusedOf(events)).toEqual(['s3', 's7']);
    const [finding] = whenJudged(answerSimilarity, events);
    const own = new Set(events.filter(({ subject }) => subject === 's3').map(({ id }) => id));
    expect(finding!.events.every(({ id }) => own.has(id))).toBe(true);
    expect(finding!.population).toEqual([{ name: 'class', of: 'CS101', n: 60 }]);
  });

  it('given quizzes of eight, each too short by itself, copied week after week, then it accuses the two', () => {
    expect(accusedOf(sat({ items: 8, quizzes: 6, instead: copying(8) }))).toEqual(['s3', 's7']);
  });

  it('given a group of ten with one set of answers, then each is accused once', () => {
    const instead = (student: number, item: number) =>
      student < 10 && drawn(student, item, 9) < 0.9 ? ownAnswer(3, item, middling) : undefined;
    const group = Array.from({ length: 10 }, (_, at) => `s${at}`);
    expect(accusedOf(sat({ items: 40, instead }))).toEqual(group);
  });

  it('given every third answer copied (a near miss), then no case', () => {
    const instead = (student: number, item: number) =>
      student === 7 && item % 3 === 0 ? ownAnswer(3, item, middling) : undefined;
    expect(accusedOf(sat({ items: 40, instead }))).toEqual([]);
  });

  it('given platforms that tell responses only, then a whole term copied is seen all the same', () => {
    const paper = { items: 40, quizzes: 3, instead: copying(40), told: { correct: undefined } };
    expect(accusedOf(sat(paper))).toEqual(['s3', 's7']);
  });
});

describe('people who answer alike and are honest', () => {
  const nothing = (paper: Paper) => expect(whenJudged(answerSimilarity, sat(paper))).toEqual([]);

  it('given a class on its own, then nothing', () => nothing({ items: 40, quizzes: 3 }));

  it('given an easy quiz that nearly all get right, then nothing', () =>
    nothing({ items: 20, right: [0.93, 1] }));

  it('given able students with perfect papers, then nothing', () =>
    nothing({ items: 40, instead: (student, item) => (student < 15 ? key(item) : undefined) }));

  it('given a misconception that the majority shares, then nothing', () =>
    nothing({
      items: 40,
      instead: (student, item) =>
        item % 3 === 0 && drawn(student, 8) < 0.75
          ? LETTERS.find((letter) => letter !== key(item))
          : undefined,
    }));

  it.each([
    ['one letter throughout', () => 'B'],
    ['a pattern', (item: number) => LETTERS[item % 4]!],
    ['the same words for "do not know"', () => '不会'],
  ])('given four who give %s, then nothing', (_, given) =>
    nothing({ items: 40, instead: (student, item) => (student < 4 ? given(item) : undefined) }),
  );

  it('given options shuffled for each, so that letters say nothing, then nothing', () =>
    nothing({
      items: 40,
      instead: (student, item) => LETTERS[Math.floor(drawn(student % 30, item, 6) * 4)]!,
      told: { correct: true },
    }));

  it('given a second attempt that repeats what the key showed, then nothing', () => {
    const first = sat({ items: 40 });
    const second = sat({ items: 40, instead: (_, item) => key(item + 1), told: { attempt: 2 } });
    const later = second.map((one) => ({ ...one, at: one.at + DAY }));
    expect(whenJudged(answerSimilarity, [...first, ...later])).toEqual([]);
  });

  it('given a class of nine, then nothing: there is nothing to compare with', () =>
    nothing({ students: 9, items: 40, instead: copying(40) }));

  it('given only right and wrong told, then two alike are no case', () => {
    const told = { response: undefined };
    expect(accused(whenJudged(answerSimilarity, sat({ items: 40, told })))).toBe(false);
  });
});

describe('a paper in an order of his own for everybody', () => {
  const ITEMS = 24;
  const shuffled = (s: number): number[] =>
    [...Array(ITEMS).keys()].sort((a, b) => drawn(s, a, 91) - drawn(s, b, 91));
  /** Answers of forty; `of`: whose order, answers and instants a student has, seconds after him. */
  const exam = (of: (s: number) => readonly [source: number, lagSec: number] | undefined) =>
    [...Array(40).keys()].flatMap((s) => {
      const [whose, lag] = of(s) ?? [s, 0];
      let at = MONDAY_8 + drawn(whose, 92) * 5 * MIN + lag * 1000;
      return shuffled(whose).map((item) => {
        at += (10 + 50 * drawn(whose, item, 93)) * 1000;
        const correct = drawn(whose, item, 94) < 0.75;
        const response = correct ? 'A' : 'BCD'[Math.floor(drawn(whose, item, 95) * 3)]!;
        return event('assessment.answered', {
          ...{ subject: `s${s}`, activity: 'exam', at: Math.round(at) },
          data: { attempt: 1, item: `i${item}`, response },
        });
      });
    });
  const ordersOf = (events: ReturnType<typeof exam>): string[] =>
    whenJudged(answerSimilarity, events)
      .filter(({ anchor }) => anchor === 'order')
      .map(({ subject }) => subject)
      .sort();

  it('given two who answer in the order of a third, half a minute after him, then the two', () => {
    const events = exam((s) => (s === 6 || s === 7 ? [5, 30 + s] : undefined));
    expect(ordersOf(events)).toEqual(['s6', 's7']);
  });

  it('given everybody in his own order, then nothing', () => {
    expect(ordersOf(exam(() => undefined))).toEqual([]);
  });

  it('given a form of the paper that another has too, an hour later, then nothing', () => {
    const events = exam((s) => (s === 6 ? [5, 30] : s === 7 ? [5, 3600] : undefined));
    expect(ordersOf(events)).toEqual([]);
  });
});
