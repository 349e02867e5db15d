import { describe, expect, it } from '@jest/globals';
import type { AnswerDay, AnswerRow } from '../../libs/detection/detectors/assessments/answers.js';
import { classAnswers } from '../../libs/detection/detectors/assessments/class-answers.js';
import { Timing } from '../../libs/detection/detectors/answer-similarity/timing.js';
import { similarPairs } from '../../libs/detection/detectors/answer-similarity/search.js';
import type { Measured } from '../../libs/detection/detector.js';
import { Random } from '../simulator/random.js';
import { copied, daysOf, drawClass, type ClassPlan } from './nominal-class.js';

const CERTAIN = 3.3 * Math.LN10;
const exam: ClassPlan = { students: 60, assessments: [40], easiness: 1 };
const random = new Random(21);

interface InStep {
  /** Share of the answers that are given in step; the others at one's own pace. */
  readonly share: number;
  /** Share of those that come after the other's; the others before. */
  readonly after: number;
  /** Median seconds from one answer to the next. */
  readonly waitSec: number;
}

/** Everybody at a pace of his own; those of `steps` answer within a minute of another's answer. */
function timedDays(
  days: readonly Measured<AnswerDay>[],
  steps: ReadonlyMap<string, string>,
  { share, after, waitSec }: InStep = { share: 1, after: 1, waitSec: 40 },
): Measured<AnswerDay>[] {
  const own = random.fork('waits');
  const instants = new Map<string, number[]>();
  for (const { subject = '', measure } of days) {
    let at = 0;
    const rows = measure.parts[0]?.rows ?? [];
    instants.set(
      subject,
      rows.map(() => (at += own.lognormal(waitSec, 1) * 1000)),
    );
  }
  for (const [one, other] of steps) {
    const alone = instants.get(one) ?? [];
    const near = (at: number, n: number): number => {
      if (!own.chance(share)) return alone[n] ?? at;
      return at + (own.chance(after) ? 1 : -1) * own.between(4, 50) * 1000;
    };
    instants.set(one, (instants.get(other) ?? []).map(near));
  }
  return days.map((day) => ({
    ...day,
    measure: {
      ...day.measure,
      parts: day.measure.parts.map((part) => ({
        ...part,
        rows: part.rows.map((row, n): AnswerRow => {
          const [item, response, correct, , id] = row;
          return [item, response, correct, instants.get(day.subject ?? '')?.[n] ?? 0, id];
        }),
      })),
    },
  }));
}

const found = (days: readonly Measured<AnswerDay>[]): string[] => {
  const answers = classAnswers(days);
  return (answers ? similarPairs(answers, CERTAIN) : []).map(({ a, b }) =>
    [answers?.students[a], answers?.students[b]].sort().join(' '),
  );
};

describe('answers given in step', () => {
  const honest = drawClass(exam, random.fork('class'));
  const half = { from: 7, to: 31, share: 0.65 };

  it('given two thirds of an exam copied as the other answers, then what answers alone leave open is a case', () => {
    const days = daysOf(copied(honest, half, random.fork('copy')));
    expect(found(timedDays(days, new Map([['s31', 's7']])))).toEqual(['s31 s7']);
  });

  it('given people who keep in step and answer for themselves, then no pair', () => {
    const steps = new Map([0, 4, 8, 12, 16].map((n) => [`s${n + 1}`, `s${n}`] as const));
    expect(found(timedDays(daysOf(honest), steps))).toEqual([]);
  });

  it.each([
    ['now one before, now the other', { share: 1, after: 0.5 }],
    ['for most of it, now one before, now the other', { share: 0.8, after: 0.5 }],
    ['for most of it, one after the other', { share: 0.8, after: 1 }],
    ['for half of it, one after the other', { share: 0.5, after: 1 }],
  ])('given pairs who work side by side %s and answer for themselves, then no pair', (_, how) => {
    const steps = new Map(
      Array.from({ length: 12 }, (__, n) => [`s${n * 5 + 1}`, `s${n * 5}`] as const),
    );
    const pairs = Array.from({ length: 4 }, (__, n) => {
      const own = random.fork('side by side', n);
      const days = daysOf(drawClass(exam, own));
      return found(timedDays(days, steps, { ...how, waitSec: 250 }));
    });
    expect(pairs.flat()).toEqual([]);
  });

  it("given a class whose pace a teacher sets, then keeping in step is nobody's sign", () => {
    const steps = new Map(Array.from({ length: 59 }, (_, n) => [`s${n + 1}`, 's0'] as const));
    const answers = classAnswers(timedDays(daysOf(honest), steps));
    expect(answers && new Timing(answers).shareInStep(60, () => 9)).toBeGreaterThan(0.5);
    expect(found(timedDays(daysOf(honest), steps))).toEqual([]);
  });
});
