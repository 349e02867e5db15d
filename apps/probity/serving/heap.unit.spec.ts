import { describe, expect, it } from '@jest/globals';
import { growthOf } from './heap.js';

const MIB = 2 ** 20;

describe('how much the heap may grow between two full collections', () => {
  it.each([
    ['a small heap', 20, 100],
    ['one of a school’s casework', 100, 64],
    ['one of 50,000 students', 250, 26],
    ['a large one', 1000, 25],
  ])('given %s of %i MiB, then by %i percent', (_, alive, percent) => {
    expect(growthOf(alive * MIB)).toBe(percent);
  });
});
