import { beforeAll, describe, expect, it } from '@jest/globals';
import { evaluate, type Evaluation } from '../../libs/detection/evaluation/evaluate.js';
import { judgeTerm } from '../simulator/evaluation/judge-term.js';
import { termOf } from '../simulator/evaluation/seed-result.js';
import type { Simulation } from '../simulator/simulate.js';
import { otherCampus } from './other-campus.js';

const options = { students: 100, weeks: 4, seed: 4 };

describe('a campus drawn by other rules than those that the detectors were tuned on', () => {
  let found: Evaluation;
  beforeAll(async () => {
    const semester = otherCampus(options) as unknown as Simulation;
    const outcome = await judgeTerm(semester);
    expect([...outcome.failures]).toEqual([]);
    found = evaluate([termOf('other campus', semester, outcome)]);
  }, 300_000);

  it('given tools with the constants of their public code, then most of what they did is found', () => {
    expect(found.recall.byViolation['course_brushing']?.rate).toBeGreaterThanOrEqual(0.7);
    expect(found.recall.all.rate).toBeGreaterThanOrEqual(0.6);
  });

  it('given its honest habits, then nobody honest is accused', () => {
    expect(found.wrongFlags.filter(({ verdict }) => verdict === 'honest')).toEqual([]);
  });

  it('given the same options, then the same semester', () => {
    const small = { ...options, students: 60 };
    const [one, again] = [otherCampus(small), otherCampus(small)];
    expect(again.events.length).toBe(one.events.length);
    expect(JSON.stringify(again.events.slice(0, 5000))).toBe(
      JSON.stringify(one.events.slice(0, 5000)),
    );
    expect(again.labels).toEqual(one.labels);
  });
});
