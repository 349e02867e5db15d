import { describe, expect, it } from '@jest/globals';
import { clientOf, distinct, drawnBy, textOf } from '../testing/drawn.js';
import { LENDING } from './lending.js';

describe('a lent account', () => {
  it('given any family, then the work is done on machines that are not the owner’s', () => {
    for (const { name } of LENDING)
      for (const { scheme, of } of drawnBy(LENDING, name))
        for (const { student, offering } of scheme.replaces) {
          const label = scheme.cases.find(
            (one) => one.student === student.number && one.offering === offering.id,
          );
          const work = label ? of(label) : [];
          expect(work.length).toBeGreaterThan(5);
          const own = [student.laptop.id, student.phone.id, student.newLaptop?.device.id];
          for (const one of work) {
            expect(textOf(one, 'offering')).toBe(offering.id);
            expect(own).not.toContain(clientOf(one).deviceId ?? 'none');
          }
        }
  });

  it.each(['studio', 'serves_several'])('%s: one machine for several accounts', (name) => {
    for (const { scheme, all } of drawnBy(LENDING, name)) {
      expect(scheme.cases.length).toBeGreaterThan(2);
      const machines = all.flatMap((one) => clientOf(one).deviceId ?? []);
      expect(distinct(machines)).toBe(1);
    }
  });

  it('helper_dormitory: the owner’s own building', () => {
    for (const { scheme, all } of drawnBy(LENDING, 'helper_dormitory'))
      for (const { student } of scheme.replaces)
        for (const one of all.filter(({ data }) => 'client' in data))
          expect(clientOf(one).ip).toMatch(new RegExp(`^10\\.30\\.${student.dormitory}\\.`));
  });

  it('given any family, then exams stay the owner’s', () => {
    for (const { name } of LENDING)
      for (const { scheme } of drawnBy(LENDING, name))
        for (const { offering, sittings } of scheme.replaces)
          for (const exam of offering.assessments.filter(({ kind }) => kind === 'exam'))
            expect(sittings !== true && sittings?.has(exam.id)).toBe(false);
  });
});
