import { describe, expect, it } from '@jest/globals';
import { DetectionBench } from '../testing/detection-bench.js';
import { Fleet, Instance } from '../testing/fleet.js';
import { signalStream, type SignalEvent } from '../signal.js';
import { Partitions } from './partitions.js';

const ROSTER = {
  students: ['1', '2', '3', '4'].map((id) => ({
    ...{ id, name: `学生${id}` },
    accounts: [{ source: 'lms', account: `a${id}`, from: null, to: null }],
  })),
};

const busy = (student: string, day = '2026-03-02') =>
  [5, 6, 7].map((hour) => ({
    ...{ source: 'lms', id: `${student}-${day}-${hour}`, account: `a${student}` },
    ...{ type: 'probity.video.heartbeat.v1', time: `${day}T0${hour}:00:00+08:00` },
    data: { offering: 'CS', activity: 'v', session: 's', positionSec: 1 },
  }));

describe('partitions', () => {
  it('every owner lies in exactly one, and other numbers make other partitions', () => {
    const partitions = new Partitions(12);
    const owners = Array.from({ length: 3_000 }, (_, at) => `subject:${at}`);
    const counts = new Map<string, number>();
    for (const owner of owners)
      counts.set(partitions.of(owner), (counts.get(partitions.of(owner)) ?? 0) + 1);
    expect([...counts.keys()].sort()).toEqual([...partitions.all].sort());
    expect(Math.min(...counts.values())).toBeGreaterThan(150);
    expect(new Partitions(6).all).not.toContain(partitions.of('subject:1'));
    expect(() => new Partitions(0)).toThrow(RangeError);
  });
});

describe('an instance that was slow to notice that it has a key no longer', () => {
  it.each(['SignalWithdrawn', 'SignalRevised'] as const)(
    'given its %s on a key of ours, then the key is judged again',
    async (type) => {
      const own = new DetectionBench();
      await own.runner.open();
      await own.know(ROSTER);
      await own.send(busy('1'));
      await own.settle();
      const before = await own.standing();
      const [signal] = await own.all();
      if (!signal) throw new Error('no signal');
      const revision = signal.revision + 1;
      const { id, subject, offering, violation } = signal;
      const withdrawn = { id, subject, offering, violation, revision, reason: 'late' };
      const data = type === 'SignalWithdrawn' ? withdrawn : { ...signal, revision, llr: 99 };
      const metadata = { at: '2026-03-03T00:00:00Z', actor: { role: 'system', person: 'other' } };
      await own.store.append(signalStream(subject, offering), 'any', [
        { id: 'from-another', ...({ type, data } as SignalEvent), metadata },
      ]);
      expect(await own.runner.lag()).toBeGreaterThan(0);
      await own.settle();
      expect(await own.standing()).toEqual(before);
      expect((await own.all())[0]?.revision).toBe(revision + 1);
      expect(await own.runner.lag()).toBe(0);
    },
  );
});

describe('two instances with half of the keys each', () => {
  const halves = [
    [0, 1],
    [2, 3],
  ];

  it('judge each student once between them, and one that takes all goes on where the other was', async () => {
    const fleet = new Fleet(4);
    fleet.rosterLog.push(ROSTER);
    const pair = halves.map(() => new Instance(fleet));
    for (const [at, instance] of pair.entries()) {
      await instance.hear();
      await instance.takeInHand(halves[at] ?? []);
    }
    await fleet.send(['1', '2', '3', '4'].flatMap((student) => busy(student)));
    await fleet.settle(pair);
    expect(await fleet.standing()).toHaveLength(4);
    await fleet.send(['1', '2', '3', '4'].flatMap((student) => busy(student, '2026-03-03')));
    const [survivor] = pair as [Instance, Instance];
    await survivor.takeInHand([0, 1, 2, 3]);
    await fleet.settle([survivor]);
    expect(await fleet.standing()).toHaveLength(8);
    expect((await fleet.signals.list({ limit: 99 })).every(({ revision }) => revision === 1)).toBe(
      true,
    );
  });

  it('given both think that they have all, then nothing is doubled', async () => {
    const fleet = new Fleet(4);
    fleet.rosterLog.push(ROSTER);
    const pair = halves.map(() => new Instance(fleet));
    for (const instance of pair) {
      await instance.hear();
      await instance.takeInHand([0, 1, 2, 3]);
    }
    await fleet.send(['1', '2', '3', '4'].flatMap((student) => busy(student)));
    for (let turn = 0; turn < 20; turn += 1) await pair[turn % 2]?.step();
    await fleet.settle(pair.slice(0, 1));
    const { events } = await fleet.store.readAll({ after: 0, limit: 100 });
    expect(events.filter(({ type }) => type === 'SignalRaised')).toHaveLength(4);
    expect(await fleet.standing()).toHaveLength(4);
  });
});

describe('an instance that does not read what others have in hand', () => {
  const day = '2026-03-02';
  /** Recorded on `day`, while the device's own clock says it is March of the year before. */
  const skewed = (id: string) => ({
    ...{ source: 'lms', id, account: 'a9', type: 'probity.video.heartbeat.v1' },
    ...{ time: '2025-03-02T08:00:00+08:00', recordedtime: `${day}T08:0${id}:00+08:00` },
    data: { offering: 'CS', activity: 'v', session: 's', positionSec: 1 },
  });

  it('given an account that is mapped late, then it finds all of its events, also those of a wrong clock', async () => {
    const fleet = new Fleet(4);
    fleet.rosterLog.push({ students: [] });
    const [behind, ahead] = [new Instance(fleet), new Instance(fleet)];
    for (const [instance, shares] of [
      [behind, [0]],
      [ahead, [1, 2, 3]],
    ] as const) {
      await instance.hear();
      await instance.takeInHand(shares);
    }
    // Nobody's yet: the one that reads on passes them over, the other has not come to them.
    await fleet.send([skewed('1'), skewed('2'), ...busy('8')]);
    await fleet.settle([ahead]);
    const student = (id: string) => ({
      ...{ id, name: `学生${id}` },
      accounts: [{ source: 'lms', account: `a${id}`, from: null, to: null }],
    });
    expect(new Partitions(4).of('subject:subject-1')).not.toBe('0/4');
    fleet.rosterLog.push({ students: [student('9')] });
    await ahead.hear();
    await fleet.settle([ahead]);
    await fleet.send([{ ...skewed('3'), time: `${day}T08:03:00+08:00` }]);
    await fleet.settle([ahead]);
    expect(await fleet.standing()).toMatchObject([
      { student: '9', events: ['lms/1', 'lms/2', 'lms/3'] },
    ]);
  });
});
