import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { caseAt, STOPS, type Stop } from '../../cases/testing/stops.js';
import type { AccusationJudged } from '../../detection/runner/vendor-record.js';
import type { CaseEvent } from '../../cases/events.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { CaseTrail } from '../case-trail.js';
import { TrailPacking } from '../packed-trails.js';
import { RunningTallies, type Fits } from '../running-tallies.js';
import { Spans } from '../spans.js';
import { TallyAt } from '../tally.js';
import { trail } from '../testing/case-trails.contract.js';
import { trailOf } from '../trail-of.js';
import { VendorVerdicts } from '../vendor-verdicts.js';

/** Every point of every case's way that the journeys know, oldest first: what its reader puts. */
const WAYS: readonly (readonly CaseTrail[])[] = (Object.keys(STOPS) as Stop[]).map((stop) => {
  const history = caseAt(stop).events.map((event, nth) => ({
    ...{ id: `e${String(nth)}`, stream: 'case-1', version: nth + 1, position: nth + 1, salt: '' },
    ...event,
    metadata: {
      at: new Date(event.data.at).toISOString(),
      actor: { role: 'system', person: 'casework' },
    },
  })) as readonly RecordedEvent<CaseEvent>[];
  return history.map((_, nth) => trailOf(history.slice(0, nth + 1))!);
});
const LATE = Date.parse('2030-01-01T00:00:00Z');

const SELECTIONS: Readonly<Record<string, Fits>> = {
  all: () => true,
  CS: ({ college }) => college === 'CS',
  brushing: ({ violation }) => violation === 'course_brushing',
};

const judged = (
  version: number,
  id: string,
  verdict: 'upheld' | 'refuted' | 'open',
): RecordedEvent<AccusationJudged> => ({
  ...{ id: `v${String(version)}`, stream: 'vendor-record', version, position: version },
  ...{ type: 'AccusationJudged', salt: '', data: { case: id, source: 'ketang', verdict } },
  metadata: {
    at: new Date(LATE - 1000 + version).toISOString(),
    actor: { role: 'system', person: 'casework' },
  },
});

const figuresOf = (tallies: RunningTallies, name: string, at = LATE) => {
  const running = tallies.of(name, SELECTIONS[name] as Fits);
  while (tallies.extend(running, 2));
  return tallies.figures(running, at);
};

const step = fc.oneof(
  fc.record({
    kind: fc.constant('put' as const),
    nth: fc.nat(11),
    way: fc.nat(WAYS.length - 1),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    college: fc.constantFrom('CS', 'MA', null),
  }),
  fc.record({
    kind: fc.constant('judge' as const),
    nth: fc.nat(11),
    verdict: fc.constantFrom('upheld' as const, 'refuted' as const, 'open' as const),
  }),
  fc.record({
    kind: fc.constant('ask' as const),
    name: fc.constantFrom(...Object.keys(SELECTIONS)),
  }),
  fc.record({ kind: fc.constant('begin' as const), count: fc.nat(4) }),
);

describe('running tallies', () => {
  it('given changes in any order, late ones and repeated ones, then figures are those of the trails added up anew', () => {
    const run = fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const verdicts = new VendorVerdicts();
      const apart = new VendorVerdicts();
      const tallies = new RunningTallies(verdicts);
      const stored = new Map<string, CaseTrail>();
      let version = 0;
      const check = (name: string) => {
        const anew = new TallyAt(LATE, apart);
        for (const one of stored.values()) if (SELECTIONS[name]!(one)) anew.add(one);
        expect(figuresOf(tallies, name)).toEqual(anew.figures());
      };
      for (const one of steps)
        if (one.kind === 'ask') check(one.name);
        else if (one.kind === 'begin')
          tallies.extend(tallies.of('all', SELECTIONS['all']!), one.count);
        else if (one.kind === 'judge') {
          const event = judged((version += 1), `case-${String(one.nth)}`, one.verdict);
          tallies.judged(event);
          tallies.judged(event);
          apart.apply(event);
        } else {
          const way = WAYS[one.way]!;
          const found = way[Math.floor(one.share * (way.length - 1))]!;
          const { college, flaggedAt } = { ...found, college: one.college };
          const id = `case-${String(one.nth)}`;
          const put = { ...found, id, college, colleges: [[college, flaggedAt] as const] };
          tallies.put(put);
          if (put.version >= (stored.get(put.id)?.version ?? 0)) stored.set(put.id, put);
        }
      for (const name of Object.keys(SELECTIONS)) check(name);
    });
    fc.assert(run, { numRuns: 200 });
  });

  it('given an instant before something on record, then it does not answer', () => {
    const tallies = new RunningTallies(new VendorVerdicts());
    tallies.put(trail('a', { steps: [['flagged', 50]] }));
    expect(figuresOf(tallies, 'all', 49)).toBeUndefined();
    expect(figuresOf(tallies, 'all', 50)).toMatchObject({ cases: 1 });
    tallies.judged(judged(1, 'nobody', 'upheld'));
    expect(figuresOf(tallies, 'all', LATE - 1000)).toBeUndefined();
  });

  it('given more selections than are kept, then one that comes back is added up again', () => {
    const tallies = new RunningTallies(new VendorVerdicts());
    tallies.put(trail('a'));
    expect(figuresOf(tallies, 'all')).toMatchObject({ cases: 1 });
    for (let n = 0; n < 8; n += 1) tallies.of(`other ${String(n)}`, () => true);
    tallies.put(trail('b'));
    expect(figuresOf(tallies, 'all')).toMatchObject({ cases: 2 });
  });
});

describe('packed trails', () => {
  it('given any trail, then it comes back as it was, without id, student and former colleges', () => {
    const packing = new TrailPacking();
    for (const one of WAYS.flat()) {
      const { id, student, colleges, ...counted } = { ...one, offering: '数学' };
      expect([id + student, colleges]).not.toContainEqual('');
      expect(packing.unpack(packing.pack({ ...counted, college: null }))).toEqual({
        ...counted,
        college: null,
      });
    }
  });
});

describe('spans', () => {
  it('given numbers that come and go, then what is left is in order', () => {
    const value = fc.nat(20);
    fc.assert(
      fc.property(
        fc.array(fc.record({ value, gone: fc.boolean(), asked: fc.boolean() })),
        (all) => {
          const spans = new Spans();
          const left: number[] = [];
          for (const one of all) {
            const at = one.gone ? left.indexOf(one.value) : -1;
            if (at >= 0) {
              left.splice(at, 1);
              spans.remove(one.value);
            } else {
              left.push(one.value);
              spans.add(one.value);
            }
            if (one.asked) expect(spans.size).toBe(left.length);
            if (one.asked) expect([...spans.values()]).toEqual(left.toSorted((a, b) => a - b));
          }
          expect([...spans.values()]).toEqual(left.toSorted((a, b) => a - b));
        },
      ),
    );
  });

  it('given thousands of changes that nobody asked for, then they are merged all the same', () => {
    const spans = new Spans();
    for (let n = 0; n < 10_000; n += 1) spans.add(n % 100);
    for (let n = 0; n < 9_900; n += 1) spans.remove(n % 100);
    expect([...spans.values()]).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it('given a number that is not there, then it cannot leave', () => {
    const spans = new Spans();
    spans.add(1);
    spans.remove(2);
    expect(() => spans.values()).toThrow('was not there');
  });
});
