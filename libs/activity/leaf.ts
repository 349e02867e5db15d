import { createHmac } from 'node:crypto';
import {
  inclusionPath,
  leafHash,
  rootFromInclusion,
  rootOf,
  type Hash,
} from '../event-sourcing/merkle.js';
import type { SegmentProof } from './activity-ledger.js';

/** Leaf of an event in its segment's tree: SHA-256(0x00 ‖ salt ‖ raw bytes). */
export const eventLeaf = (salt: Uint8Array, raw: Uint8Array): Hash => leafHash(salt, raw);

/**
 * An event's own 16-byte salt, drawn from its segment's: showing one event's salt says nothing of
 * its neighbours', and all of them die with the segment's salt (law 8).
 */
export const saltOf = (segmentSalt: Uint8Array, index: number): Uint8Array =>
  createHmac('sha256', segmentSalt).update(`event ${index}`).digest().subarray(0, 16);

/** Leaves of a segment's events, in the segment's order. */
export const segmentLeaves = (
  segmentSalt: Uint8Array,
  raws: readonly Uint8Array[],
): readonly Hash[] => raws.map((raw, index) => eventLeaf(saltOf(segmentSalt, index), raw));

export const segmentRoot = (segmentSalt: Uint8Array, raws: readonly Uint8Array[]): string =>
  hex(rootOf(segmentLeaves(segmentSalt, raws)));

export const segmentProof = (
  segment: number,
  segmentSalt: Uint8Array,
  raws: readonly Uint8Array[],
  index: number,
): SegmentProof => {
  const leaves = segmentLeaves(segmentSalt, raws);
  return {
    segment,
    root: hex(rootOf(leaves)),
    index,
    count: raws.length,
    salt: hex(saltOf(segmentSalt, index)),
    leaf: hex(leaves[index] ?? new Uint8Array()),
    path: inclusionPath(leaves, index).map(hex),
  };
};

/** Whether `raw` is the event that the proof speaks of. */
export const provesEvent = (proof: SegmentProof, raw: Uint8Array): boolean => {
  const leaf = eventLeaf(Buffer.from(proof.salt, 'hex'), raw);
  const path = proof.path.map((node) => Buffer.from(node, 'hex'));
  const root = rootFromInclusion(leaf, proof.index, proof.count, path);
  return hex(leaf) === proof.leaf && root !== undefined && hex(root) === proof.root;
};

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
