import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/default-policy.js';
import type { Policy } from '../policy/policy.js';
import type { InForce } from '../policy/policy-view.js';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { DetectionRunner } from './runner.js';

const OPEN_UNTIL = '2026-07-10T00:00:00+08:00';
const CLOSED_AT = '2026-03-20T00:00:00+08:00';
const CHANGED_AT = Date.parse('2026-04-01T00:00:00+08:00');

const offering = (id: string, to: string) => ({
  ...{ id, course: id, term: '2026S' },
  window: { from: '2026-03-01T00:00:00+08:00', to },
});
const ROSTER = {
  students: [
    { id: '1', name: '学生', accounts: [{ source: 'lms', account: 'a1', from: null, to: null }] },
  ],
  offerings: [offering('OPEN', OPEN_UNTIL), offering('CLOSED', CLOSED_AT)],
};

const beats = (course: string, count: number, day = '2026-03-02'): readonly SentEvent[] =>
  Array.from({ length: count }, (_, n) => ({
    ...{ source: 'lms', id: `${course}-${day}-${n}`, account: 'a1' },
    type: 'probity.video.heartbeat.v1',
    time: `${day}T0${5 + n}:00:00+08:00`,
    data: { offering: course, activity: 'v', session: 's', positionSec: 1 },
  }));

const FIRST: Policy = { ...DEFAULT_POLICY, version: 'first' };
const parameters = (most: number) => ({
  'busy-day': { enabled: true, weight: 1, parameters: { most } },
});
/** Two heartbeats a day are too many. */
const STRICTER: Policy = { ...FIRST, version: 'stricter', detectors: parameters(2) };
const SURER: Policy = {
  ...FIRST,
  version: 'surer',
  priors: { ...FIRST.priors, course_brushing: 0.3 },
};
const OFF: Policy = {
  ...{ ...FIRST, version: 'off' },
  detectors: { 'busy-day': { enabled: false, weight: 1, parameters: {} } },
};

const since = (policy: Policy, from: number): InForce => ({ policy, from });

describe('a policy that comes into force while the runner judges', () => {
  const bench = async (): Promise<DetectionBench> => {
    const made = new DetectionBench({ policy: FIRST });
    await made.runner.open();
    await made.know(ROSTER);
    await made.send([...beats('OPEN', 3), ...beats('CLOSED', 3)]);
    await made.send([...beats('OPEN', 2, '2026-03-03'), ...beats('CLOSED', 2, '2026-03-03')]);
    await made.settle();
    return made;
  };
  const change = async (made: DetectionBench, policy: Policy): Promise<void> => {
    const history = [since(FIRST, 0), since(policy, CHANGED_AT)];
    made.runner = new DetectionRunner({ ...made.ports(), policy, history });
    await made.runner.open();
  };
  const standing = async (made: DetectionBench) =>
    (await made.all())
      .filter(({ state }) => state !== 'withdrawn')
      .map((one) => `${one.offering} ${one.anchor} ${one.policyVersion}`)
      .sort();
  const causes = async (made: DetectionBench) => {
    const { events } = await made.store.readAll({ after: 0, limit: 1000 });
    return events
      .filter(({ type }) => type.startsWith('Signal'))
      .map(({ type, metadata }) => `${type} ${metadata.causationId}`);
  };
  const BEFORE = ['CLOSED 2026-03-02 first', 'OPEN 2026-03-02 first'];

  it('given another weight, then open offerings are scored anew, closed ones keep their score', async () => {
    const made = await bench();
    expect(await standing(made)).toEqual(BEFORE);
    await change(made, SURER);
    await made.settle();
    expect(await standing(made)).toEqual(['CLOSED 2026-03-02 first', 'OPEN 2026-03-02 surer']);
    expect(await causes(made)).toEqual([
      'SignalRaised events',
      'SignalRaised events',
      'SignalRevised policy',
    ]);
  });

  it('given another parameter, then it is judged from the events, in open offerings only', async () => {
    const made = await bench();
    await change(made, STRICTER);
    await made.settle();
    expect(await standing(made)).toEqual([...BEFORE, 'OPEN 2026-03-03 stricter'].sort());
  });

  it('given late events afterwards, then each offering is judged by its own policy', async () => {
    const made = await bench();
    await change(made, STRICTER);
    await made.settle();
    await made.send([...beats('OPEN', 2, '2026-03-05'), ...beats('CLOSED', 2, '2026-03-05')]);
    await made.send(beats('CLOSED', 3, '2026-03-06'));
    await made.settle();
    expect(await standing(made)).toEqual(
      [
        ...BEFORE,
        'OPEN 2026-03-03 stricter',
        'OPEN 2026-03-05 stricter',
        'CLOSED 2026-03-06 first',
      ].sort(),
    );
  });

  it('given a detector switched off, then what it said of open offerings is withdrawn', async () => {
    const made = await bench();
    await change(made, OFF);
    await made.settle();
    expect(await standing(made)).toEqual(['CLOSED 2026-03-02 first']);
  });

  it.each([1, 2])(
    'given a crash after %i steps, then the next start comes to the same',
    async (steps) => {
      const plain = await bench();
      await change(plain, STRICTER);
      await plain.settle();
      const crashed = await bench();
      await change(crashed, STRICTER);
      for (let step = 1; step < steps; step += 1) await crashed.runner.step();
      await change(crashed, STRICTER);
      await crashed.settle();
      expect(await standing(crashed)).toEqual(await standing(plain));
      expect(await causes(crashed)).toEqual(await causes(plain));
    },
  );

  it('given it all, when rebuilt or replayed, then the same is found', async () => {
    const made = await bench();
    await change(made, STRICTER);
    await made.settle();
    expect(await made.runner.recomputeAll()).toMatchObject({ raised: 0, revised: 0, withdrawn: 0 });
    for (const signal of await made.all()) {
      const policy = signal.policyVersion === 'first' ? FIRST : STRICTER;
      expect(await made.runner.replay(signal, policy)).toMatchObject({ same: true });
    }
  });

  it('given a roster that opens a closed offering again, then the policy in force judges it', async () => {
    const made = await bench();
    await change(made, STRICTER);
    await made.settle();
    await made.know({ offerings: [offering('CLOSED', OPEN_UNTIL)] });
    await made.settle();
    expect(await standing(made)).toContain('CLOSED 2026-03-03 stricter');
  });
});
