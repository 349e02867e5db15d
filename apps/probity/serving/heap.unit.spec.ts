import { describe, expect, it } from '@jest/globals';
import { growthOf, markersFor } from './heap.js';

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

describe('threads that mark beside the first one', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 1],
    [8, 4],
  ])('given %i processors, then %i', (processors, markers) => {
    expect(markersFor(processors)).toBe(markers);
  });
});
