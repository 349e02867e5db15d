import { describe, expect, it } from '@jest/globals';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, quizzes, type SatParts } from '../sittings/testing/paper.js';
import { oneBurst } from './one-burst.detector.js';

const judged = (how: (student: number, quiz: string) => Partial<SatParts>, count = 3) =>
  whenJudged(oneBurst, classSits(quizzes(count), how, 40));
/** All answers within half a second, `leadSec` after the paper was opened. */
const burst = (leadSec: number, right: (item: number) => boolean = () => true) => ({
  ...{ leadSec, right },
  gap: () => 0.05,
});

describe('papers handed in at a burst', () => {
  it('given half a minute’s wait and all answers at once, in three papers, then it is accused alone', () => {
    const findings = judged((student) => (student === 0 ? burst(30) : {}));
    expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
    expect(accused(findings)).toBe(true);
  });
});

describe('honest papers that come together', () => {
  it('given one paper of three, then no case: a connection that failed and caught up', () => {
    const how = (student: number, quiz: string) =>
      student === 0 && quiz === 'q1' ? burst(30) : {};
    expect(accused(judged(how))).toBe(false);
  });

  it('given a client that sends all at the end, after as long as the class takes, then nothing', () => {
    expect(judged((student) => (student === 0 ? burst(200) : {}))).toEqual([]);
  });

  it('given a client that an eighth of the class has, then nothing', () => {
    expect(judged((student) => (student < 5 ? burst(30) : {}))).toEqual([]);
  });

  it('given a platform that tells all answers at submission, then nothing', () => {
    expect(judged((student) => ({ atSubmit: true, ...(student === 0 ? burst(30) : {}) }))).toEqual(
      [],
    );
  });

  it('given somebody who gives up, mostly wrong, then nothing', () => {
    expect(judged((student) => (student === 0 ? burst(30, (item) => item === 0) : {}))).toEqual([]);
  });
});
