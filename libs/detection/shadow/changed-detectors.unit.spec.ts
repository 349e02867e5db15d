import { describe, expect, it } from '@jest/globals';
import type { Detector } from '../detector.js';
import { DEFAULT_POLICY } from '../policy/default-policy.js';
import type { DetectorPolicy, Policy } from '../policy/policy.js';
import { busyDay, TINY } from '../testing/tiny-detectors.js';
import { changesOf } from './changed-detectors.js';

const absent: Detector = { ...(busyDay as Detector), name: 'absent', ofRoster: true };
const ALL = [...TINY, absent];
const changes = (policy: Policy, judging: readonly Policy[] = [DEFAULT_POLICY]) => {
  const { anew, standing } = changesOf(ALL, policy, judging);
  return { anew: anew.map(({ name }) => name), standing: [...standing] };
};
const busy = (over: Partial<DetectorPolicy>): Policy => ({
  ...DEFAULT_POLICY,
  detectors: { 'busy-day': { enabled: true, weight: 1, parameters: {}, ...over } },
});

describe('what another policy makes of the detectors', () => {
  it('given other weights, priors, thresholds, then all findings stand', () => {
    const weighed = { ...busy({ weight: 2 }), groups: { busy: 3 } };
    expect(changes(weighed)).toEqual({ anew: [], standing: ['busy-day', 'one-device', 'absent'] });
    expect(changes(busy({ parameters: { most: 3 } })).anew).toEqual([]);
  });

  it('given another parameter, then that detector judges anew', () => {
    expect(changes(busy({ parameters: { most: 2 } }))).toEqual({
      anew: ['busy-day'],
      standing: ['one-device', 'absent'],
    });
  });

  it('given one switched off, then it is neither; switched on again, it judges anew', () => {
    const off = busy({ enabled: false });
    expect(changes(off)).toEqual({ anew: [], standing: ['one-device', 'absent'] });
    expect(changes(DEFAULT_POLICY, [DEFAULT_POLICY, off]).anew).toEqual(['busy-day']);
  });

  it('given other rules of absence, then who judges by the roster does so anew', () => {
    const review = { ...DEFAULT_POLICY.review, leaveCounts: 'always' as const };
    expect(changes({ ...DEFAULT_POLICY, review }).anew).toEqual(['absent']);
  });

  it('given other weeks of baselines, then all do', () => {
    const baselines = { ...DEFAULT_POLICY.baselines, closingAccounts: 3 };
    expect(changes({ ...DEFAULT_POLICY, baselines }).anew).toEqual([
      'busy-day',
      'one-device',
      'absent',
    ]);
  });
});
