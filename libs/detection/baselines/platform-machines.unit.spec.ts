import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Activity, Client } from '../../activity/activity.js';
import { event, MONDAY_8, HOUR } from '../detectors/testing/given.js';
import type { Baseline } from './baseline.js';
import { lineName } from './line.js';
import { machinesApart, machinesSeveral } from './names.js';
import { networkLine } from './network-line.js';
import { platformMachines } from './platform-machines.js';

const TABLE = 'Mozilla/5.0 (Windows NT 10.0)';
const PHONE = 'Mozilla/5.0 (iPhone16,1) Mobile';
const plain = (_: unknown, value: string): string => value;

const seen = (student: number, ...clients: Client[]): Activity[] =>
  clients.map((client, n) =>
    event('session.started', { subject: `s${student}`, at: MONDAY_8 + n * HOUR, client }),
  );

function published<Sum>(baseline: Baseline<Sum>, events: readonly Activity[]) {
  const sums = new Map<string, Sum>();
  for (const one of events) {
    const key = baseline.wants(one.type) ? baseline.keyOf(one, plain) : undefined;
    if (key !== undefined) sums.set(key, baseline.fold(sums.get(key), one));
  }
  return baseline.publish(sums).values;
}

/** Forty people with a laptop and a phone, of whom some have a second computer. */
const people = (second: (student: number) => Client | undefined): Activity[] =>
  Array.from({ length: 40 }, (_, n) => {
    const ip = `10.2.${n}.1`;
    const other = second(n);
    return seen(
      n,
      { deviceId: `laptop ${n}`, userAgent: TABLE, ip },
      { deviceId: `phone ${n}`, userAgent: PHONE, ip: `100.64.${n}.9` },
      ...(other ? [other] : []),
    );
  }).flat();

describe('several computers of one person', () => {
  it('given laptops and phones, then nobody has several', () => {
    const values = published(
      platformMachines,
      people(() => undefined),
    );
    expect(values[machinesSeveral('chaoxing')]).toEqual([0, 40]);
    expect(values[machinesApart('chaoxing')]).toEqual([0, 40]);
  });

  it('given second computers in one room and elsewhere, then it tells them apart', () => {
    const values = published(
      platformMachines,
      people((n) =>
        n < 8
          ? { deviceId: `pc ${n}`, userAgent: TABLE, ip: n < 4 ? `10.2.${n}.2` : `223.1.${n}.2` }
          : undefined,
      ),
    );
    expect(values[machinesSeveral('chaoxing')]).toEqual([0.2, 40]);
    expect(values[machinesApart('chaoxing')]).toEqual([0.1, 40]);
  });

  it('given nineteen accounts, then it says nothing', () => {
    const few = people(() => undefined).filter(({ account }) => Number(account?.slice(1)) < 19);
    expect(published(platformMachines, few)).toEqual({});
  });
});

describe('accounts on a line', () => {
  it('given a household and a cafe, then only the cafe is told', () => {
    const on = (ip: string, count: number) =>
      Array.from({ length: count }, (_, n) => seen(n, { ip, userAgent: TABLE })).flat();
    const values = published(networkLine, [...on('223.1.2.3', 2), ...on('218.95.1.7', 30)]);
    expect(values).toEqual({ [lineName('218.95.1.99')]: [30, 30] });
  });
});

describe.each([
  ['platform.machines', platformMachines as Baseline],
  ['network.line', networkLine as Baseline],
])('%s', (_, baseline) => {
  it('given any order of arrival and duplicates, then the same', () => {
    const events = people((n) => ({ deviceId: `pc ${n}`, userAgent: TABLE, ip: '223.1.2.3' }));
    const expected = published(baseline, events);
    fc.assert(
      fc.property(fc.shuffledSubarray(events), (some) => {
        expect(published(baseline, [...some, ...[...events].reverse()])).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });
});
