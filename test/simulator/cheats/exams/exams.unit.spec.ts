import { describe, expect, it } from '@jest/globals';
import type { Happening } from '../../event.js';
import { SEC } from '../../world/calendar.js';
import { clientOf, distinct, drawnBy, gapsOf, textOf, type Drawn } from '../testing/drawn.js';
import { EXAM_BRUSHING } from './brushing.js';
import { IMPERSONATION } from './impersonation.js';

/** Answers of each sitting whose platform tells them one by one. */
const answersOf = ({ all }: Pick<Drawn, 'all'>): readonly (readonly Happening[])[] => {
  const by = new Map<string, Happening[]>();
  for (const one of all)
    if (one.type === 'assessment.answered' && one.platform.answers.told === 'each') {
      const key = `${one.account ?? ''} ${textOf(one, 'activity')}`;
      by.set(key, [...(by.get(key) ?? []), one]);
    }
  return [...by.values()].filter((answers) => answers.length > 3);
};

const brushed = (name: string) => drawnBy(EXAM_BRUSHING, name).flatMap(answersOf);

describe('papers answered by software', () => {
  it('grid_pacing: the same seconds from answer to answer', () => {
    for (const answers of brushed('grid_pacing')) {
      const gaps = gapsOf(answers);
      expect(Math.min(...gaps)).toBeGreaterThan(0.45 * SEC);
      expect(Math.max(...gaps)).toBeLessThan(6 * SEC);
      expect(Math.max(...gaps) - Math.min(...gaps)).toBeLessThan(0.8 * SEC);
    }
  });

  it('faster_than_reading: below two seconds an item, and mostly right', () => {
    const all = brushed('faster_than_reading');
    for (const answers of all) {
      const gaps = gapsOf(answers).sort((a, b) => a - b);
      expect(gaps[Math.floor(gaps.length / 2)]).toBeLessThan(2 * SEC);
    }
    const told = all.flat().filter((one) => one.platform.answers.correct);
    expect(told.filter(({ data }) => data['correct'] === true).length).toBeGreaterThan(
      told.length * 0.85,
    );
  });

  it('bank_with_jitter: seconds within bounds', () => {
    for (const answers of brushed('bank_with_jitter')) {
      const gaps = gapsOf(answers);
      expect(Math.min(...gaps)).toBeGreaterThan(1.4 * SEC);
      expect(Math.max(...gaps)).toBeLessThan(10.5 * SEC);
    }
  });
});

describe('exams that somebody else sits', () => {
  it('given any family, then the account’s machine was never its owner’s, and only exams are sat', () => {
    for (const { name } of IMPERSONATION)
      for (const { scheme, all } of drawnBy(IMPERSONATION, name))
        for (const { student, offering, sittings } of scheme.replaces) {
          const exams = offering.assessments.filter(({ kind }) => kind === 'exam');
          if (sittings === undefined || sittings === true) throw new Error('sittings by name');
          expect(sittings.size).toBeGreaterThan(0);
          for (const id of sittings) expect(exams.map((one) => one.id)).toContain(id);
          const own = [student.laptop.id, student.phone.id, student.newLaptop?.device.id];
          for (const one of all) expect(own).not.toContain(clientOf(one).deviceId ?? 'none');
        }
  });

  it('writer_of_several: one machine, one candidate after the other', () => {
    for (const { all, scheme, of } of drawnBy(IMPERSONATION, 'writer_of_several')) {
      expect(distinct(all.map((one) => clientOf(one).deviceId))).toBe(1);
      const spans = scheme.cases
        .map((one) => of(one).map(({ at }) => at))
        .map((times) => [Math.min(...times), Math.max(...times)] as const)
        .sort((a, b) => a[0] - b[0]);
      for (const [n, [from]] of spans.slice(1).entries())
        expect(from).toBeGreaterThan(spans[n]?.[1] ?? 0);
    }
  });

  it('writer_in_dormitory: the owner’s own building', () => {
    for (const { scheme, all } of drawnBy(IMPERSONATION, 'writer_in_dormitory'))
      for (const { student } of scheme.replaces)
        for (const one of all)
          expect(clientOf(one).ip).toMatch(new RegExp(`^10\\.30\\.${student.dormitory}\\.`));
  });
});
