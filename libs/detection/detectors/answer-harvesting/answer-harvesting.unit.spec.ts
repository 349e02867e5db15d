import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import { groupBy } from '../reading.js';
import { drawn } from '../testing/class.js';
import { CASE_LLR, HOUR, whenJudged } from '../testing/given.js';
import { guesses, honest, key, quizzesOf, thrownAway, user } from '../testing/quizzes.js';
import { answerHarvesting } from './answer-harvesting.detector.js';

const accusedOf = (events: readonly AttributedActivity[]): string[] =>
  whenJudged(answerHarvesting, events)
    .filter(({ llr }) => llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

/** The same sittings on a platform that tells of an answer only that it was given. */
function onlyScores(events: readonly AttributedActivity[]): AttributedActivity[] {
  const answers = events.filter(({ type }) => type.includes('answered'));
  const sittings = groupBy(answers, ({ subject, data }) => `${subject} ${data.activity}`);
  const submitted = [...sittings.values()].map((own): AttributedActivity => {
    const last = own.at(-1)!;
    const score = own.filter(({ data }) => data.correct === true).length;
    return {
      ...last,
      id: `${last.id}-submitted`,
      type: 'probity.assessment.submitted.v1',
      data: { ...last.data, score, maxScore: own.length },
    };
  });
  const untold = events.map((one) => {
    const told = Object.entries(one.data).filter(([name]) => !/^(response|correct)$/.test(name));
    return { ...one, data: Object.fromEntries(told) };
  });
  return [...untold, ...submitted];
}

describe('harvested answers', () => {
  it('given one who guesses and looks at every key, and two who then know all, then it accuses the three', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return guesses(quiz);
      return student === 6 || student === 7 ? user(student, quiz) : undefined;
    });
    expect(accusedOf(events)).toEqual(['s5', 's6', 's7']);
  });

  it('given a throw-away attempt of one letter whose result tells the key, then the same', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return { hour: 1, right: (item) => key(quiz, item) === 'B', paceSec: 3 };
      return student === 6 ? user(student, quiz) : undefined;
    });
    const constant = events.map((one) =>
      one.subject === 's5' ? { ...one, data: { ...one.data, response: 'B' } } : one,
    );
    expect(accusedOf(constant)).toEqual(['s5', 's6']);
  });

  it('given attempts thrown away for the key, six weeks running, then a case though no user is seen', () => {
    const events = quizzesOf((student, quiz) => (student === 5 ? thrownAway(quiz) : undefined));
    expect(accusedOf(events)).toEqual(['s5']);
  });

  it('given a user right after attempts thrown away, and only scores told, then it accuses both', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return thrownAway(quiz);
      return student === 6 ? { hour: 0.7, right: () => true } : undefined;
    });
    expect(accusedOf(onlyScores(events))).toEqual(['s5', 's6']);
  });

  it('given an able user, late after the look, who fills four quizzes in at two seconds an answer, then a case', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return thrownAway(quiz);
      if (student !== 6) return undefined;
      const able = { hour: 2 + 8 * drawn(quiz, 41), right: (item: number) => item > 0 };
      return quiz === 0 ? able : { ...able, right: () => true, paceSec: 2 };
    });
    expect(accusedOf(events)).toEqual(['s5', 's6']);
  });

  it('given a key used in four quizzes of six, and a weak hand in the others, then a case all the same', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return thrownAway(quiz);
      if (student !== 6) return undefined;
      const hour = 1 + 6 * drawn(quiz, 42);
      return quiz % 3 === 0 ? { hour, right: (item) => item < 2 } : { hour, right: () => true };
    });
    expect(accusedOf(events)).toEqual(['s5', 's6']);
  });

  it('given attempts thrown away in two quizzes of six (a near miss), then no case', () => {
    const events = quizzesOf((student, quiz) =>
      student === 5 && quiz < 2 ? thrownAway(quiz) : undefined,
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given the key used for one quiz of six (a near miss), then no case', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return guesses(quiz);
      return student === 6 && quiz === 2 ? { hour: 2, right: () => true } : undefined;
    });
    expect(accusedOf(events)).toEqual([]);
  });
});

describe('people who only look like it', () => {
  it('given a class half of which looks at what it got wrong, then nothing', () => {
    expect(
      whenJudged(
        answerHarvesting,
        quizzesOf(() => undefined),
      ),
    ).toEqual([]);
  });

  it('given one who gives up each time and reads the key, and nobody who uses it, then no case', () => {
    const events = quizzesOf((student, quiz) =>
      student === 5 ? { ...guesses(quiz), hour: 3 + 60 * drawn(quiz, 9) } : undefined,
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a very able student who works after one who gives up, with and without a key, then no case', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return quiz < 4 ? guesses(quiz) : undefined;
      return student === 6
        ? { hour: 1.5, right: (item) => drawn(quiz, item, 10) < 0.97 }
        : undefined;
    });
    expect(accusedOf(events)).toEqual([]);
  });

  it('given a very able student who is quick in everything, after attempts thrown away, then no case for him', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return quiz > 1 ? thrownAway(quiz) : undefined;
      return student === 6
        ? { hour: 2 + 60 * drawn(quiz, 43), right: (item) => item + quiz !== 4, paceSec: 4 }
        : undefined;
    });
    expect(accusedOf(events)).toEqual(['s5']);
  });

  it('given one who gives up and reads the key, before somebody who is better in three papers by other means, then no case for the first', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return guesses(quiz);
      if (student !== 6) return undefined;
      return quiz < 3
        ? { hour: 0.5, right: (item) => drawn(quiz, item, 31) < 0.3 }
        : { hour: 1.2 + 2 * drawn(quiz, 46), right: () => true };
    });
    expect(accusedOf(events)).toEqual(['s6']);
  });

  it('given roommates who work one after the other, each by own ability, then no case', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return { ...honest(5, quiz), hour: 4, looks: (_, right) => !right };
      return student === 6 ? { ...honest(6, quiz), hour: 4.5 } : undefined;
    });
    expect(accusedOf(events)).toEqual([]);
  });

  it('given one who looks at the key himself and answers rightly after that, then no case', () => {
    const events = quizzesOf((student, quiz) => (student === 5 ? guesses(quiz) : undefined));
    const second = events
      .filter(({ subject, type }) => subject === 's5' && type.includes('answered'))
      .map((one) => ({
        ...one,
        id: `${one.id}-again`,
        at: one.at + HOUR,
        data: { ...one.data, attempt: 2, correct: true },
      }));
    expect(accusedOf([...events, ...second])).toEqual([]);
  });

  it('given one who is quick, weak and curious, and tries again with what he has seen, then no case', () => {
    const events = quizzesOf((student, quiz) => (student === 5 ? thrownAway(quiz) : undefined));
    const again = events
      .filter(({ subject, type }) => subject === 's5' && type.includes('answered'))
      .map((one) => ({
        ...one,
        id: `${one.id}-again`,
        at: one.at + HOUR,
        data: { ...one.data, attempt: 2, correct: true },
      }));
    expect(accusedOf([...events, ...again])).toEqual([]);
  });

  it('given one who never cares: quick and weak, looks at the key, at any time of the week, then no case', () => {
    const events = quizzesOf((student, quiz) =>
      student === 5 ? { ...guesses(quiz), hour: 3 + 60 * drawn(quiz, 9), paceSec: 9 } : undefined,
    );
    expect(accusedOf(events)).toEqual([]);
  });

  it('given instants that only a device vouches for, then nothing', () => {
    const events = quizzesOf((student, quiz) => {
      if (student === 5) return guesses(quiz);
      return student === 6 ? { hour: 2, right: () => true } : undefined;
    });
    const claimed = events.map((one) => ({ ...one, serverTimed: false }));
    expect(whenJudged(answerHarvesting, claimed)).toEqual([]);
  });

  it('given two who tick B throughout when they give up, and work in other weeks, then no case', () => {
    const gaveUp = (student: number, quiz: number): boolean => (quiz + student) % 2 === 0;
    const events = quizzesOf((student, quiz) => {
      if (student !== 5 && student !== 6) return undefined;
      const hour = student === 5 ? 8 + drawn(quiz, 44) : 9 + 20 * drawn(quiz, 45);
      if (!gaveUp(student, quiz)) return { hour, right: (item) => item !== quiz };
      return { hour, right: (item) => key(quiz, item) === 'B', paceSec: 3 };
    });
    const constant = events.map((one) => {
      const quiz = Number(String(one.data.activity).slice(-1));
      const given = one.subject === 's5' ? 5 : one.subject === 's6' ? 6 : undefined;
      return given !== undefined && gaveUp(given, quiz) && one.data['response'] !== undefined
        ? { ...one, data: { ...one.data, response: 'B' } }
        : one;
    });
    expect(accusedOf(constant)).toEqual([]);
  });

  it('given one who ticks B throughout, quickly, early, and never looks at the key, then no case', () => {
    const events = quizzesOf((student, quiz) =>
      student === 5
        ? { hour: 0.5, right: (item) => key(quiz, item) === 'B', paceSec: 2 }
        : undefined,
    );
    const constant = events.map((one) =>
      one.subject === 's5' ? { ...one, data: { ...one.data, response: 'B' } } : one,
    );
    expect(accusedOf(constant)).toEqual([]);
  });
});
