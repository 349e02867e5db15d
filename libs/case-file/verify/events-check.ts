import { createHash } from 'node:crypto';
import { leafHash, rootFromInclusion } from '../../event-sourcing/merkle.js';
import { fault, type Fault } from './finding.js';
import { jcs } from './jcs.js';

/** A line of `data/events.jsonl`. */
export interface EventLine {
  readonly event: {
    readonly id: string;
    readonly stream: string;
    readonly version: number;
    readonly type: string;
    readonly data: unknown;
    readonly metadata: unknown;
  };
  /** Hex, 16 bytes. */
  readonly salt: string;
  /** Hex: SHA-256(0x00 ‖ salt ‖ JCS(event)). */
  readonly leaf: string;
}

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

/** The case's events are all there, in order, unchanged, and stand in the log under the root. */
export const checkEvents = (
  lines: readonly EventLine[],
  inclusion: Inclusion,
  stream: string,
  version: number,
): Fault[] => [
  ...checkOrder(lines, stream, version),
  ...lines.flatMap((line) => checkLeaf(line)),
  ...checkPlaces(lines, inclusion),
];

const checkOrder = (lines: readonly EventLine[], stream: string, version: number): Fault[] => {
  const faults: Fault[] = [];
  const seen = new Set<number>();
  let highest = 0;
  for (const { event } of lines) {
    const where = `v${String(event.version)}`;
    if (event.stream !== stream)
      faults.push(
        fault(
          'event_foreign',
          where,
          `belongs to ${event.stream}, not to this case`,
          '该事件不属于本案',
        ),
      );
    else if (seen.has(event.version) || event.version > version)
      faults.push(
        fault(
          'event_inserted',
          where,
          'stands there although the case has no such event',
          '多出本案没有的事件',
        ),
      );
    else if (event.version < highest)
      faults.push(fault('event_order', where, 'stands out of its order', '事件顺序被改动'));
    seen.add(event.version);
    highest = Math.max(highest, event.version);
  }
  for (let wanted = 1; wanted <= version; wanted += 1)
    if (!seen.has(wanted))
      faults.push(fault('event_missing', `v${String(wanted)}`, 'is missing', '事件缺失'));
  return faults;
};

const checkLeaf = ({ event, salt, leaf }: EventLine): Fault[] =>
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

const leafOf = (event: EventLine['event'], salt: string): string =>
  Buffer.from(leafHash(Buffer.from(salt, 'hex'), Buffer.from(jcs(event)))).toString('hex');

const checkPlaces = (lines: readonly EventLine[], inclusion: Inclusion): Fault[] => {
  const places = new Map(inclusion.leaves.map((leaf) => [leaf.version, leaf]));
  let last = -1;
  return lines.flatMap(({ event, leaf }) => {
    const place = places.get(event.version);
    const path = place?.path.map((hash) => Buffer.from(hash, 'hex')) ?? [];
    const root =
      place && rootFromInclusion(Buffer.from(leaf, 'hex'), place.index, inclusion.size, path);
    const inOrder = place !== undefined && place.index > last;
    last = place?.index ?? last;
    if (root && inOrder && Buffer.from(root).toString('hex') === inclusion.root) return [];
    return [
      fault(
        'event_not_in_log',
        `v${String(event.version)}`,
        'does not stand in the log under this root',
        '该事件无法证明存在于日志根之下',
      ),
    ];
  });
};

/** SHA-256(salt ‖ bytes), as a `VaultRef` has it. */
export const saltedHash = (salt: string, bytes: Uint8Array): string =>
  createHash('sha256').update(Buffer.from(salt, 'hex')).update(bytes).digest('hex');
