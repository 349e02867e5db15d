import { describe, expect, it } from '@jest/globals';
import { CASE_LLR, event, MIN, MONDAY_8, whenJudged } from '../testing/given.js';
import { answerSimilarity } from './answer-similarity.detector.js';

/** Thirty who answer four questions in words of their own; `instead`: whose text one hands in. */
const homework = (
  instead: (student: number, item: number) => string | undefined,
  own = (student: number, item: number) => `my own thoughts ${student} on question ${item}`,
) =>
  Array.from({ length: 30 }, (_, s) =>
    Array.from({ length: 4 }, (__, item) =>
      event('assessment.answered', {
        ...{ subject: `s${s}`, activity: 'h1', at: MONDAY_8 + s * 60 * MIN + item * 5 * MIN },
        data: { attempt: 1, item: `i${item}`, response: instead(s, item) ?? own(s, item) },
      }),
    ),
  ).flat();
const casesOf = (events: ReturnType<typeof homework>): string[] =>
  whenJudged(answerSimilarity, events)
    .filter(({ llr, anchor }) => anchor === 'words' && llr >= CASE_LLR)
    .map(({ subject }) => subject)
    .sort();

describe('texts in common', () => {
  it('given three who hand in one text each for two questions, then the three', () => {
    const events = homework((s, item) =>
      s < 3 && item < 2 ? `one text for all, ${item}` : undefined,
    );
    expect(casesOf(events)).toEqual(['s0', 's1', 's2']);
  });

  it('given everybody in his own words, then nobody', () => {
    expect(casesOf(homework(() => undefined))).toEqual([]);
  });

  it('given one text in common, a quotation perhaps, then no case', () => {
    const events = homework((s, item) =>
      s < 2 && item === 0 ? 'as the textbook says' : undefined,
    );
    expect(casesOf(events)).toEqual([]);
  });

  it('given a template that a third of the class hands in, then nobody', () => {
    const events = homework((s, item) => (s % 3 === 0 ? `the template's line ${item}` : undefined));
    expect(casesOf(events)).toEqual([]);
  });

  it('given homework done by two and two, then nobody', () => {
    const events = homework((s, item) => `the team of ${s >> 1} on question ${item}`);
    expect(casesOf(events)).toEqual([]);
  });

  it('given questions with one right answer, written out, then nobody', () => {
    const events = homework((s, item) => (s % 10 > 1 ? `the right answer to ${item}` : undefined));
    expect(casesOf(events)).toEqual([]);
  });

  it('given two who tick the same options, then nobody: options are no texts', () => {
    expect(casesOf(homework((s) => (s < 2 ? 'ABD' : `${s % 20}`)))).toEqual([]);
  });
});
