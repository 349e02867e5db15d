import { describe, expect, it } from '@jest/globals';
import { drawn } from '../testing/class.js';
import { accused, event, HOUR, MONDAY_8, whenJudged } from '../testing/given.js';
import { sameEnd } from './same-end.detector.js';

/** Videos reported as finished at these shares of their length, one an hour. */
const finished = (subject: string, count: number, share: (n: number) => number) =>
  Array.from({ length: count }, (_, n) =>
    event('video.completed', {
      ...{ subject, activity: `v-${n}`, at: MONDAY_8 + n * HOUR },
      data: { progress: share(n) },
    }),
  );

const classOf = (share: (student: number, n: number) => number) =>
  Array.from({ length: 30 }, (_, student) =>
    finished(`c${student}`, 8, (n) => share(student, n)),
  ).flat();

/** Most videos seen whole, some left anywhere. */
const CLASS = classOf((student, n) =>
  drawn(student, n) < 0.2 ? 0.3 + 0.6 * drawn(n, student) : 1,
);
const judged = (own: Parameters<typeof whenJudged>[1], mates = CLASS) =>
  whenJudged(sameEnd, [...mates, ...own]);
const TOOL = (n: number) => 0.914 + 0.001 * (n % 2);

describe('the same end', () => {
  it('given ten videos that end at 91.4 % where nobody else does, then it says so, alone no case', () => {
    const [finding, ...others] = judged(finished('s1', 10, TOOL));
    expect(others).toEqual([]);
    expect(finding).toMatchObject({ subject: 's1', llr: 3 });
    expect(accused([finding!])).toBe(false);
  });

  it('given as many more that the student saw himself, then still', () => {
    expect(judged(finished('s1', 16, (n) => (n % 2 ? 1 : TOOL(n))))).toHaveLength(1);
  });

  it('given a platform that gives credit at 91 %, to everybody, then nothing', () => {
    const mates = classOf((student, n) => (drawn(student, n) < 0.5 ? 0.914 : 1));
    expect(judged(finished('s1', 10, TOOL), mates)).toEqual([]);
  });

  it('given somebody who leaves the credits out, half a minute before each end, then nothing', () => {
    const lengths = (n: number) => 400 + 1200 * drawn(n, 5);
    expect(judged(finished('s1', 10, (n) => 1 - 30 / lengths(n)))).toEqual([]);
  });

  it('given five videos (a near miss), or videos seen whole, then nothing', () => {
    expect(judged(finished('s1', 5, TOOL))).toEqual([]);
    expect(judged(finished('s1', 10, () => 1))).toEqual([]);
  });

  /** A video's beats, each half a minute of it, the last at a share of its length. */
  const beats = (subject: string, count: number, share: (n: number) => number) =>
    Array.from({ length: count }, (_, n) => {
      const lengthSec = Math.round(400 + 1200 * drawn(n, 5));
      const last = share(n) * lengthSec;
      return [0.3 * last, 0.7 * last, last, 0.5 * last].map((positionSec, beat) =>
        event('video.heartbeat', {
          ...{ subject, activity: `v-${n}`, at: MONDAY_8 + n * HOUR + beat * 30_000 },
          data: { positionSec, lengthSec },
        }),
      );
    }).flat();

  it('given no report of any end, then the farthest beats tell it', () => {
    expect(judged(beats('s1', 10, TOOL))[0]?.llr).toBe(3);
    expect(judged(beats('s1', 10, (n) => 0.5 + 0.5 * drawn(n, 6)))).toEqual([]);
  });

  it('given beats up to there and a report of the whole, then nothing', () => {
    expect(judged([...beats('s1', 10, TOOL), ...finished('s1', 10, () => 1)])).toEqual([]);
  });

  it('given a small class, then it weighs half', () => {
    const few = CLASS.filter(({ subject }) => /^c\d$/.test(subject));
    expect(judged(finished('s1', 10, TOOL), few)[0]?.llr).toBe(1.5);
  });
});
