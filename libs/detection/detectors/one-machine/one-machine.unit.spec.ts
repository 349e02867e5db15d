import { describe, expect, it } from '@jest/globals';
import type { AttributedActivity } from '../../detector.js';
import type { Finding } from '../../signal.js';
import { accused, DAY, event, HOUR, LAB, MIN, MONDAY_8, whenJudged } from '../testing/given.js';
import { oneMachine } from './one-machine.detector.js';

const LINE = '61.178.4.4';
const client = (ip = LINE) => ({ deviceId: 'strange', userAgent: 'Safari/617', ip });
const named = (findings: readonly Finding[]) => findings.map(({ subject }) => subject);

/** The `n`th student's exam in a course of his own, an hour and a half each, from that minute on. */
const exam = (n: number, fromMin: number, ip = LINE, day = 30): AttributedActivity[] => {
  const common = {
    subject: `s${n}`,
    offering: `C${n}`,
    activity: `C${n}-final`,
    client: client(ip),
  };
  const from = MONDAY_8 + day * DAY + fromMin * MIN;
  const data = { kind: 'exam', attempt: 1 };
  return [
    event('session.started', { ...common, activity: undefined, at: from - MIN }),
    event('assessment.started', { ...common, at: from, data }),
    event('assessment.submitted', { ...common, at: from + 90 * MIN, data }),
  ];
};
const inTurn = (count: number, ip = LINE) =>
  Array.from({ length: count }, (_, n) => exam(n, n * 95, ip)).flat();
const studies = (n: number, days: readonly number[]) =>
  days.map((day) =>
    event('session.started', {
      ...{ subject: `s${n}`, offering: `C${n}`, client: client() },
      at: MONDAY_8 + day * DAY + n * HOUR,
    }),
  );

describe('one machine for exams of different courses', () => {
  it('given three in turn on a machine that nobody studies on, then all three are accused', () => {
    const findings = whenJudged(oneMachine, inTurn(3));
    expect(named(findings)).toEqual(['s0', 's1', 's2']);
    expect(findings.map(({ offering }) => offering)).toEqual(['C0', 'C1', 'C2']);
    expect(findings.every((finding) => accused([finding]))).toBe(true);
  });

  it('given three on the machine of a fourth, then the owner is not named, the others weigh less', () => {
    const findings = whenJudged(oneMachine, [...inTurn(4), ...studies(3, [3, 9, 12])]);
    expect(named(findings)).toEqual(['s0', 's1', 's2']);
    expect(findings[0]?.llr ?? 9).toBeLessThan(whenJudged(oneMachine, inTurn(3))[0]?.llr ?? 0);
  });
});

describe('innocent machines', () => {
  it('given two strangers, then they are heard of and no case is made', () => {
    const findings = whenJudged(oneMachine, inTurn(2));
    expect(named(findings)).toEqual(['s0', 's1']);
    expect(accused(findings)).toBe(false);
  });

  it('given a laptop that its owner lends to a friend, then nothing is said', () => {
    expect(whenJudged(oneMachine, [...inTurn(2), ...studies(0, [2, 8])])).toEqual([]);
  });

  it('given roommates who study on it too, or a public machine, then nothing is said', () => {
    const room = [...inTurn(3), ...studies(0, [2, 8]), ...studies(1, [3]), ...studies(2, [5])];
    expect(whenJudged(oneMachine, room)).toEqual([]);
    const cafe = [...inTurn(3), ...studies(7, [2]), ...studies(8, [3]), ...studies(9, [5])];
    expect(whenJudged(oneMachine, cafe)).toEqual([]);
  });

  it('given a laboratory, a room for many, or one text sent for all, then nothing is said', () => {
    expect(whenJudged(oneMachine, inTurn(3, LAB))).toEqual([]);
    expect(whenJudged(oneMachine, inTurn(14))).toEqual([]);
    const atOnce = [0, 1, 2, 3].flatMap((n) => exam(n, n));
    expect(whenJudged(oneMachine, atOnce)).toEqual([]);
  });

  it('given one course alone, then it is left to who sees the class', () => {
    const one = inTurn(3).map((own) => ({ ...own, data: { ...own.data, offering: 'C' } }));
    expect(whenJudged(oneMachine, one)).toEqual([]);
  });

  it('given a filler for a device, then nothing is said', () => {
    const filler = inTurn(3).map((own) => ({
      ...own,
      data: { ...own.data, client: { ...client(), deviceId: 'unknown' } },
    }));
    expect(whenJudged(oneMachine, filler)).toEqual([]);
  });
});
