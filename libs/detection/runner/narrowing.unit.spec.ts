import { describe, expect, it } from '@jest/globals';
import { blockOf, blocksOf } from '../../roster/network-blocks.js';
import type { Detector } from '../detector.js';
import { DetectionBench, type SentEvent } from '../testing/detection-bench.js';
import { busyDay, crowdedClass, oneDevice } from '../testing/tiny-detectors.js';

const student = (id: string) => ({
  ...{ id, name: `学生${id}` },
  accounts: [{ source: 'lms', account: `a${id}`, from: null, to: null }],
});
const ROSTER = { students: ['1', '2', '3'].map(student) };

const signIn = (id: string, ip: string, source = 'lms'): SentEvent => ({
  ...{ source, id: `${source}-${id}`, account: `a${id}` },
  type: 'probity.attendance.signed_in.v1',
  time: '2026-03-02T08:00:00+08:00',
  data: { offering: 'CS', meeting: 'm', method: 'qr', client: { ip, deviceId: `d${id}` } },
});

/** Whose events were measured since it was last asked. */
const watched = (types: Detector['types']) => {
  const seen = new Set<string>();
  const detector: Detector = {
    ...(busyDay as Detector),
    types,
    measure: (events) => {
      for (const { account } of events) seen.add(account ?? '');
      return null;
    },
  };
  const taken = () => [...seen].sort().filter((account) => seen.delete(account));
  return { detector, taken };
};

const started = async (detectors: readonly Detector[]): Promise<DetectionBench> => {
  const made = new DetectionBench({ detectors });
  await made.runner.open();
  await made.know(ROSTER);
  return made;
};

describe('what a change of reference data has judged again', () => {
  it('given a network, then only those who have addresses in it', async () => {
    const { detector, taken } = watched(['probity.attendance.signed_in.v1']);
    const given = await started([detector]);
    await given.send([
      signIn('1', '10.1.2.3'),
      signIn('2', '10.2.0.1'),
      signIn('3', '2001:db8::1'),
    ]);
    await given.settle();
    expect(taken()).toEqual(['a1', 'a2', 'a3']);
    const change = async (cidr: string) => {
      await given.know({ networks: [{ cidr, kind: 'campus' }] });
      await given.settle();
      return taken();
    };
    expect(await change('10.1.2.0/24')).toEqual(['a1']);
    expect(await change('10.2.0.0/15')).toEqual(['a2']);
    expect(await change('192.0.2.0/24')).toEqual([]);
    expect(await change('2001:0db8:0:0::/64')).toEqual(['a3']);
    expect(await change('10.0.0.0/7')).toEqual(['a1', 'a2', 'a3']);
  });

  it('given a source whose clock is a device’s, then only those who have its events', async () => {
    const { detector, taken } = watched(['probity.attendance.signed_in.v1']);
    const given = await started([detector]);
    await given.know({
      students: [{ ...student('2'), accounts: [{ source: 'live', account: 'a2' }] }],
    });
    await given.send([signIn('1', '10.1.2.3'), signIn('2', '10.1.2.3', 'live')]);
    await given.settle();
    expect(taken()).toEqual(['a1', 'a2']);
    await given.runner.rosterChanged([{ kind: 'source', source: 'live' }], 99);
    await given.settle();
    expect(taken()).toEqual(['a2']);
  });

  it('blocks hold the addresses of the networks they stand for', () => {
    expect(blocksOf('10.1.2.0/24')).toEqual([blockOf('10.1.2.200')]);
    expect(blocksOf('10.1.2.0/24')).toEqual([blockOf('::ffff:10.1.2.200')]);
    expect(blocksOf('10.2.0.0/15')).toEqual([blockOf('10.2.0.1'), blockOf('10.3.255.1')]);
    expect(blocksOf('2001:db8::/30')).toContain(blockOf('2001:dbb::7'));
    expect(blocksOf('0.0.0.0/0')).toBeUndefined();
    expect(blockOf('10.1.2')).toBe(blockOf('10.1.0.2'));
    expect(blockOf('x')).toBeUndefined();
  });
});

describe('a detector that comes later', () => {
  it('given a key nobody indexed, then past events are found by themselves', async () => {
    const events = ['1', '2', '3'].map((id) => signIn(id, '10.1.2.3'));
    const given = await started([busyDay as Detector]);
    await given.send(events);
    await given.settle();
    expect(await given.standing()).toEqual([]);
    await given.restart([busyDay as Detector, crowdedClass]);
    await given.settle();
    expect(await given.standing()).toMatchObject([{ detector: 'crowded-class' }]);
    const facts = await given.facts();
    await given.restart([busyDay as Detector, crowdedClass, oneDevice as Detector]);
    await given.settle();
    expect(await given.facts()).toEqual(facts);
  });

  it('switched off and on again, it still knows what came in between', async () => {
    const given = await started([crowdedClass]);
    await given.send([signIn('1', '10.1.2.3'), signIn('2', '10.1.2.3')]);
    await given.settle();
    await given.restart([busyDay as Detector]);
    await given.send([signIn('3', '10.1.2.3')]);
    await given.settle();
    await given.restart([crowdedClass]);
    await given.settle();
    expect(await given.standing()).toMatchObject([{ detector: 'crowded-class' }]);
  });
});
