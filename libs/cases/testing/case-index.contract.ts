import { describe, expect } from '@jest/globals';
import { START } from '../../event-sourcing/recorded-event.js';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import {
  sortValue,
  SORTS,
  type CaseIndex,
  type CaseQuery,
  type CaseRow,
  type DueDeadline,
} from '../case-index.js';
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

const STATES: readonly Deadline['state'][] = ['running', 'met', 'overdue', 'running', 'lapsed'];
const QUERY: CaseQuery = { scope: { kind: 'all' }, sort: 'id', descending: false, limit: 10 };
const EVERYTHING = { scope: { kind: 'all' }, dueBefore: 1000, limit: 10 } as const;

const inOrder = (rows: readonly CaseRow[], sort: CaseQuery['sort'], descending: boolean) => {
  const less = (a: CaseRow, b: CaseRow) => {
    const [one, other] = [sortValue(a, sort), sortValue(b, sort)];
    return one < other || (one === other && a.id < b.id);
  };
  const ascending = [...rows].sort((a, b) => (less(a, b) ? -1 : 1)).map(({ id }) => id);
  return descending ? ascending.reverse() : ascending;
};

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

    given('any member may change by itself or with others, and be emptied again', async (index) => {
      const before = row('a');
      const other: Partial<CaseRow> = {
        ...{ family: 'exam', violation: 'exam_brushing', student: 's2', offering: '物理' },
        ...{ college: null, status: 'triage', score: 0.5, assignee: '李', due: 9, flaggedAt: 6 },
        ...{ noticed: true, part: 'organiser', signals: ['y'], links: ['b'], people: ['王'] },
        ...{ outcome: { kind: 'grade_void', decidedAt: 7 }, deadlines: [deadline(9)] },
        ...{ wakeAt: 8, escalated: ['reviewer'] },
      };
      const changes = Object.entries(other).map(([member, value]) => ({ [member]: value }));
      for (const change of [...changes, other]) {
        const changed = row('a', change);
        for (const one of [before, changed, before]) {
          await index.put([one]);
          expect(await index.get('a')).toEqual(one);
        }
      }
      await index.put([row('a', { ...other, version: 2 }), before]);
      expect(await index.get('a')).toEqual(row('a', { ...other, version: 2 }));
      expect(await found(index, { status: 'triage', sort: 'due' })).toEqual(['a']);
      expect(await found(index, { status: 'flagged', sort: 'score' })).toEqual([]);
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

    given(
      'pages of any scope and order, put together, are the whole scope, each case once',
      async (index) => {
        const statuses = ['flagged', 'review', 'objection', 'decision'];
        const rows = Array.from({ length: 60 }, (_, n) =>
          row(`c${String((n * 37) % 60).padStart(2, '0')}`, {
            ...{ status: statuses[n % 4] as string, family: n % 3 ? 'violation' : 'eligibility' },
            ...{ college: n % 5 ? 'CS' : 'MA', score: (n % 7) / 10, flaggedAt: n % 6 },
            ...{ due: n % 4 ? n % 9 : null, people: n % 8 ? ['wu'] : ['li', 'wu'] },
            escalated: n % 11 ? [] : ['reviewer'],
          }),
        );
        await index.put(rows);
        // Seats are given up and taken.
        const changed = rows.map((one, n) =>
          n % 10 ? one : { ...one, people: ['li'], due: 1, escalated: ['committee'], version: 2 },
        );
        await index.put(changed);
        const waits = { statuses: ['review', 'decision'], short: ['objection'] };
        const sees: readonly [CaseQuery['scope'], (one: CaseRow) => boolean][] = [
          [
            { kind: 'college', college: 'MA', person: 'li' },
            ({ college, people }) => college === 'MA' || people.includes('li'),
          ],
          [
            { kind: 'queue', role: 'reviewer', person: 'li', ...waits },
            ({ family, status, people, escalated }) =>
              (family === 'violation' ? waits.statuses : waits.short).includes(status) ||
              people.includes('li') ||
              escalated.includes('reviewer'),
          ],
        ];
        for (const [scope, visible] of sees)
          for (const sort of SORTS)
            for (const descending of [false, true]) {
              const whole = inOrder(changed.filter(visible), sort, descending);
              const turned: string[] = [];
              for (let after: CaseQuery['after']; ;) {
                const page = await index.list({
                  ...{ ...QUERY, scope, sort, descending, limit: 7 },
                  ...(after && { after }),
                });
                turned.push(...page.map(({ id }) => id));
                const last = page.at(-1);
                if (!last || page.length < 7) break;
                after = { value: sortValue(last, sort), id: last.id };
              }
              expect(turned).toEqual(whole);
            }
      },
    );

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

    given(
      'tells the deadlines that wait for somebody, by due time, case and name',
      async (index) => {
        await index.put([
          row('a', { due: 3, deadlines: [deadline(8), deadline(3, { name: 'review' })] }),
          row('b', {
            due: 3,
            deadlines: [
              deadline(3),
              deadline(2, { state: 'met' }),
              deadline(1, { state: 'lapsed' }),
            ],
          }),
          row('c', {
            deadlines: [
              deadline(1, { state: 'overdue' }),
              deadline(2, { name: 'review', state: 'overdue', metAt: 4 }),
              deadline(4, { name: 'investigation', pausedSince: 1 }),
            ],
          }),
        ]);
        const told = async (query: object) =>
          (await index.deadlines({ ...EVERYTHING, ...query })).map(
            (one) => `${one.case} ${one.deadline.name} ${one.deadline.due}`,
          );
        const soon = ['c triage 1', 'a review 3', 'b triage 3', 'c investigation 4'];
        expect(await told({})).toEqual([...soon, 'a triage 8']);
        expect(await told({ dueBefore: 8 })).toEqual(soon);
        expect(await told({ dueBefore: 3 })).toEqual(['c triage 1']);
        expect(await told({ after: { due: 3, case: 'a', name: 'review' }, limit: 1 })).toEqual([
          'b triage 3',
        ]);
        expect(await told({ scope: { kind: 'student', student: 's1' } })).toEqual([]);
      },
    );

    given(
      'pages of the deadlines of any scope, put together, are those that wait in it, whatever changed before',
      async (index) => {
        const statuses = ['flagged', 'review', 'objection', 'decision'];
        const rows = Array.from({ length: 60 }, (_, n) => {
          const deadlines = [
            deadline(n % 9, {
              state: STATES[n % 5] as Deadline['state'],
              ...(n % 3 ? {} : { metAt: 1 }),
            }),
            deadline((n * 5) % 13, { name: 'defence', ...(n % 7 ? {} : { pausedSince: 1 }) }),
          ].slice(0, n % 4);
          return row(`c${String((n * 37) % 60).padStart(2, '0')}`, {
            ...{ status: statuses[n % 4] as string, family: n % 3 ? 'violation' : 'eligibility' },
            ...{ college: n % 5 ? 'CS' : 'MA', noticed: n % 2 === 0, student: `s${n % 3}` },
            ...{ people: n % 8 ? ['wu'] : ['li', 'wu'], escalated: n % 11 ? [] : ['reviewer'] },
            ...{ deadlines, due: n },
          });
        });
        await index.put(rows);
        // Deadlines are met and set; a case moves on, changes its college, or only its score.
        const changed = rows.map((one, n): CaseRow => {
          const version = 2;
          const deadlines = one.deadlines.map((each) => ({ ...each, due: each.due + 1 }));
          switch (n % 7) {
            case 0:
              return { ...one, version, deadlines: [] };
            case 1:
              return { ...one, version, deadlines: [deadline(3, { name: 'review' })] };
            case 2:
              return { ...one, version, deadlines, status: 'review' };
            case 3:
              return { ...one, version, status: 'decision', college: null };
            case 4:
              return { ...one, version, score: 0.1 };
            default:
              return one;
          }
        });
        await index.put(changed);
        await index.put(rows);
        const waits = { statuses: ['review', 'decision'], short: ['objection'] };
        const sees: readonly [CaseQuery['scope'], (one: CaseRow) => boolean][] = [
          [{ kind: 'all' }, () => true],
          [{ kind: 'student', student: 's1' }, (one) => one.student === 's1' && one.noticed],
          [
            { kind: 'college', college: 'MA', person: 'li' },
            ({ college, people }) => college === 'MA' || people.includes('li'),
          ],
          [
            { kind: 'queue', role: 'reviewer', person: 'li', ...waits },
            ({ family, status, people, escalated }) =>
              (family === 'violation' ? waits.statuses : waits.short).includes(status) ||
              people.includes('li') ||
              escalated.includes('reviewer'),
          ],
        ];
        const current = new Map([...rows, ...changed].map((one) => [one.id, one]));
        for (const [scope, visible] of sees)
          for (const dueBefore of [1000, 6]) {
            const whole = [...current.values()]
              .filter(visible)
              .flatMap(({ id, status, offering, deadlines }) =>
                deadlines.map((each) => ({ case: id, status, offering, deadline: each })),
              )
              .filter(
                ({ deadline: { state, metAt, due } }) =>
                  (state === 'running' || (state === 'overdue' && metAt === undefined)) &&
                  due < dueBefore,
              )
              .sort(
                (a, b) =>
                  a.deadline.due - b.deadline.due ||
                  (a.case === b.case ? 0 : a.case < b.case ? -1 : 1) ||
                  (a.deadline.name < b.deadline.name ? -1 : 1),
              );
            const turned: DueDeadline[] = [];
            for (;;) {
              const last = turned.at(-1);
              const after = last && {
                ...{ due: last.deadline.due, case: last.case, name: last.deadline.name },
              };
              const page = await index.deadlines({
                ...{ scope, dueBefore, limit: 7 },
                ...(after && { after }),
              });
              turned.push(...page);
              if (page.length < 7) break;
            }
            expect(turned).toEqual(whole);
          }
      },
    );

    given('given it is cleared, then neither rows nor places are left', async (index) => {
      await index.put([row('a', { due: 3, deadlines: [deadline(3)] })]);
      await index.save('cases', 4);
      await index.clear();
      expect([await index.ids(), await index.load('cases')]).toEqual([[], START]);
      expect(await index.deadlines(EVERYTHING)).toEqual([]);
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
