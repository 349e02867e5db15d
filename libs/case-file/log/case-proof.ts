import type { RecordedEvent } from '../../event-sourcing/recorded-event.js';
import type { Inclusion } from '../verify/events-check.js';
import type { Checkpoint } from './checkpoint.js';
import type { MerkleLog } from './merkle-log.js';

/** Checkpoints before the covering one that are always proven, whatever was printed. */
const EARLIER = 20;

/** Leaf numbers of events that must be in the log. */
export const leavesOf = (
  log: MerkleLog,
  events: readonly RecordedEvent[],
): Promise<readonly number[]> =>
  Promise.all(
    events.map(async ({ position, stream }) => {
      const index = await log.indexOf(position);
      if (index === undefined) throw new Error(`an event of ${stream} is not in the Merkle log`);
      return index;
    }),
  );

/** Proofs that a case's events stand in the log under a checkpoint, and that it grew out of `earlier` ones. */
export const inclusionOf = async (
  log: MerkleLog,
  events: readonly RecordedEvent[],
  { size, root }: Checkpoint,
  earlier: readonly Checkpoint[],
): Promise<Inclusion> => {
  const indices = await leavesOf(log, events);
  const paths = await log.inclusions(indices, size);
  const leaves = events.map(({ version }, at) => ({
    version,
    index: indices[at] ?? -1,
    path: hexes(paths[at] ?? []),
  }));
  const grown = [];
  for (const known of earlier)
    grown.push({
      size: known.size,
      root: known.root,
      path: hexes(await log.consistency(known.size, size)),
    });
  return { size, root, leaves, earlier: grown };
};

/** Oldest first, each once: the last ones before `size`, and those whose codes stand on paper. */
export const earlierOf = (
  all: readonly Checkpoint[],
  printed: readonly Checkpoint[],
  size: number,
): readonly Checkpoint[] => {
  const recent = all.filter((known) => known.size < size).slice(-EARLIER);
  const chosen = [...printed, ...recent].filter((known) => known.size < size);
  return [...new Map(chosen.map((one) => [one.size, one])).values()].sort(
    (a, b) => a.size - b.size,
  );
};

const hexes = (path: readonly Uint8Array[]): string[] =>
  path.map((hash) => Buffer.from(hash).toString('hex'));
