import { describe, expect, it } from '@jest/globals';
import { DEFAULT_POLICY } from '../../../libs/detection/policy/default-policy.js';
import { checkPolicy } from '../../../libs/detection/policy/read-policy.js';
import { DEFAULT_LIMITS, unlawfulLimits } from '../../../libs/regulation/limits.js';
import { limitsOf } from './limits-of-policy.js';

describe('the limits of a policy', () => {
  it.each([
    ['defenceWorkingDays', 2, 'moe-41#55'],
    ['appealDays', 9, 'moe-41#60'],
    ['provincialAppealDays', 14, 'moe-41#62'],
    ['appealConclusionDays', 16, 'moe-41#61'],
  ])(
    'given %s of %i, then the law refuses it at the door, with its article',
    (name, days, article) => {
      const given = { version: 'x', limits: { [name]: days } };
      expect(checkPolicy(given, [])).toMatchObject({
        ok: false,
        refusals: [{ name: 'DeadlineFloor', pointer: `/limits/${name}`, article }],
      });
      // What is refused at the door is what would stop the procedure, and nothing else is.
      const limits = { ...DEFAULT_POLICY.limits, [name]: days };
      expect(unlawfulLimits(limitsOf({ ...DEFAULT_POLICY, limits }))).toHaveLength(1);
      const nearest = days + (article === 'moe-41#61' ? -1 : 1);
      const lawful = { version: 'x', limits: { [name]: nearest } };
      expect(checkPolicy(lawful, [])).toMatchObject({ ok: true });
    },
  );

  it('given a policy that says nothing of reminders, then they are the product’s, and its hash is kept', () => {
    expect(limitsOf(DEFAULT_POLICY)).toEqual({ ...DEFAULT_LIMITS, version: 'default-1' });
    expect(DEFAULT_POLICY).not.toHaveProperty('clocks');
  });

  it('given a time for a college to answer, then it is the policy’s; a policy without it keeps its hash', () => {
    const reading = checkPolicy({ version: 'x', limits: { collegeAnswerWorkingDays: 4 } }, []);
    expect(reading.ok && limitsOf(reading.policy).collegeAnswerDays).toBe(4);
    expect(DEFAULT_POLICY.limits).not.toHaveProperty('collegeAnswerWorkingDays');
    const none = { version: 'x', limits: { collegeAnswerWorkingDays: 0 } };
    expect(checkPolicy(none, [])).toMatchObject({
      ok: false,
      refusals: [{ pointer: '/limits/collegeAnswerWorkingDays' }],
    });
  });

  it('given some, then they stand beside the others', () => {
    const file = {
      version: 'x',
      clocks: { remindDaysBefore: { triage: 0, appeal: 7 }, escalateAfterWorkingDays: null },
    };
    const reading = checkPolicy(file, []);
    if (!reading.ok) throw new Error('refused');
    expect(limitsOf(reading.policy)).toMatchObject({
      remindDaysBefore: { triage: 0, appeal: 7, investigation: 3 },
      escalateAfter: null,
    });
    const odd = { version: 'x', clocks: { remindDaysBefore: { lunch: 1 } } };
    expect(checkPolicy(odd, [])).toMatchObject({
      ok: false,
      refusals: [{ pointer: '/clocks/remindDaysBefore/lunch' }],
    });
  });
});
