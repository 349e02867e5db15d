import { describe, expect, it } from '@jest/globals';
import { packItems, unpackItems, type PacedItem } from './sitting.js';

describe('items in one text', () => {
  it('given known and unknown times and rightness, when packed, then they come back', () => {
    const items: readonly PacedItem[] = [
      ['a1b2', 0, 1],
      ['zz9', 3.02, 0],
      ['0', 86_400, -1],
      ['k', -1, 1],
    ];
    expect(unpackItems(packItems(items))).toEqual(items);
    expect(packItems(items).length).toBeLessThan(JSON.stringify(items).length / 1.5);
  });
});
