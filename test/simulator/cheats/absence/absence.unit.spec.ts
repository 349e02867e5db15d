import { describe, expect, it } from '@jest/globals';
import { presenceOf } from '../../habits/presence.js';
import { drawnBy } from '../testing/drawn.js';
import type { Pair } from '../label.js';
import { ABSENCE, beyondThird, counting, neverThere } from './absence.js';

/** Hours missed without an excuse, when those named are missed besides. */
function missed({ student, offering }: Pair, away: ReadonlySet<string>): number {
  return counting({ student, offering })
    .filter(({ id }) => {
      const one = presenceOf(student, offering).get(id);
      const excused =
        one?.kind === 'leave' && one.leave.approvedBy.length === 2 && one.leave.madeUp;
      return away.has(id) || (one?.kind !== 'present' && !excused);
    })
    .reduce((sum, { hours }) => sum + hours, 0);
}

describe('absence beyond a third', () => {
  it.each(ABSENCE.map(({ name }) => name))('%s: of the hours by the timetable in force', (name) => {
    for (const { scheme } of drawnBy(ABSENCE, name))
      for (const { meetings, ...pair } of scheme.replaces) {
        if (meetings === undefined || meetings === true) throw new Error('meetings by name');
        expect(beyondThird(pair, missed(pair, meetings))).toBe(true);
      }
  });

  it('just_beyond: with one meeting fewer it would not be', () => {
    for (const { scheme } of drawnBy(ABSENCE, 'just_beyond'))
      for (const { meetings, ...pair } of scheme.replaces) {
        const fewer = new Set([...(meetings === true ? [] : (meetings ?? []))].slice(1));
        expect(beyondThird(pair, missed(pair, fewer))).toBe(false);
      }
  });

  it('leave_that_excuses_nothing: one signature, or not made up', () => {
    const leaves = drawnBy(ABSENCE, 'leave_that_excuses_nothing').flatMap(
      ({ scheme }) => scheme.leaves ?? [],
    );
    expect(leaves.length).toBeGreaterThan(0);
    for (const { approvedBy, madeUp } of leaves)
      expect(approvedBy.length === 2 && madeUp).toBe(false);
  });
});

describe('never there', () => {
  it('given one, then nothing is left of the life in any course', () => {
    for (const { scheme, all } of drawnBy([neverThere], 'never_there')) {
      expect(all).toEqual([]);
      const [first] = scheme.replaces;
      expect(scheme.replaces.map(({ offering }) => offering)).toEqual(first?.student.offerings);
      for (const one of scheme.replaces)
        expect(one).toMatchObject({ videos: true, sittings: true, visits: true, meetings: true });
    }
  });
});
