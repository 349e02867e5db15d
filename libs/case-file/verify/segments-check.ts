import { leafHash, rootFromInclusion } from '../../event-sourcing/merkle.js';
import type { BagFiles } from './bag-check.js';
import { leafOf, standsAt, type Inclusion } from './events-check.js';
import { fault, type Fault } from './finding.js';
import type { LeafEventJson } from './lines.js';
import { SHAPES } from './part-shapes.js';
import { isGiven, type RawIndex } from './raw-check.js';

interface Placed {
  readonly segment: number;
  readonly index: number;
  readonly count: number;
  readonly path: readonly string[];
}

/**
 * `integrity/segments.json`: vendors' bytes are leaves of sealed segments of the activity ledger,
 * and each seal is a domain event below the same root. Hashes in hex.
 */
export interface Segments {
  readonly events: readonly (Placed & {
    readonly source: string;
    readonly id: string;
    readonly salt: string;
  })[];
  /** Of events that are not given: the leaf instead of bytes and salt. Absent in files of earlier releases. */
  readonly withheld?: readonly (Placed & { readonly leaf: string })[];
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
    if (standsAt(leafOf(event, salt), at, path, inclusion) && SHAPES.seal(event.data))
      for (const { segment, root } of (event.data as SealData).segments) roots.set(segment, root);
  const stands = (leaf: Uint8Array | undefined, { segment, index: at, count, path }: Placed) => {
    const hashes = path.map((hash) => Buffer.from(hash, 'hex'));
    const root = leaf && rootFromInclusion(leaf, at, count, hashes);
    return root !== undefined && Buffer.from(root).toString('hex') === roots.get(segment);
  };
  const paths = new Map(
    index.filter(isGiven).map(({ source, id, path }) => [keyOf(source, id), path]),
  );
  const given = segments.events.flatMap((placed) => {
    const file = paths.get(keyOf(placed.source, placed.id));
    const bytes = file === undefined ? undefined : files.get(`data/${file}`);
    const leaf = bytes && leafHash(Buffer.from(placed.salt, 'hex'), bytes);
    return stands(leaf, placed) ? [] : [strange(`data/${file ?? 'raw'}`)];
  });
  const withheld = (segments.withheld ?? []).flatMap((placed) =>
    stands(Buffer.from(placed.leaf, 'hex'), placed) ? [] : [strange('integrity/segments.json')],
  );
  return [...given, ...withheld];
};

const strange = (where: string): Fault =>
  fault(
    'raw_not_in_ledger',
    where,
    'does not stand in the sealed ledger under this root',
    '无法证明存在于已封存的活动账本之中',
  );

interface SealData {
  readonly segments: readonly { readonly segment: number; readonly root: string }[];
}

const keyOf = (source: string, id: string): string => JSON.stringify([source, id]);
