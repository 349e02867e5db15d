import { describe, expect } from '@jest/globals';
import fc from 'fast-check';
import type { Checkpoints } from '../../event-sourcing/checkpoints.js';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import {
  newestFirst,
  type AccountSpan,
  type TimelineIndex,
  type TimelinePlace,
  type TimelineRow,
} from '../timeline-index.js';

export interface TimelineStore {
  readonly index: TimelineIndex;
  readonly checkpoints: Checkpoints;
}

const row = (id: string, time: number, more: Partial<TimelineRow> = {}): TimelineRow => ({
  source: 'chaoxing',
  account: 'zw',
  id,
  time,
  type: 'probity.content.viewed.v1',
  offering: 'CS101',
  position: time + 1,
  ...more,
});

const span = (source: string, account: string, from?: number, to?: number): AccountSpan => ({
  source,
  account,
  from: from ?? null,
  to: to ?? null,
});

const ALL = [span('chaoxing', 'zw'), span('yuketang', 'w')];

const ids = (rows: readonly TimelineRow[]) => rows.map((one) => one.id);

/** What every index of timelines must do. */
export const timelineIndexContract = (
  name: string,
  open: Open<TimelineStore>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);

  describe(`TimelineIndex (${name})`, () => {
    given('merges the spans newest first, equal instants by source and id', async ({ index }) => {
      const other = { source: 'yuketang', account: 'w' };
      const rows = [row('a', 5), row('b', 5), row('c', 9), row('d', 5, other), row('e', 1, other)];
      await index.append(rows, 'timeline', 9);
      expect(ids(await index.page(ALL, {}, undefined, 10))).toEqual(['c', 'd', 'b', 'a', 'e']);
    });

    given('gives each row once, however often it was appended', async ({ index }) => {
      await index.append([row('a', 5), row('a', 5)], 'timeline', 1);
      await index.append([row('a', 5)], 'timeline', 1);
      expect(await index.page(ALL, {}, undefined, 10)).toEqual([row('a', 5)]);
    });

    given('keeps to half-open spans, ranges, offering and types', async ({ index }) => {
      const rows = [
        row('1', 1),
        row('2', 2, { offering: undefined }),
        row('3', 3, { type: 'x' }),
        row('4', 4),
        row('5', 4, { account: 'somebody else' }),
      ];
      await index.append(rows, 'timeline', 9);
      const page = async (filter: object, spans = ALL) =>
        ids(await index.page(spans, filter, undefined, 10));
      expect(await page({ from: 2, to: 4 })).toEqual(['3', '2']);
      expect(await page({ offering: 'CS101' })).toEqual(['4', '3', '1']);
      expect(await page({ types: ['x', 'y'] })).toEqual(['3']);
      expect(await page({ types: [] })).toEqual([]);
      expect(await page({}, [span('chaoxing', 'zw', 2, 4)])).toEqual(['3', '2']);
      expect(await page({ offering: 'unknown' })).toEqual([]);
    });

    given('saves the checkpoint with the rows', async ({ index, checkpoints }) => {
      await index.append([row('a', 5)], 'timeline', 42);
      await index.append([], 'timeline', 43);
      expect(await checkpoints.load('timeline')).toBe(43);
    });

    given('pages through any set without a gap or a repeat', async ({ index }) => {
      const all: TimelineRow[] = [];
      const rows = fc.uniqueArray(
        fc.record({
          id: fc.string({ minLength: 1, maxLength: 3, unit: 'grapheme-ascii' }),
          time: fc.integer({ min: 0, max: 4 }),
          second: fc.boolean(),
        }),
        { minLength: 30, maxLength: 60, selector: (one) => `${one.id} ${one.second}` },
      );
      for (const { id, time, second } of fc.sample(rows, { numRuns: 1, seed: 7 })[0] ?? []) {
        all.push(row(id, time, second ? { source: 'yuketang', account: 'w' } : {}));
      }
      await index.append(all, 'timeline', 1);
      const seen: string[] = [];
      let before: TimelinePlace | undefined;
      for (;;) {
        const page = await index.page(ALL, {}, before, 7);
        if (page.length === 0) break;
        seen.push(...page.map((one) => `${one.source} ${one.id}`));
        before = page.at(-1);
      }
      expect(seen).toEqual([...all].sort(newestFirst).map((one) => `${one.source} ${one.id}`));
    });

    given('a rebuild that gives the same rows finds no difference', async ({ index }) => {
      await index.append([row('a', 5), row('b', 6)], 'timeline', 2);
      const rebuild = await index.rebuild();
      await rebuild.add([row('b', 6)]);
      await rebuild.add([row('a', 5)]);
      expect(await rebuild.finish()).toEqual({ rows: 2, differences: 0 });
    });

    given(
      'a rebuild counts missing, left-over and other rows and puts them right',
      async ({ index }) => {
        const right = [row('a', 5), row('b', 6), row('c', 7)];
        const wrong = [row('a', 5), row('b', 6, { offering: 'MA200' }), row('d', 8)];
        await index.append(wrong, 'timeline', 3);
        const rebuild = await index.rebuild();
        await rebuild.add(right);
        expect(await rebuild.finish()).toEqual({ rows: 3, differences: 3 });
        expect(await index.page(ALL, {}, undefined, 10)).toEqual([...right].reverse());
      },
    );

    given('forgets one account', async ({ index }) => {
      await index.append([row('a', 5), row('b', 6, { account: 'other' })], 'timeline', 2);
      expect(await index.erase({ source: 'chaoxing', account: 'zw' })).toBe(1);
      expect(await index.page(ALL, {}, undefined, 10)).toEqual([]);
      expect(ids(await index.page([span('chaoxing', 'other')], {}, undefined, 9))).toEqual(['b']);
    });

    given(
      'is there after a restart',
      async ({ index }, fixture) => {
        await index.append([row('a', 5)], 'timeline', 7);
        const again = await fixture.reopen();
        expect(ids(await again.index.page(ALL, {}, undefined, 10))).toEqual(['a']);
        expect(await again.checkpoints.load('timeline')).toBe(7);
      },
      'survives a restart',
    );
  });
};
