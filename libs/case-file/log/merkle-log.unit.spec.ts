import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import canonicalize from 'canonicalize';
import fc from 'fast-check';
import { MemoryEventStore } from '../../adapters/memory/memory-event-store.js';
import { MemoryMerkleNodes } from '../../adapters/memory/memory-merkle-nodes.js';
import { isConsistent, rootFromInclusion, rootOf } from '../../event-sourcing/merkle.js';
import { systemActor } from '../../event-sourcing/recorded-event.js';
import { jcs } from '../verify/jcs.js';
import { eventLeaf } from './event-leaf.js';
import { MerkleLog } from './merkle-log.js';

const metadata = { at: '2026-03-02T00:00:00Z', actor: systemActor('spec') };

const logOf = async (count: number) => {
  const store = new MemoryEventStore();
  const log = new MerkleLog(store, new MemoryMerkleNodes());
  for (let at = 0; at < count; at += 1) {
    await store.append('s', 'any', [
      { id: `e${String(at)}`, type: 'Noted', data: { at }, metadata },
    ]);
    // Taking in one by one and in one go must lead to the same tree.
    if (at % 3 === 0) await log.catchUp();
  }
  await log.catchUp();
  const { events } = await store.readAll({ after: 0, limit: 1000 });
  return { log, leaves: events.map(eventLeaf) };
};

describe('Merkle log', () => {
  it('given n events, when any leaf of any size is proven, then the proof leads to the root of RFC 9162', async () => {
    for (const size of [1, 2, 3, 5, 8, 13, 21]) {
      const { log, leaves } = await logOf(size);
      const root = await log.root(size);
      expect(Buffer.from(root)).toEqual(Buffer.from(rootOf(leaves)));
      for (let index = 0; index < size; index += 1) {
        const path = await log.inclusion(index, size);
        expect(rootFromInclusion(leaves[index]!, index, size, path)).toEqual(root);
      }
    }
  });

  it('given a grown log, when an older size is compared, then it is proven consistent and a forged one is not', async () => {
    const { log } = await logOf(21);
    for (const older of [1, 4, 7, 16, 20]) {
      const path = await log.consistency(older, 21);
      const root = await log.root(21);
      expect(isConsistent(older, await log.root(older), 21, root, path)).toBe(true);
      const forged = createHash('sha256').update('forged').digest();
      expect(isConsistent(older, forged, 21, root, path)).toBe(false);
    }
  });

  it('given any JSON, when written canonically, then the verifier agrees with the canonicalize package', () => {
    const reference = canonicalize as unknown as (value: unknown) => string;
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const parsed = JSON.parse(JSON.stringify(value)) as unknown;
        expect(jcs(parsed)).toBe(reference(parsed));
      }),
    );
  });
});
