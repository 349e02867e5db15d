import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event, MONDAY_8, SEC } from '../detectors/testing/given.js';
import { EMPTY_SKETCH, sketchAll, sketchWith, type ViewingSketch } from './viewing-sketch.js';

const beat = (n: number) =>
  event('video.heartbeat', {
    at: MONDAY_8 + n * 30 * SEC,
    activity: 'v-1',
    data: { positionSec: n * 30 },
  });

const after = (sketch: ViewingSketch, beats: readonly number[]) =>
  beats.reduce((sum, n) => sketchWith(sum, beat(n), 12), sketch);

/** Player's words of a few instants, in any order, some with numbers and positions. */
const told = fc
  .record({
    name: fc.constantFrom(
      ...['heartbeat', 'heartbeat', 'heartbeat', 'played', 'paused', 'ended', 'rate_changed'],
    ),
    n: fc.nat(8),
    seq: fc.option(fc.nat(2), { nil: undefined }),
    position: fc.option(fc.double({ min: 0, max: 90, noNaN: true }), { nil: undefined }),
  })
  .map(({ name, n, seq, position }) =>
    event(`video.${name}`, {
      at: MONDAY_8 + n * 30 * SEC,
      activity: 'v-1',
      data: {
        ...(seq !== undefined && { seq, rate: 1 + seq / 4 }),
        ...(position !== undefined && { positionSec: position }),
        ...(name === 'rate_changed' && { fromRate: 1, toRate: 1 + n / 4 }),
      },
    }),
  );

describe('a viewing in little', () => {
  it('given its beats in any order, then the same sketch', () => {
    expect(after(EMPTY_SKETCH, [3, 1, 2, 2])).toEqual(after(EMPTY_SKETCH, [1, 2, 3]));
  });

  it('given sums that an earlier version kept, then it goes on with what they tell', () => {
    const { claimed, ...kept } = after(EMPTY_SKETCH, [1, 2]);
    expect(claimed).toEqual([30, 60]);
    const stored = JSON.parse(JSON.stringify(kept)) as ViewingSketch;
    expect(after(stored, [3])).toMatchObject({ claimed: [-1, -1, 90], positions: [30, 60, 90] });
  });

  it('given all events at once, then the sketch of one after another, and the same again', () => {
    fc.assert(
      fc.property(fc.array(told, { maxLength: 20 }), (events) => {
        const byOne = events.reduce((sum, one) => sketchWith(sum, one, 4), EMPTY_SKETCH);
        expect(sketchAll(events, 4)).toEqual(byOne);
        const beats = events.filter(({ type }) => type.endsWith('heartbeat.v1'));
        expect(beats.reduce((sum, one) => sketchWith(sum, one, 4), byOne)).toEqual(byOne);
      }),
    );
    expect(EMPTY_SKETCH.beats).toEqual([]);
  });
});
