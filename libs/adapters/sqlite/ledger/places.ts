import type { Database } from 'better-sqlite3';

/** Four blocks of four bytes a position fill a page. */
export const BLOCK = 500;
/** Stands where an event was erased before it was sealed. */
const ERASED = 0xffff_ffff;

interface Block {
  sealed: number;
  swept: number;
  readonly segments: Buffer;
}

/** Rows that may leave the inbox now that segments hold them. */
export interface Sweep {
  readonly from: number;
  readonly to: number;
  /** Undefined when the whole range goes. */
  readonly positions: readonly number[] | undefined;
}

export const blockOf = (position: number): number => Math.floor(position / BLOCK);

/** Where sealed positions lie: 500 positions a row, written once a transaction. */
export class Places {
  private readonly changed = new Map<number, Block>();
  private readonly reading;
  private readonly writing;
  private readonly newestSwept;

  constructor(db: Database) {
    this.reading = db.prepare<[number], Block>(
      'SELECT sealed, swept, segments FROM place WHERE block = ?',
    );
    this.writing = db.prepare('INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?)');
    this.newestSwept = db
      .prepare<[], number>('SELECT block FROM place WHERE swept > 0 ORDER BY block DESC LIMIT 1')
      .pluck();
  }

  /** Behind this position nothing has left the inbox. */
  sweptUpTo(): number {
    const block = this.newestSwept.get();
    return block === undefined ? 0 : (block + 1) * BLOCK - 1;
  }

  segmentOf(position: number): number | undefined {
    const segment = this.read(blockOf(position))?.segments.readUInt32LE((position % BLOCK) * 4);
    return segment === undefined || segment === 0 || segment === ERASED ? undefined : segment;
  }

  /** Positions of a block that segments hold, ascending. */
  sealedIn(block: number): readonly number[] {
    const segments = this.read(block)?.segments;
    if (segments === undefined) return [];
    return positionsWhere(block, segments, (segment) => segment !== 0 && segment !== ERASED);
  }

  put(position: number, segment: number): void {
    const block = this.forChange(blockOf(position));
    block.segments.writeUInt32LE(segment, (position % BLOCK) * 4);
    block.sealed++;
  }

  erase(position: number, wasSealed: boolean): void {
    const block = this.forChange(blockOf(position));
    block.segments.writeUInt32LE(ERASED, (position % BLOCK) * 4);
    if (!wasSealed) block.sealed++;
  }

  /** Half a block at a time, so that each page of the inbox is rewritten two or three times. */
  sweeps(): readonly Sweep[] {
    const sweeps: Sweep[] = [];
    for (const [number, block] of this.changed) {
      // Position 0 is never given out.
      const whole = block.sealed === (number === 0 ? BLOCK - 1 : BLOCK);
      if (!whole && block.sealed - block.swept < BLOCK / 2) continue;
      const positions = positionsWhere(number, block.segments, (segment) => segment !== 0);
      const [from, to] = [number * BLOCK, number * BLOCK + BLOCK - 1];
      sweeps.push({ from, to, positions: whole ? undefined : positions });
      block.swept = block.sealed;
    }
    return sweeps;
  }

  /** Within the transaction of the changes. */
  flush(): void {
    for (const [number, { sealed, swept, segments }] of this.changed)
      this.writing.run(number, sealed, swept, segments);
    this.changed.clear();
  }

  reload(): void {
    this.changed.clear();
  }

  private read(block: number): Block | undefined {
    return this.changed.get(block) ?? this.reading.get(block);
  }

  private forChange(number: number): Block {
    const known = this.changed.get(number);
    if (known !== undefined) return known;
    const block = this.reading.get(number) ?? {
      sealed: 0,
      swept: 0,
      segments: Buffer.alloc(BLOCK * 4),
    };
    this.changed.set(number, block);
    return block;
  }
}

const positionsWhere = (
  block: number,
  segments: Buffer,
  wanted: (segment: number) => boolean,
): readonly number[] => {
  const positions: number[] = [];
  for (let index = 0; index < BLOCK; index++)
    if (wanted(segments.readUInt32LE(index * 4))) positions.push(block * BLOCK + index);
  return positions;
};
