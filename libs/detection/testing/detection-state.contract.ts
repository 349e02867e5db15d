import { describe, expect } from '@jest/globals';
import { onFresh, type Gap, type Open } from '../../event-sourcing/testing/fixture.js';
import {
  ClaimLost,
  NO_PROGRESS,
  type Claim,
  type DetectionState,
  type StoredMeasure,
} from '../runner/detection-state.js';

const measure = (
  detector: string,
  key: string,
  window: string,
  owner: string,
  value = '{"n":1}',
): StoredMeasure => ({ detector, key, window, owner, measure: value });

const sorted = <T>(items: readonly T[]): readonly T[] =>
  [...items].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

const A = measure('busy', 'student:甲', '2026-03-02', 'subject:甲');
const B = measure('busy', 'student:甲', '2026-03-03', 'subject:甲');
const C = measure('calm', 'student:乙', '2026-03-02', 'subject:乙');

/** Every promise of the `DetectionState` port. */
export const detectionStateContract = (
  name: string,
  open: Open<DetectionState>,
  gaps: readonly Gap[] = [],
): void => {
  const given = onFresh(open, gaps);

  describe(`detection state: ${name}`, () => {
    given('a partition’s progress is saved member by member', async (state) => {
      const [first, second] = await state.claim(['0/2', '1/2']);
      expect(first).toMatchObject({ ...NO_PROGRESS, partition: '0/2' });
      await state.save({ claims: [{ ...claimOf(first), ledger: 7, judgedBy: '默认' }] });
      await state.save({ claims: [{ ...claimOf(first), roster: 3 }, claimOf(second)] });
      await state.save({ claims: [{ ...claimOf(second), ledger: 5, baselines: 4 }] });
      expect(await state.claim(['1/2', '0/2'])).toMatchObject([
        { partition: '1/2', ledger: 5, roster: 0, baselines: 4, judgedBy: '' },
        { partition: '0/2', ledger: 7, roster: 3, baselines: 0, judgedBy: '默认' },
      ]);
    });

    given(
      'who has a partition no longer saves nothing, not even beside one that is still held',
      async (state) => {
        const [lost, held] = await state.claim(['0/2', '1/2']);
        const [later] = await state.claim(['0/2']);
        expect(later?.epoch).toBeGreaterThan(lost?.epoch ?? Infinity);
        const dirty = [{ owner: 'o', window: '*', forced: true }];
        const claims = [{ ...claimOf(held), ledger: 9 }, claimOf(lost)];
        await expect(state.save({ claims, dirty })).rejects.toThrow(ClaimLost);
        await expect(
          state.save({ claims: [{ partition: '7/9', epoch: 1 }], dirty }),
        ).rejects.toThrow(ClaimLost);
        expect(await state.dirty()).toEqual([]);
        await state.save({ claims: [claimOf(later), claimOf(held)], dirty });
        expect(await state.dirty()).toEqual(dirty);
        expect(await state.claim(['1/2'])).toMatchObject([{ ledger: 0 }]);
      },
    );

    given('calls wait, oldest first, until their partition answers them', async (state) => {
      const call = (owner: string, partition: string) => ({
        ...{ owner, window: '=pairs', forced: true, partition },
      });
      const [one, two, other] = [call('a', '0/2'), call('b', '0/2'), call('c', '1/2')];
      await state.save({ calls: [one, other] });
      await state.save({ calls: [two, one] });
      const waiting = await state.calls(['0/2']);
      expect(waiting).toMatchObject([one, two, one]);
      await state.save({ answered: waiting.slice(0, 2).map(({ id }) => id), calls: [two] });
      expect(await state.calls(['0/2'])).toMatchObject([one, two]);
      expect(await state.calls(['1/2', '0/2'])).toHaveLength(3);
      expect(await state.calls([])).toEqual([]);
    });

    given('its standing is that of the partition most behind, and what waits', async (state) => {
      expect(await state.standing()).toEqual({ roster: undefined, waiting: 0 });
      const [first, second] = await state.claim(['0/2', '1/2']);
      const mark = { owner: 'o', window: '*', forced: true };
      await state.save({
        claims: [{ ...claimOf(first), roster: 7 }],
        dirty: [mark],
        calls: [{ ...mark, partition: '1/2' }],
      });
      expect(await state.standing()).toEqual({ roster: 0, waiting: 2 });
      await state.save({ claims: [{ ...claimOf(second), roster: 5 }], clean: [mark] });
      expect(await state.standing()).toEqual({ roster: 5, waiting: 1 });
    });

    given('a mark is there once, with its last force, until it is cleaned', async (state) => {
      const mark = { owner: 'subject:甲', window: '*', forced: false };
      await state.save({ dirty: [mark, { ...mark, window: '=' }] });
      await state.save({ dirty: [{ ...mark, forced: true }] });
      expect(sorted(await state.dirty())).toEqual(
        sorted([
          { ...mark, forced: true },
          { ...mark, window: '=' },
        ]),
      );
      await state.save({ clean: [mark, { owner: 'nobody', window: '*' }] });
      expect(await state.dirty()).toEqual([{ ...mark, window: '=' }]);
    });

    given('what is cleaned and marked in one save is marked', async (state) => {
      const mark = { owner: 'device:d', window: 'whole', forced: true };
      await state.save({ dirty: [mark] });
      await state.save({ clean: [mark], dirty: [mark] });
      expect(await state.dirty()).toEqual([mark]);
    });

    given('an event has one place in a window, however often it is put there', async (state) => {
      const at = (window: string, position: number) => ({ owner: 'device:d', window, position });
      await state.save({ index: [at('whole', 9), at('whole', 9), at('2026-03-02', 4)] });
      await state.save({ index: [at('whole', 9), at('whole', Number.MAX_SAFE_INTEGER)] });
      expect(
        sorted(await state.positions([at('whole', 0), { owner: 'x', window: 'whole' }])),
      ).toEqual(sorted([at('whole', 9), at('whole', Number.MAX_SAFE_INTEGER)]));
    });

    given('an owner’s windows are those of its index and of its measures', async (state) => {
      await state.save({
        index: [{ owner: 'meeting:m', window: '2026-03-02', position: 1 }],
        measures: [measure('hand', 'meeting:m', 'whole', 'meeting:m'), A],
      });
      expect(sorted(await state.windowsOf('meeting:m'))).toEqual(['2026-03-02', 'whole']);
      expect(await state.windowsOf('meeting:n')).toEqual([]);
    });

    given('the last window of a span never goes back', async (state) => {
      const seen = (last: string) => ({ span: 'subject:甲 day', owner: 'subject:甲', last });
      await state.save({ seen: [seen('2026-03-05')] });
      await state.save({ seen: [seen('2026-03-02')] });
      await state.save({ seen: [{ span: 'device:d whole', owner: 'device:d', last: 'whole' }] });
      expect(await state.lastWindows(['subject:甲 day', 'nobody day'])).toEqual(
        new Map([['subject:甲 day', '2026-03-05']]),
      );
      expect(sorted(await state.owners())).toEqual(['device:d', 'subject:甲']);
    });

    given('each owner that mentions any of the topics comes once', async (state) => {
      const mention = (topic: string, owner: string) => ({ topic, owner });
      await state.save({ mentions: [mention('offering:数学', 'a'), mention('meeting:m', 'a')] });
      await state.save({ mentions: [mention('meeting:m', 'b'), mention('meeting:m', 'a')] });
      expect(sorted(await state.ownersMentioning(['offering:数学', 'meeting:m']))).toEqual([
        'a',
        'b',
      ]);
      expect(await state.ownersMentioning(['offering:数学'])).toEqual(['a']);
      expect(await state.ownersMentioning([])).toEqual([]);
    });

    given('measures are found by window, by key and by owner', async (state) => {
      await state.save({ measures: [A, B, C] });
      expect(await state.measuresIn([{ owner: A.owner, window: A.window }])).toEqual([A]);
      expect(sorted(await state.measuresOf([A]))).toEqual(sorted([A, B]));
      expect(sorted(await state.measuresOfOwners([A.owner, C.owner]))).toEqual(sorted([A, B, C]));
      expect(await state.measuresOf([{ detector: 'calm', key: A.key }])).toEqual([]);
    });

    given(
      'a measure is replaced or dropped, and put again in one save it stands',
      async (state) => {
        await state.save({ measures: [A, B, C] });
        const next = { ...A, measure: '{"n":2}' };
        await state.save({ dropped: [A, B], measures: [next] });
        expect(await state.measuresOf([A])).toEqual([next]);
        expect(await state.measuresOfOwners([C.owner])).toEqual([C]);
      },
    );

    given('who read a baseline is told by key, or for its whole window', async (state) => {
      const read = (owner: string, window: string, key: string) => ({
        ...{ owner, name: 'network', window, key },
      });
      await state.save({ reads: [read('a', 'w1', 'k1'), read('b', 'w1', 'k2')] });
      await state.save({ reads: [read('a', 'w1', 'k1'), read('c', 'w11', 'k1')] });
      expect(await state.readers('network', 'w1', ['k1'])).toEqual(['a']);
      expect(sorted(await state.readers('network', 'w1'))).toEqual(['a', 'b']);
      expect(await state.readers('network', 'w1', [])).toEqual([]);
      expect(await state.readers('net', 'w1')).toEqual([]);
    });

    given('the last value of an accumulator counts', async (state) => {
      const sum = (window: string, key: string, value: string) => ({
        ...{ name: 'network', window, key, value },
      });
      await state.save({ accumulators: [sum('w1', 'k', '[1]'), sum('w2', 'k', '[2]')] });
      await state.save({ accumulators: [sum('w1', 'k', '[1,3]')] });
      expect(await state.accumulators('network', 'w1')).toEqual(new Map([['k', '[1,3]']]));
      expect(sorted(await state.accumulatorWindows('network'))).toEqual(['w1', 'w2']);
      expect(await state.accumulatorWindows('net')).toEqual([]);
    });

    given('given owners are forgotten, then all others and the sums stay', async (state) => {
      await fill(state);
      await state.save({ measures: [C], seen: [{ span: 'x day', owner: C.owner, last: 'd' }] });
      await state.forgetOwners(['o', A.owner]);
      expect(await everything(state)).toEqual({
        ...NOTHING,
        owners: [C.owner],
        sums: [['k', '1']],
      });
      expect(await state.measuresOf([C])).toEqual([C]);
      await state.forgetSums();
      expect(await state.accumulatorWindows('n')).toEqual([]);
    });

    given('given it is cleared, then nothing is left, and no claim holds', async (state) => {
      await fill(state);
      const [claim] = await state.claim(['0/1']);
      await state.save({ claims: [{ ...claimOf(claim), ledger: 3 }] });
      await state.clear();
      expect(await everything(state)).toEqual(NOTHING);
      await expect(state.save({ claims: [claimOf(claim)] })).rejects.toThrow(ClaimLost);
      expect(await state.claim(['0/1'])).toMatchObject([NO_PROGRESS]);
    });

    given(
      'given a restart, then all of it is there',
      async (state, fixture) => {
        await fill(state);
        const before = await everything(state);
        expect(before).not.toMatchObject({ owners: [] });
        expect(await everything(await fixture.reopen())).toEqual(before);
      },
      'survives a restart',
    );
  });
};

const claimOf = (claim: Claim | undefined): Claim => ({
  partition: claim?.partition ?? '',
  epoch: claim?.epoch ?? -1,
});

const NOTHING = {
  dirty: [],
  owners: [],
  mentioning: [],
  places: [],
  measures: [],
  readers: [],
  sums: [],
};

const fill = (state: DetectionState): Promise<void> =>
  state.save({
    dirty: [{ owner: 'o', window: '*', forced: true }],
    index: [{ owner: 'o', window: 'whole', position: 5 }],
    seen: [{ span: 'o whole', owner: 'o', last: 'whole' }],
    mentions: [{ topic: 'meeting:m', owner: 'o' }],
    measures: [A],
    reads: [{ owner: 'o', name: 'n', window: 'w', key: 'k' }],
    accumulators: [{ name: 'n', window: 'w', key: 'k', value: '1' }],
  });

const everything = async (state: DetectionState) => ({
  dirty: await state.dirty(),
  owners: await state.owners(),
  mentioning: await state.ownersMentioning(['meeting:m']),
  places: await state.positions([{ owner: 'o', window: 'whole' }]),
  measures: await state.measuresOfOwners([A.owner]),
  readers: await state.readers('n', 'w'),
  sums: [...(await state.accumulators('n', 'w'))],
});
