import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { event, MONDAY_8 } from '../detectors/testing/given.js';
import { boundOf, LAG_BOUNDS, noFigures, tally } from './feed-figures.js';

const anything = fc.oneof(
  fc.double(),
  fc.constantFrom<unknown>(-1, 1e9, 1e308, NaN, Infinity, null, '', 'x', {}, [], true, undefined),
);
const instant = fc.oneof(
  fc.constantFrom(0, -6e13, 2.5e14, 8.64e15),
  fc.integer({ min: MONDAY_8 - 1e10, max: MONDAY_8 + 1e10 }),
);

describe('figures of a feed', () => {
  it('count every event in one place of each spread, whatever it says, in any order', () => {
    const one = fc.record({ at: instant, time: instant, value: anything }).map((parts) => {
      const data = { positionSec: parts.value, lengthSec: parts.value, rate: parts.value };
      return event('video.heartbeat', { ...parts, data });
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 30 }), (events) => {
        const figuresOf = (list: typeof events) => {
          const figures = noFigures();
          for (const each of list) tally(figures, each, MONDAY_8);
          return figures;
        };
        const figures = figuresOf(events);
        const sum = (counts: readonly number[]) => counts.reduce((total, n) => total + n, 0);
        expect(sum(figures.lag)).toBe(events.length);
        expect(sum(figures.skew)).toBe(events.length);
        expect(Object.values(figures).flat().every(Number.isFinite)).toBe(true);
        expect(figuresOf([...events].reverse())).toEqual(figures);
      }),
    );
  });

  it('a share lies under the bound that holds it; beyond the last there is none', () => {
    const counts = LAG_BOUNDS.map((bound) => (bound <= 60 ? 10 : 0));
    expect(boundOf([...counts, 0], LAG_BOUNDS, 0.5)).toBe(10);
    expect(boundOf([...counts, 2], LAG_BOUNDS, 0.95)).toBeNull();
    expect(boundOf([0, 0], [1], 0.5)).toBeNull();
  });
});
