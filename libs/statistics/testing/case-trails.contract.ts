import { describe, expect } from '@jest/globals';
import { START } from '../../event-sourcing/recorded-event.js';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import type { CaseTrail } from '../case-trail.js';
import type { CaseTrails, TrailQuery } from '../case-trails.js';

export const trail = (id: string, change: Partial<CaseTrail> = {}): CaseTrail => ({
  ...{ id, violation: 'course_brushing', student: 's1', offering: '数学', college: 'CS' },
  ...{ flaggedAt: 5, version: 1, steps: [['flagged', 5]], missed: [], decisions: [] },
  rulings: [],
  ...change,
});

/** Every promise of the `CaseTrails` port but those of `Checkpoints`, which have their own suite. */
export const caseTrailsContract = (
  name: string,
  open: Open<CaseTrails>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);
  const ids = async (trails: CaseTrails, query: Partial<TrailQuery> = {}) =>
    (await trails.page({ limit: 10, ...query })).map(({ id }) => id);

  describe(`case trails: ${name}`, () => {
    given('gives a trail back as it was put', async (trails) => {
      const full = trail('a', {
        college: null,
        steps: [
          ['flagged', 5],
          ['triage', 7],
        ],
        missed: [{ deadline: 'triage', from: 6, to: null }],
        decisions: [{ at: 9, kind: 'grade_void', level: 'warning' }],
        rulings: [{ at: 11, by: 'appeals', result: 'remitted', grounds: ['procedure'] }],
      });
      await trails.put([full]);
      expect(await trails.get('a')).toEqual(full);
      expect(await trails.get('b')).toBeUndefined();
    });

    given('a trail replaces its equal or older one, never a newer', async (trails) => {
      await trails.put([trail('a', { version: 3, offering: 'new' })]);
      await trails.put([trail('a', { version: 2, offering: 'old' })]);
      expect(await trails.get('a')).toMatchObject({ version: 3, offering: 'new' });
      await trails.put([trail('a', { version: 3, college: 'MA' })]);
      expect(await ids(trails, { college: 'MA' })).toEqual(['a']);
    });

    given('pages by id, filtered', async (trails) => {
      await trails.put([
        ...[trail('c', { flaggedAt: 9 }), trail('a'), trail('b', { college: null })],
        trail('d', { violation: 'content_leak' }),
      ]);
      expect(await ids(trails)).toEqual(['a', 'b', 'c', 'd']);
      expect(await ids(trails, { limit: 2 })).toEqual(['a', 'b']);
      expect(await ids(trails, { limit: 2, after: 'b' })).toEqual(['c', 'd']);
      expect(await ids(trails, { college: 'CS' })).toEqual(['a', 'c', 'd']);
      expect(await ids(trails, { violation: 'content_leak' })).toEqual(['d']);
      expect(await ids(trails, { from: 6 })).toEqual(['c']);
      expect(await ids(trails, { to: 9, college: 'CS' })).toEqual(['a', 'd']);
    });

    given('given it is cleared, then neither trails nor places are left', async (trails) => {
      await trails.put([trail('a')]);
      await trails.save('trails', 4);
      await trails.clear();
      expect([await ids(trails), await trails.load('trails')]).toEqual([[], START]);
    });

    given(
      'given a restart, then trails are kept',
      async (trails, fixture) => {
        await trails.put([trail('a')]);
        expect(await (await fixture.reopen()).get('a')).toEqual(trail('a'));
      },
      'survives a restart',
    );
  });
};
