import { describe, expect, it } from '@jest/globals';
import { MemoryDetectionState } from '../../adapters/memory/memory-detection-state.js';
import { DEFAULT_POLICY } from '../policy/default-policy.js';
import type { Policy } from '../policy/policy.js';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { TINY } from '../testing/tiny-detectors.js';
import { judgeInShadow } from './shadow-run.js';

const ROSTER = {
  students: [
    { id: '1', name: '学生', accounts: [{ source: 'lms', account: 'a1', from: null, to: null }] },
  ],
};
const beats = (day: string, count: number): readonly SentEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ source: 'lms', id: `${day}-${n}`, account: 'a1' },
    type: 'probity.video.heartbeat.v1',
    time: `${day}T0${5 + n}:00:00+08:00`,
    data: { offering: 'CS', activity: 'v', session: 's', positionSec: 1 },
  }));
const STRICTER: Policy = {
  ...{ ...DEFAULT_POLICY, version: 'stricter' },
  detectors: { 'busy-day': { enabled: true, weight: 1, parameters: { most: 2 } } },
};

describe('history judged in the shadow', () => {
  const bench = async (): Promise<DetectionBench> => {
    const made = new DetectionBench();
    await made.runner.open();
    await made.know(ROSTER);
    await made.send([...beats('2026-03-02', 3), ...beats('2026-03-03', 2)]);
    await made.settle();
    return made;
  };
  const shadow = async (made: DetectionBench, policy: Policy, turn = async () => undefined) => {
    const ports = { runner: made.ports(), state: new MemoryDetectionState(), turn };
    const found = await judgeInShadow({ policy, detectors: TINY }, true, ports);
    return found.map(({ id, llr }) => `${id} ${llr}`).sort();
  };
  const live = async (made: DetectionBench) =>
    (await made.all()).map(({ id, llr }) => `${id} ${llr}`).sort();

  it('given the policy in force, then it finds what the live judging found', async () => {
    const made = await bench();
    expect(await live(made)).toHaveLength(1);
    expect(await shadow(made, DEFAULT_POLICY)).toEqual(await live(made));
  });

  it('given another parameter, then it finds what that policy would have, and nothing is recorded', async () => {
    const made = await bench();
    const head = await made.store.head();
    const before = await made.all();
    expect(await shadow(made, STRICTER)).toHaveLength(2);
    expect([await made.store.head(), await made.all()]).toEqual([head, before]);
    await made.restart(undefined, STRICTER);
    await made.settle();
    expect(await shadow(made, STRICTER)).toEqual(await live(made));
  });

  it('given somebody who ends it, then it ends', async () => {
    const stop = async () => {
      throw new Error('enough');
    };
    await expect(shadow(await bench(), STRICTER, stop)).rejects.toThrow('enough');
  });
});
