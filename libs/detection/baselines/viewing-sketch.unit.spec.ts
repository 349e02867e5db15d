import { describe, expect, it } from '@jest/globals';
import { event, MONDAY_8, SEC } from '../detectors/testing/given.js';
import { EMPTY_SKETCH, sketchWith, type ViewingSketch } from './viewing-sketch.js';

const beat = (n: number) =>
  event('video.heartbeat', {
    at: MONDAY_8 + n * 30 * SEC,
    activity: 'v-1',
    data: { positionSec: n * 30 },
  });

const after = (sketch: ViewingSketch, beats: readonly number[]) =>
  beats.reduce((sum, n) => sketchWith(sum, beat(n), 12), sketch);

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
});
