import { leafHash, rootFromInclusion } from '../../event-sourcing/merkle.js';
import type { BagFiles } from './bag-check.js';
import { leafOf, standsAt, type Inclusion } from './events-check.js';
import { fault, type Fault } from './finding.js';
import type { LeafEventJson } from './lines.js';
import type { RawIndex } from './raw-check.js';

/**
 * `integrity/segments.json`: vendors' bytes are leaves of sealed segments of the activity ledger,
 * and each seal is a domain event below the same root. Hashes in hex.
 */
export interface Segments {
  readonly events: readonly {
    readonly source: string;
    readonly id: string;
    readonly segment: number;
    readonly index: number;
    readonly count: number;
    readonly salt: string;
    readonly path: readonly string[];
  }[];
  readonly seals: readonly {
    readonly event: LeafEventJson;
    readonly salt: string;
    readonly index: number;
    readonly path: readonly string[];
  }[];
}

/** Every proof that is there leads from the bytes to a segment's root and from its seal to the log's. */
export const checkSegments = (
  files: BagFiles,
  index: RawIndex,
  segments: Segments,
  inclusion: Inclusion,
): Fault[] => {
  const roots = new Map<number, string>();
  for (const { event, salt, index: at, path } of segments.seals)
    if (standsAt(leafOf(event, salt), at, path, inclusion))
      for (const { segment, root } of (event.data as SealData).segments) roots.set(segment, root);
  const paths = new Map(index.map(({ source, id, path }) => [keyOf(source, id), path]));
  return segments.events.flatMap(({ source, id, segment, index: at, count, salt, path }) => {
    const file = paths.get(keyOf(source, id));
    const bytes = file === undefined ? undefined : files.get(`data/${file}`);
    const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
    const leaf = bytes && leafHash(Buffer.from(salt, 'hex'), bytes);
    const root = leaf && rootFromInclusion(leaf, at, count, hashes);
    if (root && Buffer.from(root).toString('hex') === roots.get(segment)) return [];
    return [
      fault(
        'raw_not_in_ledger',
        `data/${file ?? 'raw'}`,
        'does not stand in the sealed ledger under this root',
        '无法证明存在于已封存的活动账本之中',
      ),
    ];
  });
};

interface SealData {
  readonly segments: readonly { readonly segment: number; readonly root: string }[];
}

const keyOf = (source: string, id: string): string => JSON.stringify([source, id]);
