import { describe, expect, it } from '@jest/globals';
import type { Finding } from '../../signal.js';
import { drawn } from '../testing/class.js';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, normal, quizzes, type SatParts } from '../sittings/testing/paper.js';
import { fixedPacing } from './fixed-pacing.detector.js';

const judged = (
  how: (student: number, assessment: string) => Partial<SatParts> | undefined,
  count = 4,
  size = 40,
) => whenJudged(fixedPacing, classSits(quizzes(count), how, size));
const of = (findings: readonly Finding[], subject: string) =>
  findings.filter((finding) => finding.subject === subject);
/** Only the first student is different. */
const first = (parts: Partial<SatParts>) => (student: number) => (student === 0 ? parts : {});

describe('answers paced by a machine', () => {
  it.each([0.5, 1, 3, 5])(
    'given a fixed %s s and a small jitter, then it is accused alone',
    (sec) => {
      const gap = (item: number) => sec + 0.1 * drawn(item, 5);
      const findings = judged(first({ gap, leadSec: sec, items: 10 }), 1);
      expect(accused(of(findings, 's0'))).toBe(true);
      expect(findings).toHaveLength(1);
      expect(findings[0]?.population).toMatchObject([{ name: 'class', n: 40 }]);
      expect(findings[0]?.events.length).toBeGreaterThan(5);
    },
  );

  it('given three to five seconds at random in quiz after quiz, all right, then it is accused', () => {
    const how = (right?: () => boolean) => (student: number, quiz: string) =>
      student === 0
        ? {
            ...(right && { right }),
            leadSec: 4,
            gap: (item: number) => 3 + 2 * drawn(item, Number(quiz.slice(1)), 3),
          }
        : {};
    expect(
      accused(
        judged(
          how(() => true),
          6,
        ),
      ),
    ).toBe(true);
    expect(
      accused(
        judged(
          how(() => true),
          1,
        ),
      ),
    ).toBe(false);
    // As right as the class: somebody who clicks along.
    expect(accused(judged(how(), 6))).toBe(false);
  });

  it('given one stalled answer among them, then it is seen all the same', () => {
    const gap = (item: number) => (item === 4 ? 40 : 3 + 0.1 * drawn(item, 5));
    expect(accused(judged(first({ gap, leadSec: 3, items: 10 })))).toBe(true);
  });
});

describe('innocent paces', () => {
  it('given an honest class over a term, then nobody is heard of', () => {
    expect(judged(() => ({}), 8, 120)).toEqual([]);
  });

  it('given homework worked out on paper and typed in evenly, then it is no case', () => {
    const how = (student: number, quiz: string) =>
      student < 3
        ? {
            kind: 'homework' as const,
            gap: (item: number) =>
              3.5 * Math.exp(0.25 * normal(item, student, Number(quiz.slice(1)))),
          }
        : { kind: 'homework' as const };
    expect(accused(judged(how, 3))).toBe(false);
  });

  it('given a quiz open for long and then typed in quickly, then it is no case', () => {
    const how = (student: number, quiz: string) =>
      student === 0
        ? { leadSec: 400, gap: (item: number) => 3 + 2 * drawn(item, Number(quiz.slice(1)), 3) }
        : {};
    expect(accused(judged(how, 4))).toBe(false);
  });

  it('given one letter for every item, three seconds apart, then no case is made of it', () => {
    const parts = { gap: () => 3, leadSec: 3, items: 10, right: (item: number) => item % 4 === 0 };
    expect(accused(of(judged(first(parts), 6), 's0'))).toBe(false);
    const known = { ...parts, right: (item: number) => item % 8 !== 0 };
    expect(accused(of(judged(first(known), 6), 's0'))).toBe(true);
  });

  it('given a platform that turns the items by itself every ten seconds, then nobody is heard of', () => {
    const gap = (item: number) => 10 + 0.2 * drawn(item, 9);
    expect(judged(() => ({ gap }))).toEqual([]);
  });

  it('given answers told at submission, for all or for those with the app, then nobody is accused', () => {
    expect(judged(() => ({ atSubmit: true }))).toEqual([]);
    expect(judged((student) => ({ atSubmit: student % 4 === 0 }))).toEqual([]);
    expect(accused(judged(first({ atSubmit: true }), 8))).toBe(false);
  });

  it('given quick answers stamped with whole seconds, then it is no case', () => {
    const stamp = (at: number) => Math.floor(at / 1000) * 1000;
    const how = (student: number, quiz: string) => ({
      stamp,
      ...(student < 4 && {
        gap: (item: number) => 2.4 * Math.exp(0.35 * normal(item, student, Number(quiz.slice(1)))),
      }),
    });
    expect(accused(judged(how, 4))).toBe(false);
  });

  it('given a sitting kept on the device and sent in one batch, then nothing is said', () => {
    const recordedAt = () => Date.parse('2026-03-02T23:00:00+08:00');
    expect(of(judged(first({ recordedAt }), 1), 's0')).toEqual([]);
  });

  it('given a machine’s pace and no class to compare, then it is no case', () => {
    const findings = judged(first({ gap: () => 3 }), 4, 3);
    expect(of(findings, 's0')).toHaveLength(1);
    expect(accused(findings)).toBe(false);
  });
});
