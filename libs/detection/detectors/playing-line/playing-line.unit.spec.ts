import { describe, expect, it } from '@jest/globals';
import { accused, DORMITORY, event, MIN, MONDAY_8, whenJudged } from '../testing/given.js';
import { playingLine } from './playing-line.detector.js';

const LINE = '223.10.20.30';

/** So many videos of a course finished at an address. */
const played = (subject: string, many: number, offering = 'CS101', ip = LINE) =>
  Array.from({ length: many }, (_, n) => finished(subject, n, offering, ip));

const finished = (subject: string, n: number, offering: string, ip: string) =>
  event('video.completed', {
    ...{ subject, offering, activity: `v-${n}` },
    at: MONDAY_8 + n * 10 * MIN,
    client: { ip, userAgent: `machine of ${subject}` },
  });

const paper = (subject: string, offering = 'CS101') =>
  event('assessment.submitted', {
    ...{ subject, offering, activity: 'quiz-1', at: MONDAY_8 },
    client: { ip: LINE, userAgent: 'laptop' },
  });

describe('a line that only plays', () => {
  it('given four accounts that do nothing else there, then each is told by its own events, no case alone', () => {
    const findings = whenJudged(
      playingLine,
      ['s1', 's2', 's3', 's4'].flatMap((one) => played(one, 8)),
    );
    expect(findings.map(({ subject }) => subject)).toEqual(['s1', 's2', 's3', 's4']);
    expect(findings.every(({ llr }) => llr === 2.5)).toBe(true);
    expect(accused(findings)).toBe(false);
  });

  it('given two accounts, then less', () => {
    const findings = whenJudged(playingLine, [...played('s1', 8), ...played('s2', 8)]);
    expect(findings.map(({ llr }) => llr)).toEqual([1.5, 1.5]);
  });

  it('given five of which one does the papers of his one course too, then a nat less', () => {
    const all = ['s1', 's2', 's3', 's4', 's5'].flatMap((one) => played(one, 8));
    const findings = whenJudged(playingLine, [...all, paper('s1')]);
    expect(findings.map(({ llr }) => llr)).toEqual([2, 2, 2, 2, 2]);
  });

  it.each([
    ['one account alone', played('s1', 20)],
    ['three videos of the second (a near miss)', [...played('s1', 8), ...played('s2', 3)]],
    [
      'friends in a flat, one of whom does papers',
      [...played('s1', 8), ...played('s2', 8), paper('s1')],
    ],
    ['another who does papers there', [...played('s1', 8), ...played('s2', 8), paper('s3')]],
    [
      'somebody with two courses',
      [...played('s1', 8), ...played('s2', 8), ...played('s2', 2, 'EN103')],
    ],
    ['a dormitory', ['s1', 's2'].flatMap((one) => played(one, 8, 'CS101', DORMITORY))],
  ])('given %s, then nothing', (_, events) => {
    expect(whenJudged(playingLine, events)).toEqual([]);
  });
});
