import { describe, expect } from '@jest/globals';
import { START } from '../../event-sourcing/recorded-event.js';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import { sortValue, SORTS, type CaseIndex, type CaseQuery, type CaseRow } from '../case-index.js';
import type { Deadline } from '../deadline.js';

const row = (id: string, change: Partial<CaseRow> = {}): CaseRow => ({
  ...{ id, family: 'violation', violation: 'course_brushing', student: 's1', offering: '数学' },
  ...{ college: 'CS', status: 'flagged', score: 0.9, assignee: null, due: null, flaggedAt: 5 },
  ...{ noticed: false, part: 'participant', signals: ['x'], links: [], outcome: null },
  ...{ attention: [], people: [], deadlines: [], version: 1 },
  ...{ wakeAt: null, escalated: [] },
  ...change,
});

const deadline = (due: number, change: Partial<Deadline> = {}): Deadline => ({
  ...{ name: 'triage', basis: 'policy@1#triage', unit: 'calendar', days: 5, start: 0, due },
  ...{ policyVersion: 'p', calendarVersion: 'c', extended: 0, state: 'running' },
  ...change,
});

const QUERY: CaseQuery = { scope: { kind: 'all' }, sort: 'id', descending: false, limit: 10 };
const EVERYTHING = { scope: { kind: 'all' }, dueBefore: 1000, limit: 10 } as const;

/** Every promise of the `CaseIndex` port but those of `Checkpoints`, which have their own suite. */
export const caseIndexContract = (
  name: string,
  open: Open<CaseIndex>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);
  const found = async (index: CaseIndex, query: Partial<CaseQuery>) =>
    (await index.list({ ...QUERY, ...query })).map(({ id }) => id);

  describe(`case index: ${name}`, () => {
    given('gives a row back as it was put, and knows all ids', async (index) => {
      const full = row('b', {
        ...{ assignee: 'li', due: 9, people: ['li', '王'], deadlines: [deadline(9)], links: ['a'] },
        outcome: { kind: 'grade_void', decidedAt: 7, level: 'warning' },
      });
      await index.put([full, row('a', { college: null })]);
      expect(await index.get('b')).toEqual(full);
      expect(await index.get('a')).toEqual(row('a', { college: null }));
      expect(await index.get('c')).toBeUndefined();
      expect(await index.ids()).toEqual(['a', 'b']);
    });

    given('a row replaces its equal or older one, never a newer', async (index) => {
      await index.put([row('a', { version: 2, score: 0.5 })]);
      await index.put([row('a', { version: 1, score: 0.1 })]);
      expect(await index.get('a')).toMatchObject({ score: 0.5 });
      await index.put([row('a', { version: 2, score: 0.6 })]);
      expect(await index.get('a')).toMatchObject({ score: 0.6 });
    });

    given('sorts by each key both ways, and a page goes on where one ended', async (index) => {
      await index.put([
        row('a', { score: 0.5, due: 7, flaggedAt: 3 }),
        row('b', { score: 0.9, due: null, flaggedAt: 3 }),
        row('c', { score: 0.5, due: 2, flaggedAt: 1 }),
      ]);
      const ascending = { score: 'acb', due: 'cab', opened: 'cab', id: 'abc' };
      for (const sort of SORTS)
        for (const descending of [false, true]) {
          const whole = await found(index, { sort, descending });
          const order = ascending[sort].split('');
          expect(whole).toEqual(descending ? order.reverse() : order);
          const first = await index.get(whole[0] as string);
          const after = { value: sortValue(first as CaseRow, sort), id: whole[0] as string };
          expect(await found(index, { sort, descending, after })).toEqual(whole.slice(1));
        }
      expect(await found(index, { limit: 2 })).toEqual(['a', 'b']);
    });

    given('filters; withdrawn flags come only when asked for', async (index) => {
      await index.put([
        row('a', { due: 5, assignee: 'li' }),
        row('b', { status: 'withdrawn', family: 'exam', college: null }),
        row('c', { student: 's2', offering: 'CS', violation: 'proxy_attendance' }),
      ]);
      expect(await found(index, {})).toEqual(['a', 'c']);
      expect(await found(index, { status: 'withdrawn' })).toEqual(['b']);
      expect(await found(index, { status: 'withdrawn', family: 'exam' })).toEqual(['b']);
      expect(await found(index, { student: 's2', offering: 'CS' })).toEqual(['c']);
      expect(await found(index, { violation: 'course_brushing' })).toEqual(['a']);
      expect(await found(index, { assignee: 'li', college: 'CS' })).toEqual(['a']);
      expect([await found(index, { dueBefore: 5 }), await found(index, { dueBefore: 6 })]).toEqual([
        [],
        ['a'],
      ]);
    });

    given('shows each scope its own', async (index) => {
      await index.put([
        row('a', { people: ['li'], college: 'MA' }),
        row('b', { noticed: true }),
        row('c', { student: 's2', noticed: true, status: 'review', college: null }),
        row('d', { family: 'eligibility', status: 'review' }),
        row('e', { family: 'eligibility', status: 'objection' }),
      ]);
      const scope = (one: CaseQuery['scope']) => found(index, { scope: one });
      expect(await scope({ kind: 'college', college: 'CS', person: 'li' })).toEqual([
        ...['a', 'b', 'd', 'e'],
      ]);
      expect(await scope({ kind: 'student', student: 's1' })).toEqual(['b']);
      const waits = { statuses: ['review'], short: ['objection'] };
      const queue = { kind: 'queue', role: 'reviewer', ...waits } as const;
      expect(await scope({ ...queue, person: 'li' })).toEqual(['a', 'c', 'e']);
      expect(await scope({ ...queue, statuses: [], person: 'wu' })).toEqual(['e']);
      expect(await scope({ ...queue, statuses: [], short: [], person: 'wu' })).toEqual([]);
    });

    given('shows a queue what was escalated to its role, whatever its state', async (index) => {
      await index.put([row('a', { escalated: ['appeals', 'reviewer'] }), row('b')]);
      const queue = { kind: 'queue', statuses: [], short: [], person: 'wu' } as const;
      expect(await found(index, { scope: { ...queue, role: 'reviewer' } })).toEqual(['a']);
      expect(await found(index, { scope: { ...queue, role: 'legal' } })).toEqual([]);
    });

    given('finds cases by a reason to be looked at', async (index) => {
      const attention = [
        { code: 'below_threshold' },
        { code: 'deadline_overdue', deadline: 'triage' },
      ] as const;
      await index.put([row('a', { attention }), row('b')]);
      expect(await found(index, { attention: 'deadline_overdue' })).toEqual(['a']);
      expect(await found(index, { attention: 'deadline' })).toEqual([]);
    });

    given('wakes cases in the order of their time, then their id', async (index) => {
      await index.put([
        ...[row('a', { wakeAt: 9 }), row('c', { wakeAt: 3 }), row('b', { wakeAt: 3 })],
        ...[row('d'), row('e', { wakeAt: 10 })],
      ]);
      expect(await index.waking(9, 10)).toEqual(['b', 'c', 'a']);
      expect(await index.waking(9, 1)).toEqual(['b']);
      expect(await index.waking(2, 10)).toEqual([]);
      await index.put([row('b', { version: 2 })]);
      expect(await index.waking(3, 10)).toEqual(['c']);
    });

    given('tells the deadlines that run, by due time, case and name', async (index) => {
      await index.put([
        row('a', { due: 3, deadlines: [deadline(8), deadline(3, { name: 'review' })] }),
        row('b', {
          due: 3,
          deadlines: [deadline(3), deadline(2, { state: 'met' }), deadline(1, { pausedSince: 1 })],
        }),
      ]);
      const told = async (query: object) =>
        (await index.deadlines({ ...EVERYTHING, ...query })).map(
          (one) => `${one.case} ${one.deadline.name} ${one.deadline.due}`,
        );
      expect(await told({})).toEqual(['a review 3', 'b triage 3', 'a triage 8']);
      expect(await told({ dueBefore: 8 })).toEqual(['a review 3', 'b triage 3']);
      expect(await told({ after: { due: 3, case: 'a', name: 'review' }, limit: 1 })).toEqual([
        'b triage 3',
      ]);
      expect(await told({ scope: { kind: 'student', student: 's1' } })).toEqual([]);
    });

    given('given it is cleared, then neither rows nor places are left', async (index) => {
      await index.put([row('a')]);
      await index.save('cases', 4);
      await index.clear();
      expect([await index.ids(), await index.load('cases')]).toEqual([[], START]);
    });

    given(
      'given a restart, then rows are kept',
      async (index, fixture) => {
        await index.put([row('a')]);
        expect(await (await fixture.reopen()).get('a')).toEqual(row('a'));
      },
      'survives a restart',
    );
  });
};
