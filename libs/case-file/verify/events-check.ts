import { createHash } from 'node:crypto';
import { isConsistent, leafHash, rootFromInclusion } from '../../event-sourcing/merkle.js';
import { fault, type Fault } from './finding.js';
import { jcs } from './jcs.js';
import { isShown, type EventLine, type LeafEventJson, type ShownLine } from './lines.js';

/** `integrity/inclusion.json`; hashes in hex. */
export interface Inclusion {
  readonly size: number;
  readonly root: string;
  readonly leaves: readonly {
    readonly version: number;
    readonly index: number;
    readonly path: readonly string[];
  }[];
  /** Earlier checkpoints that this one grew out of. */
  readonly earlier: readonly {
    readonly size: number;
    readonly root: string;
    readonly path: readonly string[];
  }[];
}

/** The case's events are all there, in order, unchanged. */
export const checkEvents = (
  lines: readonly EventLine[],
  stream: string,
  version: number,
): Fault[] => [
  ...checkOrder(lines, stream, version),
  ...lines.flatMap((line) => (isShown(line) ? checkLeaf(line) : [])),
];

/** The events stand in the log, which continues its earlier states. */
export const checkInclusion = (lines: readonly EventLine[], inclusion: Inclusion): Fault[] => [
  ...checkPlaces(lines, inclusion),
  ...checkEarlier(inclusion),
];

/** A forged version number must not keep the reader waiting. */
const MOST_MISSING = 1_000;

const checkOrder = (lines: readonly EventLine[], stream: string, version: number): Fault[] => {
  const faults: Fault[] = [];
  const seen = new Set<number>();
  let highest = 0;
  for (const line of lines) {
    const found = misplaced(line, { stream, version, seen, highest });
    if (found) faults.push(found);
    seen.add(line.seq);
    highest = Math.max(highest, line.seq);
  }
  const last = Math.min(version, lines.length + MOST_MISSING);
  for (let wanted = 1; wanted <= last; wanted += 1)
    if (!seen.has(wanted)) faults.push(missing(wanted, highest));
  return faults;
};

interface SoFar {
  readonly stream: string;
  readonly version: number;
  readonly seen: ReadonlySet<number>;
  readonly highest: number;
}

const misplaced = (line: EventLine, { stream, version, seen, highest }: SoFar) => {
  const where = `v${String(line.seq)}`;
  if (isShown(line) && line.event.stream !== stream)
    return fault(
      'event_foreign',
      where,
      `belongs to ${line.event.stream}, not to this case`,
      '该事件不属于本案',
    );
  if (seen.has(line.seq) || line.seq > version)
    return fault(
      'event_inserted',
      where,
      'stands there although the case has no such event',
      '多出本案没有的事件',
    );
  if (line.seq < highest || (isShown(line) && line.event.version !== line.seq))
    return fault('event_order', where, 'stands out of its order', '事件顺序被改动');
  return undefined;
};

const missing = (version: number, highest: number): Fault =>
  version > highest
    ? fault('tail_cut', `v${String(version)}`, 'is cut off at the end', '末尾事件被截去')
    : fault('event_missing', `v${String(version)}`, 'is missing', '事件缺失');

const checkLeaf = ({ event, salt, leaf }: ShownLine): Fault[] =>
  leafOf(event, salt) === leaf
    ? []
    : [
        fault(
          'event_changed',
          `v${String(event.version)}`,
          'differs from its leaf hash',
          '事件内容与其叶哈希不符',
        ),
      ];

export const leafOf = (event: LeafEventJson, salt: string): string =>
  Buffer.from(leafHash(Buffer.from(salt, 'hex'), Buffer.from(jcs(event)))).toString('hex');

/** Whether a leaf stands at `index` in the log of the inclusion's size and root; all hashes in hex. */
export const standsAt = (
  leaf: string,
  index: number,
  path: readonly string[],
  { size, root }: Pick<Inclusion, 'size' | 'root'>,
): boolean => {
  const led = rootFromInclusion(
    Buffer.from(leaf, 'hex'),
    index,
    size,
    path.map((hash) => Buffer.from(hash, 'hex')),
  );
  return led !== undefined && Buffer.from(led).toString('hex') === root;
};

const checkPlaces = (lines: readonly EventLine[], inclusion: Inclusion): Fault[] => {
  const places = new Map(inclusion.leaves.map((leaf) => [leaf.version, leaf]));
  let last = -1;
  const outside = lines.filter(({ seq, leaf }) => {
    const place = places.get(seq);
    const inOrder = place !== undefined && place.index > last;
    last = Math.max(last, place?.index ?? last);
    return !(inOrder && standsAt(leaf, place.index, place.path, inclusion));
  });
  if (outside.length > 0 && outside.length === lines.length)
    return [
      fault(
        'proof_foreign',
        'integrity/inclusion.json',
        'proves none of these events: it is the proof of other events',
        '存在性证明与本案任何事件都不相符,系他案的证明',
      ),
    ];
  return outside.map(({ seq }) =>
    fault(
      'event_not_in_log',
      `v${String(seq)}`,
      'does not stand in the log under this root',
      '该事件无法证明存在于日志根之下',
    ),
  );
};

/** Each earlier checkpoint named is the beginning of this log. */
const checkEarlier = ({ size, root, earlier }: Inclusion): Fault[] =>
  earlier
    .filter(
      (known) =>
        !isConsistent(
          known.size,
          Buffer.from(known.root, 'hex'),
          size,
          Buffer.from(root, 'hex'),
          known.path.map((hash) => Buffer.from(hash, 'hex')),
        ),
    )
    .map((known) =>
      fault(
        'log_inconsistent',
        'integrity/inclusion.json',
        `the log does not continue its earlier state of ${String(known.size)} entries`,
        `日志与其较早状态(${String(known.size)} 条)不相承`,
      ),
    );

/** SHA-256(salt ‖ bytes), as a `VaultRef` has it. */
export const saltedHash = (salt: string, bytes: Uint8Array): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(bytes).digest('hex');
