import { describe, expect, it } from '@jest/globals';
import { fixedPacing } from '../fixed-pacing/fixed-pacing.detector.js';
import { drawn } from '../testing/class.js';
import { accused, whenJudged } from '../testing/given.js';
import { classSits, quizzes, type SatParts } from '../sittings/testing/paper.js';
import { fasterThanReading } from './faster-than-reading.detector.js';

/** Kept by the device and sent every two minutes. */
const inBatches: Partial<SatParts> = { recordedAt: (at) => Math.ceil(at / 120_000) * 120_000 };
const papers = (how: (student: number) => Partial<SatParts>) =>
  classSits(quizzes(5), (student) => how(student), 60);
const hasty: Partial<SatParts> = {
  leadSec: 3,
  gap: (item) => 1 + 3 * drawn(item, 8),
  right: (item) => item !== 3,
};
const even: Partial<SatParts> = {
  leadSec: 3,
  gap: (item) => 3 + 0.1 * drawn(item, 8),
  right: (item) => item !== 3,
};

describe('a platform whose clients send answers in batches', () => {
  it('given haste or a machine’s pace by what the devices claim, then that one is accused', () => {
    const one = (parts: Partial<SatParts>) =>
      papers((student) => ({ ...inBatches, ...(student === 0 && parts) }));
    for (const [detector, parts] of [
      [fasterThanReading, hasty],
      [fixedPacing, even],
    ] as const) {
      const findings = whenJudged(detector, one(parts));
      expect(findings.map(({ subject }) => subject)).toEqual(['s0']);
      expect(accused(findings)).toBe(true);
    }
  });

  it('given an honest class in batches, then nobody is heard of', () => {
    expect(
      whenJudged(
        fasterThanReading,
        papers(() => inBatches),
      ),
    ).toEqual([]);
    expect(
      whenJudged(
        fixedPacing,
        papers(() => inBatches),
      ),
    ).toEqual([]);
  });

  it('given one whose records wait for a connection where the others’ come at once, then nothing is said', () => {
    const late = papers((student) => (student === 0 ? { ...hasty, ...inBatches } : {}));
    expect(whenJudged(fasterThanReading, late)).toEqual([]);
  });
});
