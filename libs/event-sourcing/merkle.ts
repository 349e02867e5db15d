import { createHash } from 'node:crypto';

/**
 * Merkle tree hashing, audit paths and consistency proofs of RFC 9162, section 2.1, over SHA-256.
 * A leaf's hash carries the prefix 0x00, a node's 0x01, so that neither passes for the other.
 */
export type Hash = Uint8Array;

const LEAF = Uint8Array.of(0x00);
const NODE = Uint8Array.of(0x01);

const sha256 = (...parts: readonly Uint8Array[]): Hash => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};

/** Hash of one entry: SHA-256(0x00 ‖ parts). */
export const leafHash = (...parts: readonly Uint8Array[]): Hash => sha256(LEAF, ...parts);

/** SHA-256(0x01 ‖ left ‖ right). */
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(NODE, left, right);

/** The largest power of two that is smaller than `size` (`size` ≥ 2). */
const splitOf = (size: number): number => {
  let split = 1;
  while (split * 2 < size) split *= 2;
  return split;
};

/** Root over leaf hashes; of an empty list, the hash of nothing. */
export const rootOf = (leaves: readonly Hash[], from = 0, to = leaves.length): Hash => {
  if (to === from) return sha256();
  if (to - from === 1) return at(leaves, from);
  const middle = from + splitOf(to - from);
  return nodeHash(rootOf(leaves, from, middle), rootOf(leaves, middle, to));
};

const at = (leaves: readonly Hash[], index: number): Hash => {
  const leaf = leaves[index];
  if (leaf === undefined) throw new RangeError(`no leaf ${index} in a tree of ${leaves.length}`);
  return leaf;
};

/** Audit path of a leaf, bottom up. */
export const inclusionPath = (leaves: readonly Hash[], index: number): readonly Hash[] => {
  at(leaves, index);
  const path: Hash[] = [];
  let from = 0;
  let to = leaves.length;
  while (to - from > 1) {
    const middle = from + splitOf(to - from);
    const left = index < middle;
    path.push(left ? rootOf(leaves, middle, to) : rootOf(leaves, from, middle));
    if (left) to = middle;
    else from = middle;
  }
  return path.reverse();
};

/**
 * The root that a leaf's audit path leads to (RFC 9162, 2.1.3.2); undefined when the path cannot
 * belong to a leaf at `index` in a tree of `size`.
 */
export const rootFromInclusion = (
  leaf: Hash,
  index: number,
  size: number,
  path: readonly Hash[],
): Hash | undefined => {
  if (!(index >= 0 && index < size)) return undefined;
  let place = index;
  let last = size - 1;
  let root = leaf;
  for (const sibling of path) {
    if (last === 0) return undefined;
    if (place % 2 === 1 || place === last) {
      root = nodeHash(sibling, root);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else root = nodeHash(root, sibling);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 ? root : undefined;
};

const half = (value: number): number => Math.floor(value / 2);

/** Proof that the tree of the first `size` leaves is the beginning of this one (2.1.4.1). */
export const consistencyPath = (leaves: readonly Hash[], size: number): readonly Hash[] => {
  if (!(size > 0 && size <= leaves.length)) throw new RangeError(`no tree of ${size} leaves`);
  const path: Hash[] = [];
  let from = 0;
  let to = leaves.length;
  // Whether the subtree in hand is the whole old tree, whose root the verifier already holds.
  let whole = true;
  while (to !== size) {
    const middle = from + splitOf(to - from);
    if (size <= middle) {
      path.push(rootOf(leaves, middle, to));
      to = middle;
    } else {
      path.push(rootOf(leaves, from, middle));
      from = middle;
      whole = false;
    }
  }
  if (!whole) path.push(rootOf(leaves, from, to));
  return path.reverse();
};

/** Whether `path` proves that (`size`, `root`) grew out of (`oldSize`, `oldRoot`) (2.1.4.2). */
export const isConsistent = (
  oldSize: number,
  oldRoot: Hash,
  size: number,
  root: Hash,
  path: readonly Hash[],
): boolean => {
  if (!(oldSize > 0 && oldSize <= size)) return false;
  if (oldSize === size) return path.length === 0 && same(oldRoot, root);
  const nodes = isPowerOfTwo(oldSize) ? [oldRoot, ...path] : path;
  const [first, ...rest] = nodes;
  if (first === undefined || path.length === 0) return false;
  let place = oldSize - 1;
  let last = size - 1;
  while (place % 2 === 1) [place, last] = [half(place), half(last)];
  let older = first;
  let newer = first;
  for (const node of rest) {
    if (last === 0) return false;
    if (place % 2 === 1 || place === last) {
      older = nodeHash(node, older);
      newer = nodeHash(node, newer);
      while (place % 2 === 0 && place !== 0) [place, last] = [half(place), half(last)];
    } else newer = nodeHash(newer, node);
    [place, last] = [half(place), half(last)];
  }
  return last === 0 && same(older, oldRoot) && same(newer, root);
};

const isPowerOfTwo = (value: number): boolean => {
  let power = 1;
  while (power < value) power *= 2;
  return power === value;
};

const same = (a: Hash, b: Hash): boolean => Buffer.compare(a, b) === 0;
