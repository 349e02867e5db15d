import { describe, expect, it } from '@jest/globals';
import type { BaselineValue } from '../../baselines/baseline.js';
import type { Baselines } from '../../detector.js';
import { CASE_LLR, DAY, event, given, MONDAY_8, whenJudged } from '../testing/given.js';
import { vendorReports } from './vendor-report.detector.js';

const [, brushing] = vendorReports;

const reported = (violation: unknown, day = 0, source = 'chaoxing') =>
  event('platform.reported', {
    ...{ source, at: MONDAY_8 + day * DAY },
    data: { violation, reason: '学习行为异常', reference: `r-${day}` },
  });

const recordOf = (values: Record<string, BaselineValue>): Baselines => ({
  read: (name, key) => {
    const found = name === 'vendor.record' ? values[key] : undefined;
    return found && { value: found[0], n: found[1], cite: 'vendor.record/standing@3' };
  },
});

const llrOf = (upheld: number, judged: number) =>
  whenJudged(
    brushing!,
    [reported('course_brushing')],
    given(),
    recordOf({ chaoxing: [upheld, judged] }),
  )[0]?.llr;

describe("a vendor's accusation", () => {
  it('given nothing known of the vendor, then it counts little, and says so', () => {
    const [finding, ...more] = whenJudged(brushing!, [reported('course_brushing')]);
    expect(more).toEqual([]);
    expect(finding).toMatchObject({ subject: 's1', offering: 'CS101', llr: 0.7, baselines: [] });
    expect(finding?.reason.en).toContain('no earlier report of this platform has been decided');
  });

  it("given the regulation's word, then it is understood", () => {
    expect(whenJudged(brushing!, [reported('刷课')])).toHaveLength(1);
  });

  it('given another violation or nonsense, then nothing', () => {
    const other = [reported('exam_brushing'), reported('theft'), reported(7), reported(null)];
    expect(whenJudged(brushing!, other)).toEqual([]);
  });

  it('weighs by what became of the earlier ones, within bounds', () => {
    expect(llrOf(3, 3)).toBeCloseTo(0.7 + Math.log(4), 3);
    expect(llrOf(5, 6)).toBeCloseTo(0.7 + Math.log(6 / 2), 3);
    expect(llrOf(1000, 1000)).toBe(2.5);
    expect(llrOf(0, 40)).toBe(0);
    expect(llrOf(1000, 1000)).toBeLessThan(CASE_LLR / 2);
  });

  it('given the same said every week, then it weighs as once', () => {
    const often = [0, 0, 7, 14, 21].map((day) => reported('course_brushing', day));
    const [finding] = whenJudged(brushing!, often);
    expect(finding).toMatchObject({ llr: 0.7 });
    expect(finding?.numbers[0]).toMatchObject({ name: 'weeks_reported', value: 4 });
    expect(finding?.events).toHaveLength(5);
  });

  it('given two vendors, then the one with the better record counts, and is cited', () => {
    const both = [reported('course_brushing'), reported('course_brushing', 1, 'zhihuishu')];
    const record = recordOf({ chaoxing: [0, 4], zhihuishu: [4, 4] });
    const [finding, ...more] = whenJudged(brushing!, both, given(), record);
    expect(more).toEqual([]);
    expect(finding?.llr).toBeCloseTo(0.7 + Math.log(5), 3);
    expect(finding?.baselines).toEqual(['vendor.record/standing@3']);
  });
});
