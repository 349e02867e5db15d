import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/default-policy.js';
import type { Policy } from '../policy/policy.js';
import { compareSides, type ComparedSignal, type Side } from './comparison.js';

const signal = (
  subject: string,
  llr: number,
  over: Partial<ComparedSignal> = {},
): ComparedSignal => ({
  ...{ id: `s-${subject}-${llr}`, detector: 'busy-day', violation: 'course_brushing' },
  ...{ group: 'busy', llr, state: 'raised', subject, offering: 'CS' },
  ...{ firstAt: 0, lastAt: 1 },
  ...over,
});
const LOW: Policy = {
  ...DEFAULT_POLICY,
  thresholds: { ...DEFAULT_POLICY.thresholds, course_brushing: 0.5 },
};
const WEIGHTLESS: Policy = {
  ...DEFAULT_POLICY,
  detectors: { 'busy-day': { enabled: true, weight: 0, parameters: {} } },
};
const side = (policy: Policy, ...signals: ComparedSignal[]) => ({
  signals,
  policyFor: () => policy,
});
const nobodyHeld = () => false;
const moves = (...sides: [Side, Side]) =>
  compareSides(...sides, nobodyHeld).map(({ subject, movement }) => `${subject} ${movement}`);

describe('two policies over the same history', () => {
  const surely = signal('a', 9);
  const perhaps = signal('b', 5);

  it('given a lower threshold, then what was below it appears', () => {
    const [moved] = compareSides(side(DEFAULT_POLICY, perhaps), side(LOW, perhaps), nobodyHeld);
    expect(moved).toMatchObject({
      ...{ movement: 'appear', subject: 'b', offering: 'CS', violation: 'course_brushing' },
      before: { flagged: false, threshold: 0.9, signals: [perhaps.id] },
      after: { flagged: true, threshold: 0.5 },
    });
    expect(moved?.before.score).toBe(moved?.after.score);
  });

  it('given a weight of nothing, then the case vanishes, its signal stays', () => {
    expect(moves(side(DEFAULT_POLICY, surely), side(WEIGHTLESS, surely))).toEqual(['a vanish']);
  });

  it('given another score or other signals over the threshold, then it changes', () => {
    const other = { ...surely, llr: 8 };
    const more = signal('a', 9, { id: 'another', group: 'time' });
    expect(moves(side(DEFAULT_POLICY, surely), side(DEFAULT_POLICY, other))).toEqual(['a change']);
    expect(moves(side(DEFAULT_POLICY, surely), side(DEFAULT_POLICY, surely, more))).toEqual([
      'a change',
    ]);
    expect(moves(side(DEFAULT_POLICY, surely), side(LOW, surely))).toEqual(['a unchanged']);
  });

  it('given nothing over either threshold, or what was withdrawn, then there is no case', () => {
    const weak = signal('c', 1);
    const taken = signal('d', 9, { state: 'withdrawn' });
    expect(moves(side(DEFAULT_POLICY, weak, taken), side(LOW, weak, taken))).toEqual([]);
  });

  it('given an account that two students claim, then neither policy flags', () => {
    const held = compareSides(side(DEFAULT_POLICY, surely), side(LOW, surely), () => true);
    expect(held).toEqual([]);
  });

  it('given an offering with a policy of its own, then it is compared with that', () => {
    const before = {
      signals: [perhaps, signal('e', 5, { offering: 'OLD' })],
      policyFor: (offering: string) => (offering === 'OLD' ? LOW : DEFAULT_POLICY),
    };
    expect(moves(before, side(LOW, ...before.signals))).toEqual(['b appear', 'e unchanged']);
  });
});
