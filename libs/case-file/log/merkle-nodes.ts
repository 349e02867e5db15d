import type { Position } from '../../event-sourcing/recorded-event.js';

/** A complete subtree: covers the leaves `index · 2^level` up to `(index + 1) · 2^level`. */
export interface MerkleNode {
  readonly level: number;
  readonly index: number;
  /** 32 bytes. */
  readonly hash: Uint8Array;
}

export interface MerkleBatch {
  /** Positions of the events of the new leaves, in order; the first becomes leaf `size()`. */
  readonly positions: readonly Position[];
  /** New complete subtrees, the leaves (level 0) among them. */
  readonly nodes: readonly MerkleNode[];
}

/** Where the tree's nodes are kept. A read side: dropped and rebuilt, it comes out the same. */
export interface MerkleNodes {
  /** Number of leaves. */
  size(): Promise<number>;
  /** Position of the last event that is a leaf; the reader's checkpoint. */
  position(): Promise<Position>;
  /** Leaves, nodes and checkpoint in one transaction. */
  append(batch: MerkleBatch): Promise<void>;
  /** In the order asked for; a missing node is an error: the tree is then damaged. */
  nodes(keys: readonly Pick<MerkleNode, 'level' | 'index'>[]): Promise<readonly Uint8Array[]>;
  /** Leaf number of the event at a position. */
  indexOf(position: Position): Promise<number | undefined>;
}
