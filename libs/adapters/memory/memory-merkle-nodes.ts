import type { MerkleBatch, MerkleNode, MerkleNodes } from '../../case-file/log/merkle-nodes.js';
import { START, type Position } from '../../event-sourcing/recorded-event.js';

export class MemoryMerkleNodes implements MerkleNodes {
  private readonly hashes = new Map<string, Uint8Array>();
  private readonly leaves = new Map<Position, number>();
  private last: Position = START;

  async size(): Promise<number> {
    return this.leaves.size;
  }

  async position(): Promise<Position> {
    return this.last;
  }

  async append({ positions, nodes }: MerkleBatch): Promise<void> {
    for (const position of positions) {
      this.leaves.set(position, this.leaves.size);
      this.last = position;
    }
    for (const { level, index, hash } of nodes) this.hashes.set(key(level, index), hash);
  }

  async nodes(
    keys: readonly Pick<MerkleNode, 'level' | 'index'>[],
  ): Promise<readonly Uint8Array[]> {
    return keys.map(({ level, index }) => {
      const hash = this.hashes.get(key(level, index));
      if (!hash) throw new Error(`the Merkle tree lacks node ${key(level, index)}`);
      return hash;
    });
  }

  async indexOf(position: Position): Promise<number | undefined> {
    return this.leaves.get(position);
  }
}

const key = (level: number, index: number): string => `${String(level)}/${String(index)}`;
