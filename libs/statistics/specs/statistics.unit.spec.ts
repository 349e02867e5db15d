import { describe, expect, it } from '@jest/globals';
import type { CaseEvent } from '../../cases/events.js';
import { DAY, machine, officer, START, type Journey } from '../../cases/testing/journey.js';
import { caseAt, STOPS, type Stop } from '../../cases/testing/stops.js';
import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { CaseTrail } from '../case-trail.js';
import { durationsOf } from '../durations.js';
import { rounded } from '../rounding.js';
import { TallyAt } from '../tally.js';
import { trail } from '../testing/case-trails.contract.js';
import { trailOf } from '../trail-of.js';
import { VendorVerdicts } from '../vendor-verdicts.js';

type History = readonly RecordedEvent<CaseEvent>[];

/** As if each event had been recorded the moment it happened. */
const recorded = ({ events }: Journey): History =>
  events.map((event, nth) => ({
    ...{ id: `e${String(nth)}`, stream: 'case-1', version: nth + 1, position: nth + 1, salt: '' },
    ...event,
    metadata: {
      at: new Date(event.data.at).toISOString(),
      actor: { role: 'system', person: 'casework' },
    },
  })) as History;

const tally = (trails: readonly CaseTrail[], at: number, verdicts = new VendorVerdicts()) => {
  const all = new TallyAt(at, verdicts);
  for (const one of trails) all.add(one);
  return all.figures();
};

describe('the trail of a case', () => {
  it('given a case that was missed, met late and closed, then each is there with its time', () => {
    const journey = caseAt('flagged');
    journey.advance(20 * DAY).do(machine, 'fire_deadline', { name: 'triage' });
    journey.advance(DAY).do(officer('li'), 'claim', {});
    journey.advance(DAY).do(officer('li'), 'dismiss', { reason: 'insufficient' });
    const found = trailOf(recorded(journey));
    expect(found?.steps).toEqual([
      ['flagged', START],
      ['triage', START + 21 * DAY],
      ['dismissed', START + 22 * DAY],
    ]);
    const due = Date.parse('2026-03-10T00:00:00+08:00');
    expect(found?.colleges).toEqual([['CS', START]]);
    expect(found?.missed).toEqual([{ deadline: 'triage', from: due, to: START + 22 * DAY }]);
  });

  it('given any point of any case, then the past is told as it was then', () => {
    for (const stop of Object.keys(STOPS) as Stop[]) {
      const history = recorded(caseAt(stop));
      const whole = trailOf(history)!;
      for (const { metadata } of history) {
        const at = Date.parse(metadata.at);
        const then = trailOf(history.filter((event) => Date.parse(event.metadata.at) <= at))!;
        expect(tally([whole], at)).toEqual(tally([then], at));
      }
    }
  });
});

describe('figures', () => {
  const decided = (id: string, over: Partial<CaseTrail> = {}) =>
    trail(id, {
      steps: [
        ['flagged', 0],
        ['triage', DAY],
        ['decided', 3 * DAY],
        ['final', 7 * DAY],
      ],
      decisions: [{ at: 3 * DAY, kind: 'grade_void', level: 'warning' }],
      ...over,
    });

  it('given cases at different points, then they are counted by state and time', () => {
    const figures = tally(
      [decided('a'), decided('b'), trail('c', { steps: [['flagged', 0]] })],
      5 * DAY,
    );
    expect(figures).toMatchObject({
      ...{ cases: 3, open: 3, byState: { decided: 2, flagged: 1 } },
      timeInState: {
        flagged: { over: { count: 2, medianDays: 1 }, lasting: { count: 1, medianDays: 5 } },
        triage: { over: { count: 2, medianDays: 2, p90Days: 2 }, lasting: { count: 0 } },
        decided: { over: { count: 0, medianDays: null }, lasting: { count: 2, medianDays: 2 } },
      },
      sanctions: {
        byViolation: { course_brushing: { 'grade_void+warning': 2 } },
        byCollege: { CS: { 'grade_void+warning': 2 } },
      },
    });
    expect(tally([decided('a')], 7 * DAY)).toMatchObject({ open: 0, byState: { final: 1 } });
    expect(tally([decided('a')], -1)).toMatchObject({ cases: 0, byState: {}, timeInState: {} });
  });

  it('given an offering that changed its college, then each figure is of whose it was', () => {
    const moved = decided('a', {
      college: 'MA',
      colleges: [
        ['CS', 0],
        ['MA', 5 * DAY],
      ],
    });
    const of = (college: string, at: number) => {
      const all = new TallyAt(at, new VendorVerdicts());
      all.add(moved, (then) => then.college === college);
      return all.figures().cases;
    };
    expect([of('CS', 4 * DAY), of('MA', 4 * DAY)]).toEqual([1, 0]);
    expect([of('CS', 5 * DAY), of('MA', 5 * DAY)]).toEqual([0, 1]);
    const then = tally([moved], 4 * DAY).sanctions.byCollege;
    expect(then).toEqual({ CS: { 'grade_void+warning': 1 } });
  });

  it('given a case about an offering that was concluded, then nobody has to act on it', () => {
    for (const end of ['remedied', 'persisted'])
      expect(
        tally(
          [
            trail('a', {
              steps: [
                ['flagged', 0],
                [end, DAY],
              ],
            }),
          ],
          2 * DAY,
        ),
      ).toMatchObject({ cases: 1, open: 0, timeInState: { flagged: { lasting: { count: 0 } } } });
  });

  it('given a decision that the province took back, then no sanction of it stands', () => {
    const revoked = decided('a', {
      decisions: [
        { at: 3 * DAY, kind: 'grade_void', level: 'demerit' },
        { at: 9 * DAY, kind: 'revoked' },
      ],
      rulings: [
        { at: 4 * DAY, by: 'appeals', result: 'remitted', grounds: ['procedure', 'facts'] },
        { at: 5 * DAY, by: 'appeals', result: 'upheld', grounds: ['facts'] },
        { at: 9 * DAY, by: 'province', result: 'revoke', grounds: [] },
      ],
    });
    expect(tally([revoked], 10 * DAY)).toMatchObject({
      sanctions: { byViolation: { course_brushing: { revoked: 1 } } },
      overturned: {
        ...{ decisions: 1, appeals: 2, remitted: 1 },
        byGround: { facts: 1, procedure: 1 },
        province: { revoke: 1 },
      },
    });
    expect(tally([revoked], 8 * DAY).overturned.province).toEqual({});
  });

  it('given verdicts, then a vendor is as good as the last of each case', () => {
    const verdicts = new VendorVerdicts();
    const judged = (
      version: number,
      id: string,
      verdict: 'upheld' | 'refuted' | 'open',
      at: number,
    ) =>
      ({
        ...{ id: `v${String(version)}`, stream: 'vendor-record', version, position: version },
        ...{
          type: 'AccusationJudged' as const,
          salt: '',
          data: { case: id, source: 'ketang', verdict },
        },
        metadata: { at: new Date(at).toISOString(), actor: { role: 'system', person: 'casework' } },
      }) as const;
    for (const one of [
      ...[judged(1, 'a', 'refuted', DAY), judged(2, 'b', 'upheld', DAY)],
      ...[judged(3, 'a', 'open', 2 * DAY), judged(4, 'a', 'upheld', 3 * DAY)],
    ])
      verdicts.apply(one);
    const cases = [decided('a'), decided('b'), decided('c')];
    const at = (instant: number) => tally(cases, instant, verdicts).vendorPrecision;
    expect(at(DAY)).toEqual([{ source: 'ketang', upheld: 1, refuted: 1, precision: 0.5 }]);
    expect(at(2 * DAY)).toEqual([{ source: 'ketang', upheld: 1, refuted: 0, precision: 1 }]);
    expect(at(3 * DAY)).toEqual([{ source: 'ketang', upheld: 2, refuted: 0, precision: 1 }]);
  });

  it('takes medians and percentiles by nearest rank', () => {
    const spans = [10, 1, 9, 2, 8, 3, 7, 4, 6, 5].map((days) => days * DAY);
    expect(durationsOf(Float64Array.from(spans).sort())).toEqual({
      count: 10,
      medianDays: 5,
      p90Days: 9,
    });
    expect(durationsOf(new Float64Array())).toEqual({ count: 0, medianDays: null, p90Days: null });
    expect(durationsOf(Float64Array.of(DAY / 2))).toEqual({
      count: 1,
      medianDays: 0.5,
      p90Days: 0.5,
    });
  });

  it('given few cases, when told to others, then none can be made out', () => {
    const cases = [...'abcdefgh'].map((id) => decided(id));
    const few = rounded(tally(cases.slice(0, 2), 5 * DAY));
    expect(few).toMatchObject({ cases: 0, open: 0, byState: { decided: 0 } });
    expect(few.timeInState['triage']?.over).toEqual({ count: 0, medianDays: null, p90Days: null });
    const more = rounded(tally(cases, 5 * DAY));
    expect(more).toMatchObject({ cases: 10, byState: { decided: 10 } });
    expect(more.timeInState['triage']?.over).toEqual({ count: 10, medianDays: 2, p90Days: 2 });
  });
});
