import { describe, expect, it } from '@jest/globals';
import {
  consistencyPath,
  inclusionPath,
  isConsistent,
  leafHash,
  rootFromInclusion,
  rootOf,
  type Hash,
} from './merkle.js';

/** Entries and roots of the reference tests of RFC 6962 (certificate-transparency). */
const ENTRIES = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
];
const ROOTS = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const leaves = ENTRIES.map((entry) => leafHash(Buffer.from(entry, 'hex')));
const hex = (hash: Hash | undefined) => hash && Buffer.from(hash).toString('hex');
const flipped = (hash: Hash): Hash => {
  const copy = Uint8Array.from(hash);
  copy[0] = (copy[0] ?? 0) ^ 1;
  return copy;
};

describe('Merkle tree (RFC 9162)', () => {
  it('given no leaf, then the root is the hash of nothing', () => {
    expect(hex(rootOf([]))).toBe(
      'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
    );
  });

  it('given the reference entries, then every size has the reference root', () => {
    ROOTS.forEach((root, index) => expect(hex(rootOf(leaves.slice(0, index + 1)))).toBe(root));
  });

  it('given the reference tree, then a known audit path and a known consistency proof come out', () => {
    expect(inclusionPath(leaves, 0).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
    expect(consistencyPath(leaves.slice(0, 8), 1).map(hex)).toEqual([
      '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7',
      '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4',
    ]);
  });

  it('given any tree up to 40 leaves, then every leaf proves itself and no other place', () => {
    const many = Array.from({ length: 40 }, (_, n) => leafHash(Uint8Array.of(n)));
    for (let size = 1; size <= many.length; size++) {
      const tree = many.slice(0, size);
      const root = hex(rootOf(tree));
      tree.forEach((leaf, index) => {
        const path = inclusionPath(tree, index);
        expect(hex(rootFromInclusion(leaf, index, size, path))).toBe(root);
        expect(hex(rootFromInclusion(flipped(leaf), index, size, path))).not.toBe(root);
        if (size > 1)
          expect(hex(rootFromInclusion(leaf, (index + 1) % size, size, path))).not.toBe(root);
        expect(rootFromInclusion(leaf, index, size, [...path, leaf])).toBeUndefined();
      });
    }
  });

  it('given any two sizes, then the older tree is proved to be the beginning of the newer', () => {
    const many = Array.from({ length: 33 }, (_, n) => leafHash(Uint8Array.of(n)));
    for (let size = 1; size <= many.length; size++)
      for (let old = 1; old <= size; old++) {
        const tree = many.slice(0, size);
        const [root, oldRoot] = [rootOf(tree), rootOf(tree.slice(0, old))];
        const path = consistencyPath(tree, old);
        expect(isConsistent(old, oldRoot, size, root, path)).toBe(true);
        expect(isConsistent(old, flipped(oldRoot), size, root, path)).toBe(false);
        expect(isConsistent(old, oldRoot, size, flipped(root), path)).toBe(false);
        if (path.length > 0)
          expect(isConsistent(old, oldRoot, size, root, path.slice(1))).toBe(false);
      }
  });
});
