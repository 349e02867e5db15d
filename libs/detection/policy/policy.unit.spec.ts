import { describe, expect, it } from '@jest/globals';
import { TINY } from '../testing/tiny-detectors.js';
import { DEFAULT_POLICY } from './default-policy.js';
import { parametersOf } from './policy.js';
import { readPolicy } from './read-policy.js';

const refusalsOf = (text: string) => {
  const reading = readPolicy(text, TINY);
  return reading.ok ? [] : reading.refusals;
};

describe('a policy file', () => {
  it('says what differs; everything else is the default', () => {
    const reading = readPolicy(
      'version: "2026"\nthresholds: { course_brushing: 0.8 }\ndetectors: { busy-day: { parameters: { most: 9 } } }',
      TINY,
    );
    if (!reading.ok) throw new Error(JSON.stringify(reading.refusals));
    expect(reading.policy.thresholds).toEqual({
      ...DEFAULT_POLICY.thresholds,
      course_brushing: 0.8,
    });
    expect(reading.policy.limits).toEqual(DEFAULT_POLICY.limits);
    const [busy] = TINY;
    expect(busy && parametersOf(reading.policy, busy)).toEqual({ most: 9 });
  });

  it('is refused by name and place', () => {
    expect(refusalsOf('{')).toMatchObject([{ name: 'PolicyUnreadable' }]);
    expect(refusalsOf('thresholds: {}')).toMatchObject([{ name: 'PolicyInvalid', pointer: '' }]);
    expect(refusalsOf('version: a\nthresholds: { course_brushing: 1.5 }')).toMatchObject([
      { name: 'PolicyInvalid', pointer: '/thresholds/course_brushing' },
    ]);
    expect(refusalsOf('version: a\ntresholds: {}')).toMatchObject([
      { name: 'PolicyInvalid', pointer: '/tresholds' },
    ]);
    expect(refusalsOf('version: a\ndetectors: { no-such: {} }')).toMatchObject([
      { name: 'UnknownDetector', pointer: '/detectors/no-such' },
    ]);
    expect(
      refusalsOf('version: a\ndetectors: { busy-day: { parameters: { mots: 1 } } }'),
    ).toMatchObject([{ name: 'UnknownParameter', pointer: '/detectors/busy-day/parameters/mots' }]);
  });

  it('may not undercut the law', () => {
    expect(
      refusalsOf('version: a\nlimits: { appealDays: 9, defenceWorkingDays: 2 }'),
    ).toMatchObject([
      { name: 'DeadlineFloor', pointer: '/limits/defenceWorkingDays', article: 'moe-41#55' },
      { name: 'DeadlineFloor', pointer: '/limits/appealDays', article: 'moe-41#60' },
    ]);
    expect(refusalsOf('version: a\nlimits: { appealDays: 10, defenceWorkingDays: 3 }')).toEqual([]);
  });
});
