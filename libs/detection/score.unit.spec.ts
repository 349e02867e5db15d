import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DEFAULT_POLICY } from './policy/default-policy.js';
import { caseScore, overThreshold, signalScore, type ScoredSignal } from './score.js';

const signal = (id: string, group: string, llr: number, extra = {}): ScoredSignal => ({
  id,
  detector: id,
  violation: 'course_brushing',
  group,
  llr,
  state: 'raised',
  ...extra,
});
const score = (...signals: readonly ScoredSignal[]) =>
  caseScore(DEFAULT_POLICY, 'course_brushing', signals);

describe('score', () => {
  it('a signal without weight leaves the prior', () => {
    expect(signalScore(DEFAULT_POLICY, 'course_brushing', 'x', 0)).toBeCloseTo(0.01, 6);
  });

  it('no signal, no score; a withdrawn one counts nothing', () => {
    expect(score()).toBe(0);
    expect(score(signal('a', 'g', 9, { state: 'withdrawn' }))).toBe(0);
  });

  it('independent groups add up, signals of one group hardly', () => {
    const one = score(signal('a', 'g', 4));
    const dependent = score(signal('a', 'g', 4), signal('b', 'g', 4));
    const independent = score(signal('a', 'g', 4), signal('b', 'h', 4));
    expect(dependent).toBeGreaterThan(one);
    expect(dependent).toBeLessThan(0.5);
    expect(overThreshold(DEFAULT_POLICY, 'course_brushing', independent)).toBe(true);
  });

  it('however many weak copies of a group come, they never flag by themselves', () => {
    const copies = Array.from({ length: 500 }, (_, n) => signal(`s${n}`, 'g', 3));
    expect(overThreshold(DEFAULT_POLICY, 'course_brushing', score(...copies))).toBe(false);
  });

  it('exculpatory evidence lowers the score', () => {
    expect(score(signal('a', 'g', 6), signal('b', 'g', -3))).toBeLessThan(
      score(signal('a', 'g', 6)),
    );
  });

  it('a detector’s weight of nothing silences it', () => {
    const muted = { x: { enabled: true, weight: 0, parameters: {} } };
    const policy = { ...DEFAULT_POLICY, detectors: muted };
    expect(caseScore(policy, 'course_brushing', [signal('x', 'g', 9)])).toBeCloseTo(0.01, 6);
  });

  it('does not depend on the order of the signals', () => {
    const drawn = fc.array(
      fc.record({
        group: fc.constantFrom('g', 'h', 'i'),
        llr: fc.double({ min: -3, max: 9, noNaN: true }),
      }),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(drawn, (list) => {
        const signals = list.map(({ group, llr }, n) => signal(`s${n}`, group, llr));
        expect(score(...signals.toReversed())).toBe(score(...signals));
      }),
    );
  });
});
