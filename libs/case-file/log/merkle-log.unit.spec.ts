import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemoryMerkleNodes } from '../../adapters/memory/memory-merkle-nodes.js';
import { jcs as reference } from '../../event-sourcing/jcs.js';
import { merkleNodesContract } from '../testing/merkle-nodes.contract.js';
import { jcs } from '../verify/jcs.js';

merkleNodesContract('in memory', async () => ({
  store: new MemoryEventStore(),
  nodes: new MemoryMerkleNodes(),
  close: async () => undefined,
}));

describe('canonical JSON of the verifier', () => {
  it('given any JSON, when written canonically, then it agrees with the canonicalize package', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as unknown;
        expect(jcs(parsed)).toBe(reference(parsed));
      }),
    );
  });
});
