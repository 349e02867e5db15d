import type { BagFiles } from './bag-check.js';
import { redactionFaults, type Content } from './contents-check.js';
import { fault, type Fault } from './finding.js';
import { isShown, type EventLine, type Withheld } from './lines.js';
import { digestOf } from './manifest.js';
import { SHAPES } from './part-shapes.js';
import { shaped } from './reading.js';

/** `data/raw/index.json`: vendors' bytes exactly as received, one file an event. */
export type RawIndex = readonly (RawEntry | WithheldRaw)[];

export interface RawEntry extends RawRecord {
  /** Below `data/`. */
  readonly path: string;
  readonly sha256: string;
  readonly size: number;
}

/** An event that is not given; its salted leaf stands in `integrity/segments.json` once it was sealed. */
export interface WithheldRaw extends Partial<RawRecord> {
  readonly withheld: Withheld;
  /** Of one that names somebody hidden: a copy for reading, bound by the export's signature. */
  readonly redacted?: Content['redacted'];
}

export const isGiven = (entry: RawEntry | WithheldRaw): entry is RawEntry => 'path' in entry;

interface RawRecord {
  readonly source: string;
  readonly id: string;
  /** `binary`: the CloudEvents headers as received, a blank line, the body. */
  readonly mode: 'structured' | 'binary';
  /** What the source's clock says: `recordedtime` where given, else `time`, as written. */
  readonly sourceClock?: string;
  /** The server's clock when the request was taken, RFC 3339. */
  readonly receivedAt: string;
  /** Server minus source, milliseconds: the clocks' difference and the way between them. */
  readonly skewMs?: number;
}

/** What a copy of evidence says of the vendor's events in it, as of its entry into the case. */
interface EvidenceCopy {
  readonly events?: readonly {
    readonly source: string;
    readonly id: string;
    readonly sha256: string;
  }[];
}

/**
 * Vendors' bytes are those of the index, and, where they entered the case as evidence, those that
 * were copied then: the copy's own hash stands in an event of the case.
 */
export const checkRaw = (
  files: BagFiles,
  index: RawIndex,
  lines: readonly EventLine[],
  contents: readonly Content[],
): Fault[] => {
  const copied = copiedHashes(files, lines, contents);
  return index.flatMap((entry) => {
    if (!isGiven(entry)) return redactionFaults(files, entry);
    const { source, id, path, sha256 } = entry;
    const bytes = files.get(`data/${path}`);
    const found = bytes && digestOf(bytes);
    const atEntry = copied.get(JSON.stringify([source, id])) ?? found;
    return found !== undefined && found === sha256 && found === atEntry
      ? []
      : [
          fault(
            'raw_changed',
            `data/${path}`,
            'is not the vendor’s event as received',
            '与收到的平台原始事件不符',
          ),
        ];
  });
};

const copiedHashes = (
  files: BagFiles,
  lines: readonly EventLine[],
  contents: readonly Content[],
): ReadonlyMap<string, string> => {
  const paths = new Map(contents.map(({ vault, path }) => [vault, path]));
  const hashes = new Map<string, string>();
  for (const { event } of lines.filter(isShown)) {
    const { copy } = event.data as { copy?: { vault?: string } };
    const path = event.type === 'EvidenceAdded' && copy?.vault ? paths.get(copy.vault) : undefined;
    const bytes = path?.endsWith('.json') ? files.get(`data/${path}`) : undefined;
    if (!bytes) continue;
    for (const { source, id, sha256 } of eventsIn(bytes))
      hashes.set(JSON.stringify([source, id]), sha256);
  }
  return hashes;
};

/** None in JSON of another kind, which somebody attached. Whether a copy was changed, its own hash tells. */
const eventsIn = (bytes: Buffer): NonNullable<EvidenceCopy['events']> => {
  try {
    return shaped<EvidenceCopy>(bytes.toString('utf8'), SHAPES.copy).events ?? [];
  } catch {
    return [];
  }
};
