import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { vendorReports } from '../detectors/vendor-report/vendor-report.detector.js';
import { DetectionBench } from '../testing/detection-bench.js';
import { recordOf, VENDOR_RECORD_STREAM, type AccusationJudged } from './vendor-record.js';

type Fact = AccusationJudged['data'];
const judged = (id: string, source: string, verdict: Fact['verdict']) => ({
  data: { case: id, source, verdict },
});

describe("a vendor's record", () => {
  it('counts each case once, by its last verdict', () => {
    const facts = [
      judged('1', 'lms', 'upheld'),
      judged('2', 'lms', 'refuted'),
      judged('2', 'other', 'refuted'),
      judged('3', 'lms', 'refuted'),
      judged('3', 'lms', 'open'),
      judged('2', 'lms', 'upheld'),
    ];
    expect(recordOf(facts)).toEqual({ lms: [2, 2], other: [0, 1] });
  });
});

const report = (student: string) => ({
  ...{ source: 'lms', id: `r-${student}`, type: 'probity.platform.reported.v1' },
  ...{ account: `a-${student}`, time: '2026-03-02T08:00:00+08:00' },
  data: { offering: 'CS', violation: 'course_brushing', reason: '-', reference: '-' },
});

const ROSTER = {
  students: ['1', '2'].map((id) => ({
    ...{ id, name: `学生${id}` },
    accounts: [{ source: 'lms', account: `a-${id}`, from: null, to: null }],
  })),
};

const bench = async () => {
  const own = new DetectionBench({ detectors: vendorReports });
  await own.runner.open();
  await own.know(ROSTER);
  const decide = async (...facts: readonly { data: Fact }[]) => {
    const metadata = { at: '2026-05-01T00:00:00Z', actor: { role: 'system', person: 'casework' } };
    for (const { data } of facts)
      await own.store.append<AccusationJudged>(VENDOR_RECORD_STREAM, 'any', [
        { id: randomUUID(), type: 'AccusationJudged', data, metadata },
      ]);
    await own.settle();
  };
  const weights = async () =>
    (await own.all())
      .filter(({ state }) => state !== 'withdrawn')
      .map(({ llr, baselines }) => [llr, ...baselines]);
  return { own, decide, weights };
};

describe('accusations under a record that moves', () => {
  it('given a verdict, then every accusation of that vendor is judged again, and cites it', async () => {
    const { own, decide, weights } = await bench();
    await own.send([report('1'), report('2')]);
    await own.settle();
    expect(await weights()).toEqual([[0.7], [0.7]]);
    await decide(judged('c-1', 'lms', 'refuted'));
    const cited = [0.007, 'vendor.record/standing@1'];
    expect(await weights()).toEqual([cited, cited]);
    const [signal] = await own.all();
    expect(await own.runner.replay(signal!, own.ports().policy)).toMatchObject({ same: true });
  });

  it("given another vendor's verdict, then nothing moves", async () => {
    const { own, decide } = await bench();
    await own.send([report('1')]);
    await own.settle();
    const before = await own.facts();
    await decide(judged('c-1', 'other', 'refuted'));
    expect(await own.facts()).toEqual(before);
  });

  it('given verdicts first and accusations later, or the reverse, or a restart and a rebuild, then the same', async () => {
    const verdicts = [judged('c-1', 'lms', 'upheld'), judged('c-2', 'lms', 'upheld')];
    const one = await bench();
    await one.decide(...verdicts);
    await one.own.send([report('1'), report('2')]);
    await one.own.settle();
    const other = await bench();
    await other.own.send([report('2'), report('1')]);
    await other.own.settle();
    await other.decide(...verdicts);
    expect(await one.weights()).toEqual(await other.weights());
    expect(await one.own.standing()).toEqual(await other.own.standing());
    await one.own.restart();
    await one.own.settle();
    expect(await one.own.runner.recomputeAll()).toMatchObject({
      raised: 0,
      revised: 0,
      baselines: 0,
    });
    expect(await one.weights()).toEqual(await other.weights());
  });
});
