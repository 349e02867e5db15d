import type { EventStore } from '../../event-sourcing/event-store.js';
import type { Position } from '../../event-sourcing/recorded-event.js';
import { nodeHash, rootOf } from '../../event-sourcing/merkle.js';
import { eventLeaf } from './event-leaf.js';
import type { MerkleNode, MerkleNodes } from './merkle-nodes.js';

const PAGE = 2000;

/** Largest power of two below `size` (which is at least 2). */
const split = (size: number): number => 2 ** Math.floor(Math.log2(size - 1));

/**
 * The append-only Merkle tree over all domain events in order of position (RFC 9162 section 2.1).
 * Seals of ledger segments come in as events, so vendors' bytes stand below the same root.
 */
export class MerkleLog {
  private working: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly kept: MerkleNodes,
  ) {}

  size(): Promise<number> {
    return this.kept.size();
  }

  indexOf(position: Position): Promise<number | undefined> {
    return this.kept.indexOf(position);
  }

  /** Takes in everything appended so far; answers the number of leaves. One at a time. */
  catchUp(): Promise<number> {
    const run = this.working.then(() => this.takeIn());
    this.working = run.catch(() => undefined);
    return run;
  }

  /** Root over the first `size` leaves; of none, SHA-256 of nothing. */
  async root(size: number): Promise<Uint8Array> {
    return size === 0 ? rootOf([]) : this.range(0, size);
  }

  /** Audit path of leaf `index` in the tree of `size` leaves, bottom up (section 2.1.3.1). */
  async inclusion(index: number, size: number): Promise<readonly Uint8Array[]> {
    if (index >= size) throw new RangeError(`leaf ${String(index)} is not among ${String(size)}`);
    return this.path(index, 0, size);
  }

  /**
   * Audit paths of many leaves at once, in their order: each subtree's hash is read once.
   *
   * @throws RangeError for a leaf that is not among the first `size`
   */
  async inclusions(
    indices: readonly number[],
    size: number,
  ): Promise<readonly (readonly Uint8Array[])[]> {
    const paths = indices.map((index) => {
      if (!(index < size))
        throw new RangeError(`leaf ${String(index)} is not among ${String(size)}`);
      return siblings(index, 0, size);
    });
    const ranges = new Map(paths.flat().map((range) => [rangeKey(range), range]));
    const wanted = new Map(
      [...ranges.values()].flatMap(completeIn).map((node) => [nodeKey(node), node]),
    );
    const read = await this.kept.nodes([...wanted.values()]);
    const nodes = new Map([...wanted.keys()].map((key, at) => [key, read[at] as Uint8Array]));
    const hashes = new Map([...ranges].map(([key, range]) => [key, foldRange(range, nodes)]));
    return paths.map((path) => path.map((range) => hashes.get(rangeKey(range)) as Uint8Array));
  }

  /** Proof that the first `from` leaves of the tree of `size` are the tree of `from` (section 2.1.4.1). */
  async consistency(from: number, size: number): Promise<readonly Uint8Array[]> {
    return from === 0 || from === size ? [] : this.subproof(from, 0, size, true);
  }

  private async takeIn(): Promise<number> {
    let size = await this.kept.size();
    let after = await this.kept.position();
    const frontier = await this.frontier(size);
    for (;;) {
      const page = await this.store.readAll({ after, limit: PAGE });
      if (page.events.length === 0) return size;
      const nodes: MerkleNode[] = [];
      for (const event of page.events) grow(frontier, size++, eventLeaf(event), nodes);
      await this.kept.append({ positions: page.events.map(({ position }) => position), nodes });
      after = page.next;
    }
  }

  /** The left siblings that wait for a partner, by level. */
  private async frontier(size: number): Promise<Map<number, Uint8Array>> {
    const levels = [...Array(53).keys()].filter((level) => Math.floor(size / 2 ** level) % 2 === 1);
    const keys = levels.map((level) => ({ level, index: Math.floor(size / 2 ** level) - 1 }));
    const hashes = await this.kept.nodes(keys);
    return new Map(levels.map((level, at) => [level, hashes[at] as Uint8Array]));
  }

  private async range(start: number, size: number): Promise<Uint8Array> {
    const level = Math.log2(size);
    if (Number.isInteger(level)) {
      const [hash] = await this.kept.nodes([{ level, index: start / size }]);
      return hash as Uint8Array;
    }
    const left = split(size);
    return nodeHash(await this.range(start, left), await this.range(start + left, size - left));
  }

  private async path(index: number, start: number, size: number): Promise<Uint8Array[]> {
    if (size === 1) return [];
    const left = split(size);
    return index < left
      ? [...(await this.path(index, start, left)), await this.range(start + left, size - left)]
      : [
          ...(await this.path(index - left, start + left, size - left)),
          await this.range(start, left),
        ];
  }

  private async subproof(
    from: number,
    start: number,
    size: number,
    whole: boolean,
  ): Promise<Uint8Array[]> {
    if (from === size) return whole ? [] : [await this.range(start, size)];
    const left = split(size);
    return from <= left
      ? [
          ...(await this.subproof(from, start, left, whole)),
          await this.range(start + left, size - left),
        ]
      : [
          ...(await this.subproof(from - left, start + left, size - left, false)),
          await this.range(start, left),
        ];
  }
}

/** Leaves `start` up to `start + size`. */
interface Range {
  readonly start: number;
  readonly size: number;
}

/** The ranges beside a leaf's way up, bottom up: their hashes are its audit path. */
const siblings = (index: number, start: number, size: number): Range[] => {
  if (size === 1) return [];
  const left = split(size);
  return index < left
    ? [...siblings(index, start, left), { start: start + left, size: size - left }]
    : [...siblings(index - left, start + left, size - left), { start, size: left }];
};

/** The complete subtrees of which a range is made, from the left. */
const completeIn = ({ start, size }: Range): Pick<MerkleNode, 'level' | 'index'>[] => {
  const level = Math.log2(size);
  if (Number.isInteger(level)) return [{ level, index: start / size }];
  const left = split(size);
  return [
    ...completeIn({ start, size: left }),
    ...completeIn({ start: start + left, size: size - left }),
  ];
};

const nodeKey = ({ level, index }: Pick<MerkleNode, 'level' | 'index'>): string =>
  `${String(level)}/${String(index)}`;

const rangeKey = ({ start, size }: Range): string => `${String(start)}+${String(size)}`;

const foldRange = (range: Range, known: ReadonlyMap<string, Uint8Array>): Uint8Array =>
  completeIn(range)
    .map((node) => known.get(nodeKey(node)) as Uint8Array)
    .reduceRight((right, left) => nodeHash(left, right));

/** Adds a leaf and every subtree that it completes. */
const grow = (
  frontier: Map<number, Uint8Array>,
  leaf: number,
  hash: Uint8Array,
  nodes: MerkleNode[],
): void => {
  nodes.push({ level: 0, index: leaf, hash });
  let level = 0;
  let index = leaf;
  let current = hash;
  while (index % 2 === 1) {
    current = nodeHash(frontier.get(level) as Uint8Array, current);
    frontier.delete(level);
    level += 1;
    index = (index - 1) / 2;
    nodes.push({ level, index, hash: current });
  }
  frontier.set(level, current);
};
