import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { EventStore } from '../../event-sourcing/event-store.js';
import { isConsistent, rootFromInclusion, rootOf } from '../../event-sourcing/merkle.js';
import { systemActor } from '../../event-sourcing/recorded-event.js';
import { eventLeaf } from '../log/event-leaf.js';
import { MerkleLog } from '../log/merkle-log.js';
import type { MerkleNodes } from '../log/merkle-nodes.js';

export interface OpenedNodes {
  readonly store: EventStore;
  readonly nodes: MerkleNodes;
  close(): Promise<void>;
}

const metadata = { at: '2026-03-02T00:00:00Z', actor: systemActor('spec') };

const append = (store: EventStore, id: string) =>
  store.append('s', 'any', [{ id, type: 'Noted', data: { id, zh: '记录' }, metadata }]);

/** What every adapter of `MerkleNodes` keeps: the tree of RFC 9162 over the events in order. */
export const merkleNodesContract = (name: string, open: () => Promise<OpenedNodes>): void => {
  const grown = async (count: number, opened: OpenedNodes) => {
    const log = new MerkleLog(opened.store, opened.nodes);
    for (let at = 0; at < count; at += 1) {
      await append(opened.store, `e${String(at)}`);
      // Taking in one by one and in one go must lead to the same tree.
      if (at % 3 === 0) await log.catchUp();
    }
    await log.catchUp();
    const { events } = await opened.store.readAll({ after: 0, limit: 1000 });
    return { log, events, leaves: events.map(eventLeaf) };
  };

  describe(`${name}: Merkle log`, () => {
    it('given n events, when any leaf is proven, then the proof leads to the root of RFC 9162', async () => {
      for (const size of [1, 2, 3, 5, 8, 13]) {
        const opened = await open();
        const { log, leaves, events } = await grown(size, opened);
        const root = await log.root(size);
        expect(Buffer.from(root)).toEqual(Buffer.from(rootOf(leaves)));
        for (const [index, { position }] of events.entries()) {
          expect(await log.indexOf(position)).toBe(index);
          const path = await log.inclusion(index, size);
          const led = rootFromInclusion(leaves[index] as Uint8Array, index, size, path);
          expect(Buffer.from(led as Uint8Array)).toEqual(Buffer.from(root));
        }
        await opened.close();
      }
    });

    it('given a grown log, when an older size is compared, then it is proven consistent, and a forged root is not', async () => {
      const opened = await open();
      const { log } = await grown(21, opened);
      const root = await log.root(21);
      for (const older of [1, 4, 7, 16, 20]) {
        const path = await log.consistency(older, 21);
        expect(isConsistent(older, await log.root(older), 21, root, path)).toBe(true);
        const forged = createHash('sha256').update('forged').digest();
        expect(isConsistent(older, forged, 21, root, path)).toBe(false);
      }
      await opened.close();
    });

    it('given a log that another instance has grown, when a new one goes on, then the tree is one', async () => {
      const opened = await open();
      await grown(6, opened);
      await append(opened.store, 'later');
      const log = new MerkleLog(opened.store, opened.nodes);
      expect(await log.catchUp()).toBe(7);
      const { events } = await opened.store.readAll({ after: 0, limit: 100 });
      expect(Buffer.from(await log.root(7))).toEqual(Buffer.from(rootOf(events.map(eventLeaf))));
      await opened.close();
    });

    it('given a size beyond the log, when a leaf there is proven, then it is refused', async () => {
      const opened = await open();
      const { log } = await grown(3, opened);
      await expect(log.inclusion(3, 3)).rejects.toThrow(RangeError);
      await opened.close();
    });
  });
};
