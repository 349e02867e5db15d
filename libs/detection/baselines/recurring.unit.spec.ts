import { describe, expect, it } from '@jest/globals';
import { drawn } from '../detectors/testing/class.js';
import { isMostly, recurring } from './recurring.js';

const many = (count: number, how: (n: number) => number) =>
  Array.from({ length: count }, (_, n) => how(n));
const normal = (n: number, salt: number) =>
  Math.sqrt(-2 * Math.log(1 - drawn(n, salt))) * Math.cos(2 * Math.PI * drawn(n, salt + 1));

describe('recurring pauses', () => {
  it('given three lengths that come back, then they are told, and no chance', () => {
    const found = recurring(many(24, (n) => [26.2, 7.3, 9.7][n % 3]! + 0.15 * drawn(n)));
    expect(found!.share).toBeGreaterThan(0.6);
    expect(found!.nats).toBeGreaterThan(10);
  });

  it('given the same in no order, then the same is said', () => {
    const lengths = many(24, (n) => [26.2, 7.3][n % 2]! + 0.15 * drawn(n));
    expect(recurring(lengths.toReversed())).toEqual(recurring(lengths));
  });

  it.each([
    ['of all lengths', 14, 0.9],
    ['of a button on a headset', 1.3, 0.5],
    ["of somebody's narrow habit", 8, 0.4],
  ])("given a person's, %s (near misses), then they hardly weigh", (_, middle, spread) => {
    const worst = many(200, (salt) => {
      const found = recurring(
        many(30, (n) => middle * Math.exp(spread * normal(n, 2 * salt + 100))),
      );
      return isMostly(found) ? found.nats : 0;
    }).sort((a, b) => a - b);
    expect(worst[190]!).toBeLessThan(2);
  });

  it('given a clock of whole seconds, then equal lengths say little', () => {
    const found = recurring(many(40, (n) => Math.round(10 * Math.exp(0.8 * normal(n, 7)))));
    expect(isMostly(found)).toBe(false);
  });
});
