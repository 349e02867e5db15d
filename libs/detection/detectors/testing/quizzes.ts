import type { AttributedActivity } from '../../detector.js';
import { drawn } from './class.js';
import { DAY, event, HOUR, MIN, MONDAY_8, SEC } from './given.js';

const STUDENTS = 50;
const QUIZZES = 6;
const ITEMS = 9;

/** One sitting of the class's weekly quiz. */
export interface Sat {
  /** Hours after the quiz opens. */
  readonly hour: number;
  readonly right: (item: number) => boolean;
  /** From one answer to the next, seconds; 20 where it is not said. */
  readonly paceSec?: number;
  /** Items whose answer is looked at after submitting. */
  readonly looks?: (item: number, right: boolean) => boolean;
}

/** An honest sitting: right by ability, and half of the class looks at what it got wrong. */
export const honest = (student: number, quiz: number): Sat => ({
  hour: 2 + 70 * drawn(student, quiz, 1),
  right: (item) => drawn(student, quiz, item, 2) < 0.35 + 0.55 * drawn(student, 3),
  looks: (item, right) =>
    drawn(student, quiz, 4) < 0.5 && (!right || drawn(student, quiz, item, 5) < 0.15),
});

const LETTERS = ['A', 'B', 'C', 'D'];
export const key = (quiz: number, item: number): string =>
  LETTERS[Math.floor(drawn(quiz, item, 6) * 4)]!;

/** All sittings of a term: fifty students, six quizzes of nine items; honest ones where not said how. */
export function quizzesOf(
  how: (student: number, quiz: number) => Sat | undefined,
): AttributedActivity[] {
  const events: AttributedActivity[] = [];
  for (let student = 0; student < STUDENTS; student++)
    for (let quiz = 0; quiz < QUIZZES; quiz++) {
      const { hour, right, looks, paceSec = 20 } = how(student, quiz) ?? honest(student, quiz);
      const from = MONDAY_8 + quiz * 7 * DAY + Math.round(hour * HOUR);
      const common = { subject: `s${student}`, activity: `quiz-${quiz}` };
      for (let item = 0; item < ITEMS; item++) {
        const correct = right(item);
        const other = LETTERS.filter((letter) => letter !== key(quiz, item))[item % 3]!;
        const response = correct ? key(quiz, item) : other;
        const data = { attempt: 1, item: `i${item}`, response, correct };
        events.push(
          event('assessment.answered', { ...common, at: from + item * paceSec * SEC, data }),
        );
      }
      for (let item = 0; item < ITEMS; item++)
        if (looks?.(item, right(item))) {
          const at = from + 10 * MIN + item * 4 * SEC;
          events.push(
            event('assessment.answer_shown', { ...common, at, data: { item: `i${item}` } }),
          );
        }
    }
  return events;
}

/** Guesses an hour after the opening and looks at every answer. */
export const guesses = (quiz: number): Sat => ({
  hour: 1,
  right: (item) => drawn(quiz, item, 7) < 0.2,
  looks: () => true,
});

/** Half right in two quizzes before the key is out, and all right, soon after it, in four. */
export const user = (student: number, quiz: number): Sat =>
  quiz < 2
    ? { hour: 0.5, right: (item) => drawn(student, quiz, item, 31) < 0.5 }
    : { hour: 1.5 + drawn(student, quiz, 32), right: () => true };

/** Anything ticked, two seconds apart, half an hour after the opening, for a look at every answer. */
export const thrownAway = (quiz: number): Sat => ({ ...guesses(quiz), hour: 0.5, paceSec: 2 });
