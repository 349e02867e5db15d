import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { answerHarvesting } from '../answer-harvesting/answer-harvesting.detector.js';
import { keyPerfect } from '../key-perfect/key-perfect.detector.js';
import { CASE_LLR, whenJudged } from '../testing/given.js';
import { quizzesOf, thrownAway, type Sat } from '../testing/quizzes.js';

type Edit = (one: AttributedActivity) => AttributedActivity;

/** The events of a class as those of another one: other students, other assessments, other event ids. */
const inSection =
  (offering: string): Edit =>
  (one) => ({
    ...one,
    id: `${offering}-${one.id}`,
    subject: `${offering}-${one.subject}`,
    data: { ...one.data, offering, activity: `${offering}-${String(one.data.activity)}` },
  });

/** Items that carry the name of their question, as a question bank gives it. */
const named: Edit = (one) => ({
  ...one,
  data: { ...one.data, item: `${String(one.data.activity)}.${String(one.data['item'])}` },
});

const course = (
  one: (student: number, quiz: number) => Sat | undefined,
  other: (student: number, quiz: number) => Sat | undefined,
  items: Edit = named,
): readonly AttributedActivity[] => [
  ...quizzesOf(one).map(items).map(inSection('CS-1')),
  ...quizzesOf(other).map(items).map(inSection('CS-2')),
];

const throwsAway = (student: number, quiz: number) =>
  student === 5 ? thrownAway(quiz) : undefined;
/** Right after the other class's harvester, and without a mistake. */
const knowsAll = (student: number) =>
  student === 6 ? { hour: 1.5, right: () => true } : undefined;

const accusedBy = (
  detector: typeof answerHarvesting | typeof keyPerfect,
  events: readonly AttributedActivity[],
): string[] =>
  whenJudged(detector, events)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject, offering }) => `${offering} ${subject}`)
    .sort();

describe('classes of a course that write the same papers', () => {
  it('given a key drawn out in one and used in the other, then both are accused, each in their own offering', () => {
    const events = course(throwsAway, knowsAll);
    expect(accusedBy(answerHarvesting, events)).toEqual(['CS-1 CS-1-s5', 'CS-2 CS-2-s6']);
    expect(accusedBy(keyPerfect, events)).toEqual(['CS-2 CS-2-s6']);
  });

  it('given the user, then it is said that the key came from another class', () => {
    const [user] = whenJudged(answerHarvesting, course(throwsAway, knowsAll)).filter(
      ({ anchor, llr }) => anchor === 'user' && llr >= CASE_LLR,
    );
    expect(user?.reason.zh).toContain('同一课程另一教学班的一名同学');
    expect(user?.reason.en).toContain('of another class that writes the same paper');
    expect(user?.population).toEqual([{ name: 'class', of: 'CS-2', n: 50 }]);
  });

  it('given items that bear a number in each paper only, then nothing is known to be the same', () => {
    const events = course(throwsAway, knowsAll, (one) => one);
    expect(accusedBy(answerHarvesting, events)).toEqual(['CS-1 CS-1-s5']);
  });

  it('given another paper with the same names, whose keys differ, then nobody of it is a user', () => {
    const turned = { A: 'B', B: 'C', C: 'D', D: 'A' } as const;
    const events = course(throwsAway, knowsAll).map((one) => {
      const { response, offering } = one.data as {
        response?: keyof typeof turned;
        offering: string;
      };
      return offering === 'CS-2' && response
        ? { ...one, data: { ...one.data, response: turned[response] } }
        : one;
    });
    expect(accusedBy(answerHarvesting, events)).toEqual(['CS-1 CS-1-s5']);
  });

  it('given the same two classes without anybody who drew out a key, then nobody is accused', () => {
    expect(
      accusedBy(
        answerHarvesting,
        course(() => undefined, knowsAll),
      ),
    ).toEqual([]);
  });
});
